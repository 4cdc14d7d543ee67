/** A hundred and twenty drawings to replay with the mouse: ways of writing each digit, each in many hands. */
import { createRandom } from '../../src/data/random.ts';

type Point = readonly [x: number, y: number];
type Stroke = readonly Point[];

export interface Drawing {
  readonly digit: number;
  readonly hand: string;
  /** Canvas coordinates 0 … 1. */
  readonly strokes: readonly Stroke[];
}

/** Points that the pen passes, in a box of 100 × 100, y down; "|" lifts the pen, "!" is a corner. */
const FORMS: readonly (readonly string[])[] = [
  [
    '50,4 24,16 14,50 24,84 50,96 76,84 86,50 76,16 50,4',
    '78,14 50,4 30,22 26,58 40,94 62,92 74,52 66,14 46,6',
    '62,8 40,4 22,34 20,68 38,95 66,92 84,62 80,28 60,12',
  ],
  [
    '50,4 51,50 50,96',
    '30,26 52,5! 52,50 51,95',
    '62,5 52,50 40,95',
    '34,24 50,6! 50,50 50,92 | 30,93 70,92',
  ],
  [
    '20,30 28,10 58,4 78,24 66,54 18,92! 50,91 86,92',
    '22,24 48,4 76,20 64,52 30,84 14,78 28,68 58,86 90,84',
    '18,16 50,8 74,24 60,54 24,90! 54,84 84,94',
  ],
  [
    '20,16 48,4 76,20 66,40 44,47! 76,58 82,78 52,97 16,86',
    '20,8 50,9 80,7! 46,42! 74,54 80,78 52,96 18,88',
    '24,20 52,5 74,24 44,46 72,60 70,90 40,97 16,88',
  ],
  [
    '28,6 18,52! 50,54 86,54 | 66,28 64,60 62,97',
    '64,4 38,34 12,64! 50,65 90,64 | 64,34 64,66 63,98',
    '20,8 20,44 40,54 76,46 | 78,8 76,50 72,97',
  ],
  [
    '26,10 22,46! 52,38 80,60 66,92 38,97 14,88 | 26,10 54,9 82,8',
    '80,8 52,9 30,10! 24,44! 56,40 80,64 58,95 16,90',
    '72,10 34,12! 30,42! 60,42 76,68 52,96 20,88',
  ],
  [
    '70,5 38,30 20,70 44,97 76,82 66,58 36,60 22,74',
    '56,4 28,36 22,78 50,97 74,76 56,58 30,66',
    '40,4 20,44 22,86 54,96 80,78 64,58 26,68',
  ],
  [
    '12,10 48,9 86,10! 62,52 46,96',
    '14,12 50,10 84,10! 60,52 44,96 | 32,53 52,52 74,50',
    '14,20 18,9! 52,11 82,9! 70,50 62,96',
  ],
  [
    '72,18 46,4 26,24 48,47 74,72 50,97 26,76 48,50 72,28 70,16',
    '50,48 26,28 50,4 74,26 50,48 22,74 50,97 78,74 52,48',
    '66,10 38,8 32,30 60,52 68,80 44,97 26,78 44,54 70,28 68,12',
  ],
  [
    '76,22 48,4 22,26 44,50 74,30 77,20! 76,60 72,97',
    '74,18 44,6 22,30 46,50 76,26! 74,66 48,96 22,88',
    '70,10 36,14 26,38 52,50 74,20! 68,60 58,96',
  ],
];

interface Hand {
  readonly name: string;
  /** Side of the box on the canvas, and its centre. */
  readonly size: number;
  readonly at: Point;
  /** Of the width by the height. */
  readonly squeeze: number;
  /** How far the top leans to the right, as a share of the height. */
  readonly slant: number;
  /** Pointer events per stroke: a fast pen leaves few. */
  readonly samples: number;
  /** Trembling, in hundredths of the box. */
  readonly tremor: number;
}

const PLAIN: Hand = {
  name: 'plain',
  size: 0.62,
  at: [0.5, 0.5],
  squeeze: 1,
  slant: 0,
  samples: 16,
  tremor: 0,
};
const HANDS: readonly Hand[] = [
  PLAIN,
  { ...PLAIN, name: 'small, in a corner', size: 0.3, at: [0.25, 0.24] },
  { ...PLAIN, name: 'large', size: 0.9 },
  { ...PLAIN, name: 'leaning right', slant: 0.3 },
  { ...PLAIN, name: 'leaning left', slant: -0.16 },
  { ...PLAIN, name: 'narrow', squeeze: 0.62 },
  { ...PLAIN, name: 'wide', squeeze: 1.3, size: 0.55 },
  { ...PLAIN, name: 'trembling', tremor: 1.6 },
  { ...PLAIN, name: 'hasty', samples: 10, slant: 0.18 },
  { ...PLAIN, name: 'slow', samples: 40, tremor: 0.5 },
  { ...PLAIN, name: 'low and small', size: 0.36, at: [0.66, 0.74], slant: 0.1 },
  { ...PLAIN, name: 'careless', samples: 13, tremor: 1.2, slant: 0.22, squeeze: 0.85 },
];

/** Every digit in every hand, its form changing from hand to hand. */
export const DRAWINGS: readonly Drawing[] = FORMS.flatMap((forms, digit) =>
  HANDS.map((hand, index) => ({
    digit,
    hand: hand.name,
    strokes: forms[index % forms.length]!.split('|').map((text, stroke) =>
      written(text, hand, createRandom(index, `${digit} stroke ${stroke}`)),
    ),
  })),
);

function written(text: string, hand: Hand, random: ReturnType<typeof createRandom>): Stroke {
  const corners = text.trim().split(/\s+/);
  const points = corners.map((corner) => corner.replace('!', '').split(',').map(Number) as [number, number]);
  const breaks = corners.flatMap((corner, at) => (corner.endsWith('!') ? [at] : []));
  const pieces = [0, ...breaks].map((from, at) => points.slice(from, (breaks[at] ?? points.length - 1) + 1));
  const path = pieces.flatMap((piece) => smooth(piece));
  return Array.from({ length: hand.samples }, (_, at): Point => {
    const [x, y] = path[Math.round((at / (hand.samples - 1)) * (path.length - 1))]!;
    const [dx, dy] = [hand.tremor * random.normal(), hand.tremor * random.normal()];
    const across = ((x + dx - 50) / 100) * hand.squeeze + ((50 - y) / 100) * hand.slant;
    return [hand.at[0] + hand.size * across, hand.at[1] + (hand.size * (y + dy - 50)) / 100];
  });
}

/** Catmull-Rom through the points, 20 between two. */
function smooth(points: readonly Point[]): Point[] {
  const at = (index: number) => points[Math.max(0, Math.min(points.length - 1, index))]!;
  return points.slice(1).flatMap((_, index) =>
    Array.from({ length: 20 }, (__, step): Point => {
      const t = step / 19;
      const blend = (axis: 0 | 1) => {
        const [a, b, c, d] = [-1, 0, 1, 2].map((offset) => at(index + offset)[axis]) as [
          number,
          number,
          number,
          number,
        ];
        return (
          0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t ** 3)
        );
      };
      return [blend(0), blend(1)];
    }),
  );
}
