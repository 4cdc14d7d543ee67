/** Forms of the soft loss for one image: each returns its value and writes its gradient, both before T² and weights. */
import { exponentials, highest, mean } from './rows';
import { exponentialOf, logarithm } from './transcendental';

/**
 * KL(softmax(v/T) ‖ softmax(z/T)); error = q − p (Hinton et al. 2015, §2).
 * @param top highest of z @param shift top − highest of v @param softTargets exponentials of v/T, summing to teacherTotal
 */
export function matchProbabilities(
  v: usize,
  z: usize,
  top: f32,
  shift: f32,
  inverseT: f32,
  softTargets: usize,
  teacherTotal: f32,
  classes: i32,
  padded: i32,
  error: usize,
): f32 {
  const total = exponentials(z, top, inverseT, classes, padded, error);
  const logRatio = logarithm(total) - logarithm(teacherTotal);
  let divergence: f32 = 0;
  for (let j = 0; j < classes; j++) {
    const p = load<f32>(softTargets + 4 * j) / teacherTotal;
    const q = load<f32>(error + 4 * j) / total;
    const difference = load<f32>(v + 4 * j) - load<f32>(z + 4 * j) + shift;
    divergence += p * (difference * inverseT + logRatio);
    store<f32>(error + 4 * j, q - p);
  }
  return divergence;
}

/** Half the mean squared difference of the centred logits (§2.1, eq. 4). */
export function matchLogits(v: usize, z: usize, classes: i32, error: usize): f32 {
  const offset = mean(z, classes) - mean(v, classes);
  let sum: f32 = 0;
  for (let j = 0; j < classes; j++) {
    const difference = load<f32>(z + 4 * j) - load<f32>(v + 4 * j) - offset;
    sum += difference * difference;
    store<f32>(error + 4 * j, difference / <f32>classes);
  }
  return (<f32>0.5 * sum) / <f32>classes;
}

/**
 * KL of target against rest + β · KL among the rest (Zhao et al. 2022, eq. 7).
 * The rest is summed from its own highest logit, so that it does not vanish beside a sure target.
 * @param error 2 · padded floats
 */
export function decouple(
  v: usize,
  z: usize,
  label: i32,
  inverseT: f32,
  beta: f32,
  classes: i32,
  padded: i32,
  error: usize,
): f32 {
  const teacherOut = error + 4 * padded;
  const top = highestBut(z, label, classes);
  const teacherTop = highestBut(v, label, classes);
  // Exponentials may overflow at the label, which is not used.
  const rest = sumBut(z, top, inverseT, label, classes, padded, error);
  const teacherRest = sumBut(v, teacherTop, inverseT, label, classes, padded, teacherOut);
  const logRest = logarithm(rest);
  const logTeacherRest = logarithm(teacherRest);
  // log odds of the target against the rest
  const odds = (load<f32>(z + 4 * label) - top) * inverseT - logRest;
  const teacherOdds = (load<f32>(v + 4 * label) - teacherTop) * inverseT - logTeacherRest;
  const logQ = logSigmoid(odds);
  const logP = logSigmoid(teacherOdds);
  const logNotQ = logSigmoid(-odds);
  const logNotP = logSigmoid(-teacherOdds);
  const q = exponentialOf(logQ);
  const p = exponentialOf(logP);
  const binary = p * (logP - logQ) + (<f32>1 - p) * (logNotP - logNotQ);
  const surplus = q - p;
  let others: f32 = 0;
  for (let j = 0; j < classes; j++) {
    if (j == label) continue;
    const ownP = load<f32>(teacherOut + 4 * j) / teacherRest;
    const ownQ = load<f32>(error + 4 * j) / rest;
    const difference = load<f32>(v + 4 * j) - teacherTop - (load<f32>(z + 4 * j) - top);
    others += ownP * (difference * inverseT + logRest - logTeacherRest);
    store<f32>(error + 4 * j, beta * (ownQ - ownP) - surplus * ownQ);
  }
  store<f32>(error + 4 * label, surplus);
  return binary + beta * others;
}

function highestBut(values: usize, label: i32, count: i32): f32 {
  let top = -f32.MAX_VALUE;
  for (let j = 0; j < count; j++) if (j != label) top = max<f32>(top, load<f32>(values + 4 * j));
  return top;
}

function sumBut(
  values: usize,
  top: f32,
  inverseT: f32,
  label: i32,
  count: i32,
  padded: i32,
  out: usize,
): f32 {
  exponentials(values, top, inverseT, count, padded, out);
  let sum: f32 = 0;
  for (let j = 0; j < count; j++) if (j != label) sum += load<f32>(out + 4 * j);
  return sum;
}

/** log(1 / (1 + e⁻ˣ)) */
function logSigmoid(x: f32): f32 {
  return x < 0 ? x - logarithm(1 + exponentialOf(x)) : -logarithm(1 + exponentialOf(-x));
}
