/** The direction of the KL, as distillation/softLosses/jensenShannon.ts says it. */
import { exponentials } from './rows';
import { matchProbabilities } from './softLosses';
import { exponentialLessOne, logarithm, logarithmOfOneAnd } from './transcendental';

/** Beyond it exponentials would overflow, and one of the two counts for nothing beside the other. */
const FAR: f32 = 80;

/** @param top highest of z @param teacherTop of v @param beta 0 forward … 1 reverse @param error 2 · padded floats */
export function turnDivergence(
  v: usize,
  z: usize,
  top: f32,
  teacherTop: f32,
  inverseT: f32,
  beta: f32,
  classes: i32,
  padded: i32,
  error: usize,
): f32 {
  const teacherOut = error + 4 * padded;
  const shift = top - teacherTop;
  const teacherTotal = exponentials(v, teacherTop, inverseT, classes, padded, teacherOut);
  if (beta == 0)
    return matchProbabilities(v, z, top, shift, inverseT, teacherOut, teacherTotal, classes, padded, error);
  const total = exponentials(z, top, inverseT, classes, padded, error);
  const logTotals = logarithm(total) - logarithm(teacherTotal);
  const rest: f32 = <f32>1 - beta;
  let divergence: f32 = 0;
  let sum: f32 = 0;
  for (let j = 0; j < classes; j++) {
    const difference = load<f32>(v + 4 * j) - load<f32>(z + 4 * j) + shift;
    const d = difference * inverseT + logTotals; // log(p / q)
    const p = load<f32>(teacherOut + 4 * j) / teacherTotal;
    const q = load<f32>(error + 4 * j) / total;
    const ofStudent = mixed(d, beta); // log(m / q)
    divergence -= (q * ofStudent) / beta;
    if (rest > 0) divergence -= (p * mixed(-d, rest)) / rest;
    const g: f32 = (-q * ofStudent) / beta;
    store<f32>(error + 4 * j, q);
    store<f32>(teacherOut + 4 * j, g);
    sum += g;
  }
  for (let j = 0; j < classes; j++) {
    const q = load<f32>(error + 4 * j);
    store<f32>(error + 4 * j, load<f32>(teacherOut + 4 * j) - q * sum);
  }
  return divergence;
}

/** log(1 + share · (eᵈ − 1)): of the mixture to its other part. */
function mixed(d: f32, share: f32): f32 {
  if (share == 1) return d;
  if (d > FAR) return d + logarithm(share);
  return logarithmOfOneAnd(share * exponentialLessOne(d));
}
