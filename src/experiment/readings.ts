/** What every network of a run says of every test digit, and which digits are worth a look because of it. */
import { predictedClasses } from '../distillation/classification.ts';
import { NUM_CLASSES } from '../distillation/shape.ts';
import { logSumExp } from '../distillation/softmax.ts';
import { ARMS, type Arm, type NetworkName } from './arms.ts';

/** As many as one looks through. */
const MAX_SHOWN = 100;

/** The test digits of a run with the logits at T = 1 of all its networks, so that the page can look at any of them at any temperature. */
export interface Readings {
  readonly images: Uint8Array; // [n, 784]
  readonly labels: Uint8Array; // [n]
  readonly teacher: Float32Array; // [n, 10]
  /** By arm, then by seed, each [n, 10]; empty until they are trained. */
  readonly arms: readonly ArmReadings[];
}

export interface ArmReadings {
  readonly name: Arm;
  readonly seeds: readonly Float32Array[]; // [n, 10] each
}

/** Numbers of test digits worth looking at, the most telling first. */
export interface NotableDigits {
  /** To which the teacher gives the least probability of being what they are. */
  readonly hardest: readonly number[];
  /** On which the students differ most. */
  readonly disputed: readonly number[];
}

/** A test digit and what was read in it. */
export interface DigitReading {
  readonly index: number;
  readonly label: number;
  /** What most of the networks asked read. */
  readonly read: number;
  /** How many of them read so. */
  readonly votes: number;
}

/** Only digits on which at least two students differ are disputed. */
export function notableDigits({ labels, teacher, arms }: Readings): NotableDigits {
  const logProbability = Float64Array.from(labels, (label, row) => {
    const first = row * NUM_CLASSES;
    return teacher[first + label]! - logSumExp(teacher, first, NUM_CLASSES);
  });
  const classes = arms.flatMap(({ seeds }) => seeds).map((logits) => predictedClasses(logits, NUM_CLASSES));
  const dissent = Float64Array.from(labels, (_, row) => {
    return classes.length === 0 ? 0 : 1 - Math.max(...votesOn(row, classes)) / classes.length;
  });
  const sorted = (compare: (a: number, b: number) => number) =>
    Array.from({ length: labels.length }, (_, row) => row).sort(compare);
  const byHardness = (a: number, b: number) => logProbability[a]! - logProbability[b]! || a - b;
  return {
    hardest: sorted(byHardness).slice(0, MAX_SHOWN),
    disputed: sorted((a, b) => dissent[b]! - dissent[a]! || byHardness(a, b))
      .filter((row) => dissent[row]! > 0)
      .slice(0, MAX_SHOWN),
  };
}

/** Logits of the networks that go by a name: the teacher, or an arm's students of all seeds. Empty until they are trained. */
export function logitsNamed({ teacher, arms }: Readings, network: NetworkName): readonly Float32Array[] {
  return network === 'teacher' ? [teacher] : (arms.find(({ name }) => name === network)?.seeds ?? []);
}

/** Test digits of a label that at least one of the networks takes for `digit`, those read so by most first. */
export function readAs(
  readings: Readings,
  network: NetworkName,
  label: number,
  digit: number,
): DigitReading[] {
  const classes = logitsNamed(readings, network).map((logits) => predictedClasses(logits, NUM_CLASSES));
  const found: DigitReading[] = [];
  readings.labels.forEach((own, index) => {
    if (own !== label) return;
    const votes = classes.filter((read) => read[index] === digit).length;
    if (votes > 0) found.push({ index, label, read: digit, votes });
  });
  return found.sort((a, b) => b.votes - a.votes || a.index - b.index);
}

/** Test digits of a label to which a network gives most of its softened belief in another digit. @param count at most */
export function mostLike(
  logits: Float32Array,
  labels: Uint8Array,
  label: number,
  digit: number,
  count: number,
): number[] {
  const lead = (row: number) => logits[row * NUM_CLASSES + digit]! - logits[row * NUM_CLASSES + label]!;
  const rows = Array.from(labels.keys()).filter((row) => labels[row] === label);
  return rows
    .sort((a, b) => (digit === label ? lead(a) - lead(b) || a - b : lead(b) - lead(a)))
    .slice(0, count);
}

/** Where the arms differ: how a digit came out for the students of most seeds. */
export interface Disagreements {
  readonly onlyDistilledRight: readonly Disagreement[];
  readonly onlyStandaloneRight: readonly Disagreement[];
}

export interface Disagreement {
  readonly index: number;
  readonly label: number;
  /** What most seeds of each arm read. */
  readonly read: Readonly<Record<Arm, number>>;
}

/** Test digits that one arm reads right and the other does not, each arm by the vote of its seeds. */
export function disagreementsOf(readings: Readings): Disagreements {
  const found = { onlyDistilledRight: [] as Disagreement[], onlyStandaloneRight: [] as Disagreement[] };
  if (readings.arms.length === 0) return found;
  const [standalone, distilled] = ARMS.map((arm) => votedClasses(logitsNamed(readings, arm)));
  readings.labels.forEach((label, index) => {
    const read = { standalone: standalone![index]!, distilled: distilled![index]! };
    const [isStandaloneRight, isDistilledRight] = [read.standalone === label, read.distilled === label];
    if (isDistilledRight && !isStandaloneRight) found.onlyDistilledRight.push({ index, label, read });
    if (isStandaloneRight && !isDistilledRight) found.onlyStandaloneRight.push({ index, label, read });
  });
  return found;
}

/** The class that most networks give each row; the smaller digit where the vote is even. */
function votedClasses(networks: readonly Float32Array[]): Uint8Array {
  const classes = networks.map((logits) => predictedClasses(logits, NUM_CLASSES));
  return Uint8Array.from(classes[0] ?? [], (_, row) => {
    const votes = votesOn(row, classes);
    return votes.indexOf(Math.max(...votes));
  });
}

/** How many of the networks read each class in a row. @param classes what each reads, [n] @returns [10] */
function votesOn(row: number, classes: readonly Uint8Array[]): number[] {
  const votes = new Array<number>(NUM_CLASSES).fill(0);
  for (const read of classes) votes[read[row]!]! += 1;
  return votes;
}
