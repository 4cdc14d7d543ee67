/** How often intervals hold the true mean: made-up differences of two arms on students × test digits, of which it is known. */
import { createRandom, type Random } from '../../src/data/random.ts';
import { intervalOf } from '../../src/distillation/estimate.ts';
import { studentsFor } from '../../src/distillation/twoStage.ts';
import { twoWay } from '../../src/distillation/twoWay.ts';

type Row = ArrayLike<number>;

/** Draws test digits, then as many students on them as are asked for. */
interface Model {
  readonly name: string;
  readonly truth: number;
  draw(random: Random, numDigits: number): () => Row;
}

/** @param ofStudent, ofDigit, ofRest standard deviations: of a student's mean (in those that the rest gives it), of a digit, of the rest */
function crossedNormal(name: string, ofStudent: number, ofDigit: number, ofRest: number): Model {
  return {
    name: `normal, ${name}`,
    truth: 0,
    draw(random, numDigits) {
      const digits = Float64Array.from({ length: numDigits }, () => ofDigit * random.normal());
      return () => {
        const own = (ofStudent / Math.sqrt(numDigits)) * random.normal();
        return digits.map((digit) => own + digit + ofRest * random.normal());
      };
    },
  };
}

/** Share of the test digits, and the chance of each arm to read one right: as a gain of 2 points at 91 % comes about. */
const KINDS = [
  { share: 0.06, chances: [0.35, 0.65] },
  { share: 0.08, chances: [0.5, 0.5] },
  { share: 0.86, chances: [0.995, 0.997] },
] as const;

/** @param ofStudent standard deviation of a student's own share of right answers, on digits that are not easy */
function crossedBernoulli(name: string, ofStudent: number): Model {
  return {
    name: `Bernoulli, ${name}`,
    truth: KINDS.reduce((sum, { share, chances: [first, second] }) => sum + share * (second - first), 0),
    draw(random, numDigits) {
      const kinds = Uint8Array.from({ length: numDigits }, () => {
        const u = random.uniform();
        return u < KINDS[0].share ? 0 : u < KINDS[0].share + KINDS[1].share ? 1 : 2;
      });
      return () => {
        // Uniform, so that a chance stays one.
        const skills = [0, 1].map(() => ofStudent * Math.sqrt(12) * (random.uniform() - 0.5));
        const chances = KINDS.map((kind, at) =>
          kind.chances.map((chance, arm) => (at === 2 ? chance : chance + skills[arm]!)),
        );
        return Int8Array.from(kinds, (kind) => {
          const [first, second] = chances[kind]!;
          return Number(random.uniform() < second!) - Number(random.uniform() < first!);
        });
      };
    },
  };
}

const MODELS: readonly Model[] = [
  crossedNormal('nothing but the rest', 0, 0, 1),
  crossedNormal('digits as much as the rest', 0, 1, 1),
  crossedNormal('digits as much, students thrice', 3, 1, 1),
  crossedNormal('students ten times the rest', 10, 0, 1),
  crossedBernoulli('students alike', 0),
  crossedBernoulli('students as measured', 0.02),
  crossedBernoulli('students far apart', 0.2),
];

export interface Cell {
  readonly model: Model;
  readonly numStudents: number;
  readonly numDigits: number;
}

export const CELLS: readonly Cell[] = MODELS.flatMap((model) =>
  [3, 5, 10].flatMap((numStudents) => [2000, 10_000].map((numDigits) => ({ model, numStudents, numDigits }))),
);

/** A procedure: draws as many students as it wants, and gives an interval or none. */
export type Procedure = (next: () => Row, numStudents: number) => readonly [number, number] | null;

/** As a run does it. */
export const ofRun: Procedure = (next, numStudents) => {
  const { estimate } = twoWay(Array.from({ length: numStudents }, next));
  return estimate && intervalOf(estimate);
};

/** As --until does it. @param share of the half-width of the first stage that is asked for */
export const untilNarrow =
  (share: number): Procedure =>
  (next, numStudents) => {
    const rows = Array.from({ length: numStudents }, next);
    const first = twoWay(rows).estimate;
    if (!first) return null;
    const [low, high] = intervalOf(first);
    const count = studentsFor(first.parts, numStudents, (share * (high - low)) / 2, 40);
    while (rows.length < count) rows.push(next());
    const { estimate } = twoWay(rows, numStudents);
    return estimate && intervalOf(estimate);
  };

/** @returns share of the trials in which the interval holds the truth; none holds nothing */
export function coverOf(
  { model, numStudents, numDigits }: Cell,
  numTrials: number,
  procedure: Procedure,
): number {
  const random = createRandom(numStudents * numDigits, model.name);
  let covered = 0;
  for (let trial = 0; trial < numTrials; trial++) {
    const ci = procedure(model.draw(random, numDigits), numStudents);
    if (ci && ci[0] <= model.truth && model.truth <= ci[1]) covered += 1;
  }
  return covered / numTrials;
}
