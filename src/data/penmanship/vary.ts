/** One person's, one moment's way of writing an allograph: the random variation of Penmanship, steps 1 to 6. */
import type { Random } from '../random.ts';
import type { HandSettings } from './settings.ts';
import { smoothCurve, type Point } from './spline.ts';
import type { ControlPoint, DigitStrokes } from './strokes.ts';

/** Half-wave counts of the elastic warp across the box. */
const WAVES = [
  [1, 0],
  [0, 1],
  [1, 1],
  [2, 0],
  [0, 2],
  [1, 2],
] as const;

/** Pen paths of one digit in arbitrary units, y down; the caller fits them to the image. */
export function varyStrokes(
  { aspect, allographs }: DigitStrokes,
  hand: HandSettings,
  random: Random,
): Point[][] {
  const sloppiness = Math.exp(0.35 * truncatedNormal(random) - 0.06);
  const total = allographs.reduce((sum, { weight }) => sum + weight, 0);
  let left = random.uniform() * total;
  const chosen = allographs.find(({ weight }) => (left -= weight) < 0) ?? allographs.at(-1)!;
  const isMulti = chosen.strokes.length > 1;
  const curves = chosen.strokes.map((stroke) => writeStroke(stroke, hand, sloppiness, isMulti, random));
  const warp = createWarp(aspect, hand, sloppiness, random);
  return curves.map((curve) => tremble(curve, random).map(warp));
}

/** Steps 2 and 3: jitter, drift, offset, rounded corners, trimmed ends. */
function writeStroke(
  stroke: readonly ControlPoint[],
  { jitter, drift }: HandSettings,
  sloppiness: number,
  isMulti: boolean,
  random: Random,
): Point[] {
  const offset = isMulti ? 2.2 * sloppiness : 0;
  const offsetX = offset * random.normal();
  const offsetY = offset * random.normal();
  let driftX = random.normal();
  let driftY = random.normal();
  const points = stroke.map(({ x, y }) => {
    driftX = 0.6 * driftX + 0.8 * random.normal();
    driftY = 0.6 * driftY + 0.8 * random.normal();
    const spread = 0.6 * jitter * sloppiness;
    return {
      x: x + offsetX + spread * random.normal() + 0.7 * drift * sloppiness * driftX,
      y: y + offsetY + spread * random.normal() + 0.7 * drift * sloppiness * driftY,
    };
  });
  const curve = smoothCurve(
    points,
    stroke.map(({ isCorner }) => isCorner && random.uniform() >= 0.15),
  );
  const trimmed = (share: number) => Math.floor(Math.max(0, share) * curve.length);
  return curve.slice(trimmed(0.05 * random.normal()), curve.length - trimmed(0.05 * random.normal()));
}

/** The fine shake of a hand: a first-order autoregression along the curve. */
function tremble(curve: readonly Point[], random: Random): Point[] {
  let shakeX = 0;
  let shakeY = 0;
  return curve.map(({ x, y }) => {
    shakeX = 0.8 * shakeX + 0.35 * random.normal();
    shakeY = 0.8 * shakeY + 0.35 * random.normal();
    return { x: x + shakeX, y: y + shakeY };
  });
}

/** Steps 4 to 6 as one map of the plane: proportions, elastic warp, width, bend, slant, rotation. */
function createWarp(
  aspect: number,
  hand: HandSettings,
  sloppiness: number,
  random: Random,
): (point: Point) => Point {
  const nc = () => truncatedNormal(random);
  const yExponent = Math.exp(hand.yPower * nc());
  const xExponent = Math.exp(0.1 * nc());
  const taper = hand.taper * nc();
  const waves = WAVES.map(([fx, fy]) => {
    const amplitude = (hand.elastic * sloppiness) / Math.hypot(fx, fy);
    return {
      kx: (Math.PI * fx) / 100,
      ky: (Math.PI * fy) / 100,
      phaseX: 2 * Math.PI * random.uniform(),
      phaseY: 2 * Math.PI * random.uniform(),
      amplitudeX: amplitude * random.normal(),
      amplitudeY: amplitude * random.normal(),
    };
  });
  const width = aspect * Math.exp(hand.width * nc());
  const bend = 0.06 * sloppiness * random.normal();
  const slant = 0.2 + hand.slant * nc();
  const angle = ((hand.rotationDegrees * Math.PI) / 180) * random.normal();
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);

  return ({ x, y }) => {
    let py = 100 * signedPower(y / 100, yExponent);
    let px = 50 + (100 * signedPower(x / 100, xExponent) - 50) * (1 + (taper * (py - 50)) / 50);
    const [fromX, fromY] = [px, py];
    for (const { kx, ky, phaseX, phaseY, amplitudeX, amplitudeY } of waves) {
      const turn = kx * fromX + ky * fromY;
      px += amplitudeX * Math.sin(turn + phaseX);
      py += amplitudeY * Math.sin(turn + phaseY);
    }
    const v = py / 100 - 0.5; // −0.5 at the top … 0.5 at the foot
    const u = (px / 100 - 0.5) * width + bend * (4 * v * v - 0.5) - slant * v;
    return { x: u * cos - v * sin, y: u * sin + v * cos };
  };
}

/** Standard normal, drawn again beyond ±2. */
function truncatedNormal(random: Random): number {
  for (;;) {
    const value = random.normal();
    if (Math.abs(value) <= 2) return value;
  }
}

function signedPower(value: number, exponent: number): number {
  return Math.sign(value) * Math.abs(value) ** exponent;
}
