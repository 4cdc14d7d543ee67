/** What the questions of the Story ask of the store: each is solved or not by what stands there now. */
import { meanSoftTargets } from '../../distillation/classification.ts';
import { NUM_CLASSES } from '../../distillation/shape.ts';
import { softmax } from '../../distillation/softmax.ts';
import type { NetworkName } from '../../experiment/arms.ts';
import type { Readings } from '../../experiment/readings.ts';
import { imageToRead, probeLogits } from '../../store/reading.ts';
import type { State } from '../../store/state.ts';

/** A second probability that is seen. */
const CLOSE_SECOND = 0.2;
const HALF = { from: 0.45, to: 0.55 };
const HALF_WEIGHT = 0.5;
/** The matrix writes three decimals: who cannot see which of two is larger may choose either. */
const UNSEEN_DIFFERENCE = 0.001;

/** Ten probabilities from high to low; null where there are none. */
function sortedProbabilities(logits: ArrayLike<number> | null, temperature = 1): Float64Array | null {
  return logits && softmax(logits, temperature).sort().reverse();
}

const best = (values: ArrayLike<number>) =>
  Array.from(values).reduce((at, value, index, all) => (value > all[at]! ? index : at), 0);

export function isReadDifferently(state: State): boolean {
  const [teacher, student] = (['teacher', 'distilled'] as const).map((network: NetworkName) =>
    probeLogits(state, network),
  );
  if (state.probe.source !== 'drawn' || !teacher || !student) return false;
  return best(teacher(1)) !== best(student(1));
}

/** The logits of the bars: those that a person set for this image, or the teacher's. A stable reference. */
export function shownLogits(state: State): ArrayLike<number> | null {
  const { dragged } = state.story;
  const image = imageToRead(state);
  if (dragged && dragged.image === image) return dragged.logits;
  return probeLogits(state, 'teacher')?.(1) ?? null;
}

export function hasCloseSecond(state: State): boolean {
  return (sortedProbabilities(shownLogits(state))?.[1] ?? 0) >= CLOSE_SECOND;
}

export function isHalfSure(state: State): boolean {
  const temperature = state.displayTemperature;
  const logits = probeLogits(state, 'teacher')?.(temperature) ?? null;
  const highest = sortedProbabilities(logits, temperature)?.[0] ?? 0;
  return highest >= HALF.from && highest <= HALF.to;
}

/** The teacher's mean probabilities by label, label · classes + digit; worked out once for each readings and T. */
export function teacherMeans(readings: Readings, temperature: number): Float64Array {
  const known = means.get(readings);
  if (known?.temperature === temperature) return known.values;
  const values = meanSoftTargets(readings.teacher, readings.labels, temperature, NUM_CLASSES);
  means.set(readings, { temperature, values });
  return values;
}
const means = new WeakMap<Readings, { readonly temperature: number; readonly values: Float64Array }>();

/** The largest mean probability of a wrong class has the cell that is chosen. */
export function isLikestCell({ run, story, displayTemperature }: State): boolean {
  const readings = run.record?.readings;
  const { cell } = story;
  if (!readings || !cell || cell.label === cell.digit) return false;
  const values = teacherMeans(readings, displayTemperature);
  const wrong = values.filter((_, at) => Math.floor(at / NUM_CLASSES) !== at % NUM_CLASSES);
  return values[cell.label * NUM_CLASSES + cell.digit]! > Math.max(...wrong) - UNSEEN_DIFFERENCE;
}

export function isTaughtByLabelsHalf({ run }: State): boolean {
  const [, distilled] = run.record?.arms ?? [];
  return (
    run.record !== null &&
    run.record.config.softWeight <= HALF_WEIGHT &&
    (distilled?.softLoss ?? null) !== null
  );
}

export function isLossChosen({ story }: State): boolean {
  return story.finding !== null && story.finding.high < 0;
}
