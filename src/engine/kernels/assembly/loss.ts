/**
 * Loss and gradient of distillation for every member of a cohort, in one pass (Hinton et al. 2015, §2):
 * (1 − w) · CE(y, softmax(z)) + w · s · KL(softmax(v/T) ‖ softmax(z/T)), s = T² or 1.
 */
import { turnDivergence } from './jensenShannon';
import { exponentials, highest, mean } from './rows';
import { decouple, matchLogits, matchProbabilities } from './softLosses';
import { matchStandardised } from './standardised';
import { DistillationLoss, Form, Lesson } from './structs';
import { matchTop } from './topK';
import { logarithm } from './transcendental';

/**
 * Image after image, so that members taught at the same temperature share the teacher's probabilities.
 * @param logits z, [batch, members, classes] @param labels [batch] integers
 * @param teacher v, [batch, classes], or 0 when nobody is taught
 * @param lessons [members] of Lesson @param imageWeights [batch, members, 2], of the hard and the soft loss, or 0 when all are 1
 * @param gradient [batch, members, classes], already divided by the batch
 * @param hardSums, softSums [members]: mean losses are added to what stands there
 * @param scratch 2 · members floats, and 3 · classes floats, each third padded to a multiple of four
 */
export function distillationLoss(call: DistillationLoss): void {
  const teacher = call.teacher;
  const imageWeights = call.imageWeights;
  const batch = call.batch;
  const members = call.members;
  const classes = call.classes;
  const padded = (classes + 3) & ~3;
  const ownSums = call.scratch; // [members, 2], hard and soft, of this batch
  const hardOut = ownSums + 4 * ((2 * members + 3) & ~3); // exponentials of z
  const softError = hardOut + 4 * padded; // gradient of the soft loss, before its weight
  const softTargets = softError + 4 * padded; // exponentials of v / T
  const share: f32 = <f32>1 / <f32>batch;
  memory.fill(ownSums, 0, 8 * members);
  for (let row = 0; row < batch; row++) {
    const label = load<i32>(call.labels + 4 * row);
    const v = teacher + 4 * (row * classes);
    const teacherTop: f32 = teacher == 0 ? 0 : highest(v, classes);
    let softenedBy: f32 = -1; // 1/T of what stands in softTargets
    let teacherTotal: f32 = 0;
    for (let member = 0; member < members; member++) {
      const lesson = lessonOf(call, member);
      const inverseT = lesson.inverseT;
      const smoothing = lesson.labelSmoothing;
      const form = <i32>lesson.form;
      const spread: f32 = smoothing / <f32>classes;
      const kept: f32 = <f32>1 - smoothing;
      const cell = row * members + member;
      const z = call.logits + 4 * (cell * classes);
      let hardWeight: f32 = 1;
      let softWeight: f32 = 1;
      if (imageWeights != 0) {
        hardWeight = load<f32>(imageWeights + 8 * cell);
        softWeight = load<f32>(imageWeights + 8 * cell, 4);
      }
      const top = highest(z, classes);
      const hardTotal = exponentials(z, top, 1, classes, padded, hardOut);
      const even = smoothing > 0 ? mean(z, classes) - top : 0;
      const wanted = kept * (load<f32>(z + 4 * label) - top) + smoothing * even;
      addTo(ownSums + 8 * member, hardWeight * (logarithm(hardTotal) - wanted));
      hardWeight *= lesson.hardWeight;
      const target = call.gradient + 4 * (cell * classes);
      if (teacher == 0) {
        for (let j = 0; j < classes; j++) {
          const error = load<f32>(hardOut + 4 * j) / hardTotal - (j == label ? kept : <f32>0) - spread;
          store<f32>(target + 4 * j, hardWeight * error * share);
        }
        continue;
      }
      let value: f32 = 0;
      if (form == Form.probabilities) {
        if (softenedBy != inverseT) {
          teacherTotal = exponentials(v, teacherTop, inverseT, classes, padded, softTargets);
          softenedBy = inverseT;
        }
        const shift = top - teacherTop;
        value = matchProbabilities(v, z, top, shift, inverseT, softTargets, teacherTotal, classes, padded, softError);
      } else if (form == Form.logits) {
        value = matchLogits(v, z, classes, softError);
      } else {
        softenedBy = -1; // each of these writes over the soft targets
        if (form == Form.decoupled) {
          value = decouple(v, z, label, inverseT, lesson.nonTargetWeight, classes, padded, softError);
        } else if (form == Form.jensenShannon) {
          value = turnDivergence(v, z, top, teacherTop, inverseT, lesson.klDirection, classes, padded, softError);
        } else if (form == Form.topK) {
          const spreads = lesson.spreadsRest != 0;
          value = matchTop(v, z, top, teacherTop, inverseT, <i32>lesson.topK, spreads, classes, padded, softError);
        } else {
          value = matchStandardised(v, z, top, teacherTop, inverseT, classes, padded, softError);
        }
      }
      addTo(ownSums + 8 * member + 4, softWeight * value);
      softWeight *= lesson.softGradientWeight;
      for (let j = 0; j < classes; j++) {
        const error = load<f32>(hardOut + 4 * j) / hardTotal - (j == label ? kept : <f32>0) - spread;
        store<f32>(target + 4 * j, (hardWeight * error + softWeight * load<f32>(softError + 4 * j)) * share);
      }
    }
  }
  for (let member = 0; member < members; member++) {
    const scale = lessonOf(call, member).softLossScale;
    addTo(call.hardSums + 4 * member, load<f32>(ownSums + 8 * member) * share);
    addTo(call.softSums + 4 * member, load<f32>(ownSums + 8 * member, 4) * share * scale);
  }
}

// @ts-ignore: decorator
@inline
function lessonOf(call: DistillationLoss, member: i32): Lesson {
  return changetype<Lesson>(call.lessons + <usize>member * offsetof<Lesson>());
}

function addTo(address: usize, value: f32): void {
  store<f32>(address, load<f32>(address) + value);
}
