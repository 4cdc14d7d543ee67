/**
 * Loss and gradient of distillation for every member of a cohort, in one pass (Hinton et al. 2015, §2):
 * (1 − w) · CE(y, softmax(z)) + w · s · KL(softmax(v/T) ‖ softmax(z/T)), s = T² or 1.
 */
import { exponential, logarithm } from './transcendental';

/** Floats per member in `lessons`: 1/T, hard weight, soft gradient weight, soft loss scale, label smoothing. */
const LESSON: i32 = 5;

/**
 * @param logits z, [batch, members, classes] @param labels [batch] integers
 * @param teacher v, [batch, classes], or 0 when nobody is taught
 * @param lessons [members, 5] @param gradient [batch, members, classes], already divided by the batch
 * @param hardSums, softSums [members]: mean losses are added to what stands there
 * @param scratch 3 · padded classes floats, padded to a multiple of four
 */
export function distillationLoss(
  logits: usize,
  labels: usize,
  teacher: usize,
  lessons: usize,
  batch: i32,
  members: i32,
  classes: i32,
  gradient: usize,
  hardSums: usize,
  softSums: usize,
  scratch: usize,
): void {
  const padded = (classes + 3) & ~3;
  const hardOut = scratch; // exponentials of z
  const softOut = hardOut + 4 * padded; // of z / T
  const teacherOut = softOut + 4 * padded; // of v / T
  const share: f32 = <f32>1 / <f32>batch;
  for (let member = 0; member < members; member++) {
    const lesson = lessons + 4 * (member * LESSON);
    const inverseT = load<f32>(lesson);
    const hardWeight = load<f32>(lesson, 4);
    const softWeight = load<f32>(lesson, 8);
    const smoothing = load<f32>(lesson, 16);
    const spread: f32 = smoothing / <f32>classes;
    const kept: f32 = <f32>1 - smoothing;
    let hardSum: f32 = 0;
    let softSum: f32 = 0;
    for (let row = 0; row < batch; row++) {
      const offset = 4 * ((row * members + member) * classes);
      const z = logits + offset;
      const label = load<i32>(labels + 4 * row);
      const top = highest(z, classes);
      const hardTotal = exponentials(z, top, 1, classes, padded, hardOut);
      const even = smoothing > 0 ? mean(z, classes) - top : 0;
      hardSum += logarithm(hardTotal) - (kept * (load<f32>(z + 4 * label) - top) + smoothing * even);
      const target = gradient + offset;
      if (teacher == 0) {
        for (let j = 0; j < classes; j++) {
          const error = load<f32>(hardOut + 4 * j) / hardTotal - (j == label ? kept : <f32>0) - spread;
          store<f32>(target + 4 * j, hardWeight * error * share);
        }
        continue;
      }
      const v = teacher + 4 * (row * classes);
      const teacherTop = highest(v, classes);
      const softTotal = exponentials(z, top, inverseT, classes, padded, softOut);
      const teacherTotal = exponentials(v, teacherTop, inverseT, classes, padded, teacherOut);
      const logRatio = logarithm(softTotal) - logarithm(teacherTotal);
      let divergence: f32 = 0;
      for (let j = 0; j < classes; j++) {
        const p = load<f32>(teacherOut + 4 * j) / teacherTotal;
        const q = load<f32>(softOut + 4 * j) / softTotal;
        const difference = load<f32>(v + 4 * j) - teacherTop - (load<f32>(z + 4 * j) - top);
        divergence += p * (difference * inverseT + logRatio);
        const error = load<f32>(hardOut + 4 * j) / hardTotal - (j == label ? kept : <f32>0) - spread;
        store<f32>(target + 4 * j, (hardWeight * error + softWeight * (q - p)) * share);
      }
      softSum += divergence;
    }
    addTo(hardSums + 4 * member, hardSum * share);
    addTo(softSums + 4 * member, softSum * share * load<f32>(lesson, 12));
  }
}

function mean(values: usize, count: i32): f32 {
  let sum: f32 = 0;
  for (let j = 0; j < count; j++) sum += load<f32>(values + 4 * j);
  return sum / <f32>count;
}

function highest(values: usize, count: i32): f32 {
  let top = load<f32>(values);
  for (let j = 1; j < count; j++) top = max<f32>(top, load<f32>(values + 4 * j));
  return top;
}

/** out[j] = exp((values[j] − top) · scale); @returns their sum. The padding counts as nothing. */
function exponentials(values: usize, top: f32, scale: f32, count: i32, padded: i32, out: usize): f32 {
  for (let j = 0; j < count; j++) store<f32>(out + 4 * j, (load<f32>(values + 4 * j) - top) * scale);
  for (let j = count; j < padded; j++) store<f32>(out + 4 * j, -1000);
  for (let j = 0; j < padded; j += 4) v128.store(out + 4 * j, exponential(v128.load(out + 4 * j)));
  let sum: f32 = 0;
  for (let j = 0; j < count; j++) sum += load<f32>(out + 4 * j);
  return sum;
}

function addTo(address: usize, value: f32): void {
  store<f32>(address, load<f32>(address) + value);
}
