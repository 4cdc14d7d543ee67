/** Probabilities of standardised logits, as distillation/softLosses/standardised.ts says it. */
import { exponentials, mean } from './rows';
import { logarithm } from './transcendental';

/** Where all logits are alike nothing is divided by zero. */
const SMALLEST_SPREAD: f32 = 1e-7;

/** @param top highest of z @param teacherTop of v @param error 2 · padded floats */
export function matchStandardised(
  v: usize,
  z: usize,
  top: f32,
  teacherTop: f32,
  inverseT: f32,
  classes: i32,
  padded: i32,
  error: usize,
): f32 {
  const teacherOut = error + 4 * padded;
  const centre = mean(z, classes);
  const spread = spreadOf(z, centre, classes);
  const scale = inverseT / spread;
  const teacherScale = inverseT / spreadOf(v, mean(v, classes), classes);
  // A mean that is taken off changes no probability.
  const total = exponentials(z, top, scale, classes, padded, error);
  const teacherTotal = exponentials(v, teacherTop, teacherScale, classes, padded, teacherOut);
  const logTotals = logarithm(total) - logarithm(teacherTotal);
  let divergence: f32 = 0;
  let along: f32 = 0;
  for (let j = 0; j < classes; j++) {
    const p = load<f32>(teacherOut + 4 * j) / teacherTotal;
    const q = load<f32>(error + 4 * j) / total;
    const ofTeacher = (load<f32>(v + 4 * j) - teacherTop) * teacherScale;
    const own = (load<f32>(z + 4 * j) - top) * scale;
    divergence += p * (ofTeacher - own + logTotals);
    store<f32>(error + 4 * j, q - p);
    along += (q - p) * (load<f32>(z + 4 * j) - centre);
  }
  along /= spread * <f32>classes; // mean of error · score
  for (let j = 0; j < classes; j++) {
    const score = (load<f32>(z + 4 * j) - centre) / spread;
    store<f32>(error + 4 * j, (load<f32>(error + 4 * j) - score * along) / spread);
  }
  return divergence;
}

function spreadOf(values: usize, centre: f32, count: i32): f32 {
  let sum: f32 = 0;
  for (let j = 0; j < count; j++) {
    const difference = load<f32>(values + 4 * j) - centre;
    sum += difference * difference;
  }
  return sqrt<f32>(sum / <f32>count + SMALLEST_SPREAD * SMALLEST_SPREAD);
}
