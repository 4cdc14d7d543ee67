/** What a run says of its arms, each against the first; a cohort cut into its variants; and one result of two of the same run. */
import { pairedRatio } from '../distillation/ratio.ts';
import { mean, sampleSd } from '../distillation/statistics.ts';
import { firstStageOf, gainOf, gainOverStudents } from './gain.ts';
import { byReplicate, numbersDrawn } from './replicates.ts';
import type { ArmResult, Gain, Measured, Replicate, RunResult, TeacherResult } from './results.ts';

/** Gain as a share of what the teacher is ahead of the first arm. @param teachers test accuracy, by replicate */
export function gapClosedBy(
  { pairs, perReplicate }: Gain,
  first: readonly number[],
  teachers: readonly number[],
): RunResult['gapClosed'] {
  const lead = byReplicate(first, perReplicate).flatMap((seeds, at) =>
    seeds.map((accuracy) => 100 * (teachers[at]! - accuracy)),
  );
  const { value, ci } = pairedRatio(numbersDrawn(pairs, perReplicate), numbersDrawn(lead, perReplicate));
  return { share: value, ci95: ci };
}

/** The first arm of a cohort and one of the others, as a run of its own. @param at of the other, from 1 */
export function armsOfVariant<Cohort extends Measured>(cohort: Cohort, at: number): Cohort {
  const first = cohort.arms[0]!;
  const arm = cohort.arms[at]!;
  const gain = arm.gain!;
  const replicates = cohort.replicates.map((replicate) => ({
    ...replicate,
    arms: [replicate.arms[0]!, replicate.arms[at]!],
  }));
  return {
    ...cohort,
    arms: [first, arm],
    gain,
    gapClosed: gapClosedBy(gain, first.accuracy, teachersOf(cohort)),
    replicates: withPairs(replicates, gain),
  };
}

/**
 * One result of two of the same run: replicates of other seeds are added, those of the same seed get more students.
 * @param numTested digits
 */
export function joined<Run extends Measured>(run: Run, more: Measured, numTested: number): Run {
  const replicates = run.replicates.length === 0 ? [] : joinReplicates(run.replicates, more.replicates);
  const counts = replicates.map(({ arms }) => arms[0]!.seeds.length);
  const gainAt = (at: number, accuracy: readonly number[], first: readonly number[]) => {
    const before = run.arms[at]!.gain!;
    const pairs = accuracy.map((share, seed) => 100 * (share - first[seed]!));
    if (replicates.length === 0) return gainOverStudents(pairs, before.mcnemarP);
    return gainOf(replicates, at, numTested, firstStageOf(before, counts));
  };
  const first = joinArms(run.arms[0]!, more.arms[0]!);
  const others = run.arms.slice(1).map((arm, index) => {
    const both = joinArms(arm, more.arms[1 + index]!);
    return { ...both, gain: gainAt(1 + index, both.accuracy, first.accuracy) };
  });
  const { gain } = others[0]!;
  const teacher = joinTeachers(run, replicates);
  return {
    ...run,
    teacher,
    arms: [first, ...others],
    gain,
    gapClosed: gapClosedBy(gain, first.accuracy, teachersOf({ teacher, replicates })),
    replicates: withPairs(replicates, gain),
    timing: { ...run.timing, totalMs: run.timing.totalMs + more.timing.totalMs },
  };
}

/** Test accuracy of each replicate's; files of schema 1 tell of one. */
const teachersOf = ({ teacher, replicates }: Pick<Measured, 'teacher' | 'replicates'>) =>
  replicates.length > 0 ? replicates.map((each) => each.teacher.accuracy) : [teacher.accuracy];

function withPairs(replicates: readonly Omit<Replicate, 'pairs'>[], gain: Gain): Replicate[] {
  const pairs = byReplicate(gain.pairs, gain.perReplicate);
  return replicates.map((replicate, at) => ({ ...replicate, pairs: pairs[at]! }));
}

/** All but the gain, which is that of the first. */
function joinArms(arm: ArmResult, more: ArmResult): ArmResult {
  const seeds = [...arm.seeds, ...more.seeds];
  const order = orderOf(seeds);
  const both = <Name extends (typeof BY_SEED)[number]>(name: Name): ArmResult[Name] =>
    inOrder([...arm[name], ...more[name]], order) as unknown as ArmResult[Name];
  const unseen = arm.unseen && more.unseen && inOrder([...arm.unseen, ...more.unseen], order);
  const heldOut = arm.heldOutAccuracy &&
    more.heldOutAccuracy && [...arm.heldOutAccuracy, ...more.heldOutAccuracy];
  const lists = Object.fromEntries(BY_SEED.map((name) => [name, both(name)]));
  const accuracy = both('accuracy');
  return {
    ...arm,
    ...lists,
    ...(unseen && { unseen }),
    ...(heldOut && { heldOutAccuracy: inOrder(heldOut, order) }),
    meanAccuracy: mean(accuracy),
    sdAccuracy: sampleSd(accuracy),
  };
}

/** What an arm has a list of. */
const BY_SEED = ['seeds', 'accuracy', 'errors', 'agreement', 'nll', 'ece', 'meanKl', 'confusion'] as const;

/** Seeds rise with the replicate and within it (seeds.ts), so that it does not matter which part was done first. */
const orderOf = (seeds: readonly number[]) => [...seeds.keys()].sort((a, b) => seeds[a]! - seeds[b]!);
const inOrder = <T>(values: readonly T[], order: readonly number[]) => order.map((at) => values[at]!);

function joinReplicates(ours: readonly Replicate[], theirs: readonly Replicate[]): Replicate[] {
  const bySeed = new Map(ours.map((each) => [each.seed, each]));
  for (const other of theirs) {
    const own = bySeed.get(other.seed);
    bySeed.set(other.seed, own ? withStudents(own, other) : other);
  }
  return [...bySeed.values()].sort((a, b) => a.seed - b.seed);
}

/** All but the pairs. */
function withStudents(replicate: Replicate, more: Replicate): Replicate {
  const arms = replicate.arms.map((arm, at) => {
    const seeds = [...arm.seeds, ...more.arms[at]!.seeds];
    const order = orderOf(seeds);
    const outcomes = inOrder([...arm.outcomes, ...more.arms[at]!.outcomes], order);
    const others = more.arms[at]!.heldOut;
    const heldOut = arm.heldOut && others && inOrder([...arm.heldOut, ...others], order);
    return { ...arm, seeds: inOrder(seeds, order), outcomes, ...(heldOut && { heldOut }) };
  });
  return { ...replicate, arms };
}

/** What a replicate does not say of its teacher, as in older files, is taken as the run's. */
function joinTeachers(
  { teacher }: Measured,
  replicates: readonly Pick<Replicate, 'teacher'>[],
): TeacherResult {
  const over = (key: 'accuracy' | 'errors' | 'nll' | 'ece') =>
    mean(replicates.map((each) => each.teacher[key] ?? teacher[key]));
  const [first] = replicates;
  if (!first) return teacher;
  return {
    ...teacher,
    accuracy: over('accuracy'),
    errors: over('errors'),
    nll: over('nll'),
    ece: over('ece'),
    confusion: first.teacher.confusion ?? teacher.confusion,
  };
}
