/** The teacher's k highest probabilities, as distillation/softLosses/topK.ts says it. */
import { exponentials } from './rows';
import { logarithm } from './transcendental';

/** Of an exponential that is not among the k highest. */
const LEFT_OUT: f32 = -1;

/** @param top highest of z @param teacherTop of v @param spreads whether the rest is spread @param error 2 · padded floats */
export function matchTop(
  v: usize,
  z: usize,
  top: f32,
  teacherTop: f32,
  inverseT: f32,
  k: i32,
  spreads: bool,
  classes: i32,
  padded: i32,
  error: usize,
): f32 {
  const teacherOut = error + 4 * padded;
  exponentials(v, teacherTop, inverseT, classes, padded, teacherOut);
  const total = exponentials(z, top, inverseT, classes, padded, error);
  const logTotal = logarithm(total);
  let kept: f32 = 0;
  let rest: f32 = 0;
  for (let j = 0; j < classes; j++) {
    const power = load<f32>(teacherOut + 4 * j);
    if (isAmong(v, j, k, classes)) {
      kept += power;
    } else {
      rest += power;
      store<f32>(teacherOut + 4 * j, LEFT_OUT);
    }
  }
  const sum = spreads ? kept + rest : kept;
  const share: f32 = spreads && k < classes ? rest / <f32>(classes - k) : 0;
  const logSum = logarithm(sum);
  let divergence: f32 = 0;
  for (let j = 0; j < classes; j++) {
    const power = load<f32>(teacherOut + 4 * j);
    const isKept = power != LEFT_OUT;
    const p = (isKept ? power : share) / sum;
    const q = load<f32>(error + 4 * j) / total;
    if (p > 0) {
      const logPower = isKept ? (load<f32>(v + 4 * j) - teacherTop) * inverseT : logarithm(share);
      const logQ = (load<f32>(z + 4 * j) - top) * inverseT - logTotal;
      divergence += p * (logPower - logSum - logQ);
    }
    store<f32>(error + 4 * j, q - p);
  }
  return divergence;
}

/** Whether fewer than k stand before it; of equal ones the first does. */
function isAmong(v: usize, j: i32, k: i32, classes: i32): bool {
  const own = load<f32>(v + 4 * j);
  let before = 0;
  for (let i = 0; i < classes; i++) {
    const other = load<f32>(v + 4 * i);
    if (other > own || (other == own && i < j)) before += 1;
  }
  return before < k;
}
