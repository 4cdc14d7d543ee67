/** One run from config to result, as an async generator: pausing, stepping, stopping and resuming are its caller's business. */
import { summaryOf, type DigitSet } from '../data/digitSet.ts';
import { onePredictor, type Predictor } from '../distillation/ensemble.ts';
import { NUM_CLASSES } from '../distillation/shape.ts';
import { isSound, type Arithmetic, type RunCheckpoint } from '../experiment/checkpoint.ts';
import { usesBroughtTeacher, usesGivenTeacher, type Config } from '../experiment/config.ts';
import type { RunEvent } from '../experiment/events.ts';
import { obstacleTo, RefusedError } from '../experiment/feasibility.ts';
import type { RunSize } from '../experiment/memory.ts';
import type { RunResult } from '../experiment/results.ts';
import { differingSettings } from '../experiment/settings.ts';
import { studentSeeds } from '../experiment/seeds.ts';
import { epochsOfTeacher, teacherSteps } from '../experiment/work.ts';
import { gatherFloats } from '../data/batches.ts';
import { evaluateOn, liveDigits, metricsOf, type LiveDigits } from './evaluate.ts';
import { partedDigits } from './heldOut.ts';
import { keepTeacher, makeRoom } from './keptTeachers.ts';
import { summarise, VERSIONS } from './result.ts';
import type { SharedTeachers } from './sharedTeachers.ts';
import { armReports, armsOf, createStudents, evaluateStudents, trainStudents } from './students.ts';
import {
  cacheKey,
  openGivenTeacher,
  trainTeacher,
  type GivenTeacher,
  type Teacher,
  type TeacherCache,
} from './teacher.ts';
import type { RunContext, RunEvents } from './training.ts';
import { makeTransferSet } from './transferSet.ts';
import { measureUnseen } from './unseenDigits.ts';

/** Test digits used by reports on the way: enough to see the curves part, few enough not to slow them. */
const NUM_LIVE_TEST = 2_000;

export interface RunInput {
  readonly preset: string;
  readonly config: Config;
  readonly digits: DigitSet;
  /** Label of the backend in use. */
  readonly backend: string;
  readonly teachers: TeacherCache;
  /** What others have trained already, or train now; none if left out. */
  readonly sharedTeachers?: SharedTeachers | null;
  /** Who teaches where the settings ask for a teacher that was there before. */
  readonly teacher?: GivenTeacher | null;
  /** Where an earlier run of the same config stood; this one goes on from there. */
  readonly checkpoint?: RunCheckpoint | null;
  /** Configs that differ from the config in their lesson alone, tried in one cohort; the config if left out. */
  readonly variants?: readonly Config[];
  /** Of the students; those of the config if left out. */
  readonly seeds?: readonly number[];
  /** Milliseconds; one that stands still while the run is paused. performance.now if left out. */
  readonly clock?: () => number;
}

export interface RunOutcome {
  /** The standalone arm, then one distilled arm per variant. */
  readonly result: RunResult;
  /** The distilled student of the first seed, one per variant. */
  readonly students: readonly Predictor[];
}

/**
 * Trains the teacher (unless a kept or given one fits), then the cohort, and measures both on all test digits.
 * Tensors of an unfinished run are released when the generator is closed.
 * @throws RefusedError when settings and data do not fit, Error for people when the loss is no longer a number
 */
export async function* run(whole: RunInput): RunEvents<RunOutcome> {
  const { config, backend, checkpoint = null, clock = () => performance.now() } = whole;
  const { digits, heldOut } = partedDigits(whole.digits, config);
  const input = { ...whole, digits };
  const members = { configs: input.variants ?? [config], seeds: input.seeds ?? studentSeeds(config) };
  const startedMs = clock() - (checkpoint?.elapsedMs ?? 0);
  const context = {
    arithmetic: { backend, versions: VERSIONS },
    elapsedMs: () => clock() - startedMs,
  };
  requireFeasible(whole);
  const ofThisRun = { ...config, seeds: members.seeds.length };
  yield { type: 'started', config: ofThisRun, data: summaryOf(whole.digits), backend };

  const { test } = digits;
  const live = liveDigits(test, NUM_LIVE_TEST);
  const teacher = yield* findTeacher(input, live, context);
  yield* introduce(teacher, epochsOfTeacher(config, digits.train.labels.length), live);
  const readings = { images: test.images, labels: test.labels, teacher: teacher.testLogits, arms: [] };
  yield { type: 'readings', readings };

  const arms = armsOf(members);
  const numStudents = arms.length * members.seeds.length;
  const transferSet = yield* makeTransferSet(config, digits, teacher, numStudents);
  const students = createStudents(members, teacher.predictor);
  try {
    const training = { students, members, transferSet, digits, teacher, live, context, checkpoint };
    const stepMs = yield* trainStudents(training);
    const evaluation = await evaluateStudents(students, test, teacher.testLogits);
    const distilled = await students.weights(arms.slice(1).map(({ first }) => first));
    const chosenBy = heldOut && (await evaluateOn(students, heldOut));
    const unseen = measureUnseen(config, test, evaluation, chosenBy);
    const result = summarise({
      preset: input.preset,
      digits: whole.digits,
      heldOut: chosenBy,
      backend,
      members,
      teacher,
      evaluation,
      unseen,
      studentWeights: distilled[0]!,
      numTransferImages: transferSet.digits.labels.length,
      timing: { totalMs: context.elapsedMs(), stepMs },
    });
    const logitsBy = arms.map(({ name, first }) => ({
      name,
      seeds: evaluation.logits.slice(first, first + members.seeds.length),
    }));
    yield { type: 'readings', readings: { ...readings, arms: logitsBy } };
    const reports = armReports(members, evaluation.metrics, null);
    yield { type: 'finished', result, teacher: teacher.metrics, arms: reports };
    return { result, students: distilled.map(onePredictor) };
  } finally {
    students.dispose();
  }
}

/** Tells of a teacher that is trained. It is measured on the digits on which its students will be, so that one table compares like with like. */
function* introduce(
  { testLogits, predictor }: Teacher,
  epoch: number,
  { rows, labels }: LiveDigits,
): Generator<RunEvent, void, unknown> {
  const metrics = metricsOf(gatherFloats(testLogits, NUM_CLASSES, rows), labels);
  yield { type: 'teacherReport', step: 0, epoch, loss: null, metrics };
  yield { type: 'weights', weights: { teacher: predictor } };
}

/** A run without anybody to pause it, with a teacher of its own. @param onEvent told everything the run tells @throws as run */
export async function runToEnd(
  input: Omit<RunInput, 'teachers'>,
  onEvent: (event: RunEvent) => void = () => undefined,
): Promise<RunResult> {
  const teachers: TeacherCache = new Map();
  const events = run({ ...input, teachers });
  try {
    for (;;) {
      const { done, value } = await events.next();
      if (done) return value.result;
      onEvent(value);
    }
  } finally {
    for (const { cohort } of teachers.values()) cohort.dispose();
  }
}

/** Asked before anything is trained. @throws RefusedError */
function requireFeasible(input: RunInput): void {
  const { digits, backend, checkpoint, teacher } = input;
  const { config, numVariants } = sizeOfRun(input);
  const given = teacher ? teacher.predictor.networks[0]?.layers : null;
  const obstacle =
    obstacleTo(config, summaryOf(digits), given, numVariants) ??
    (checkpoint && misfitOf(checkpoint, { config: input.config, data: digits.id, backend }));
  if (obstacle) throw new RefusedError(obstacle);
}

/** The given teacher, that of the checkpoint, a kept one, or one that is trained; kept for later runs. */
async function* findTeacher(input: RunInput, live: LiveDigits, context: RunContext): RunEvents<Teacher> {
  const { config, digits, teachers, checkpoint = null } = input;
  const given = usesGivenTeacher(config) ? (input.teacher ?? null) : null;
  const key = cacheKey(digits, config, given);
  makeRoom(teachers, key, sizeOfRun(input), summaryOf(digits));
  const saved = checkpoint?.teacher ? { id: key, predictor: checkpoint.teacher } : given;
  const unfinished = checkpoint?.phase === 'teacher' ? checkpoint.training : null;
  const train = () => trainTeacher(config, digits, live, context, unfinished);
  const teacher =
    teachers.get(key) ??
    (saved ? await openGivenTeacher(saved, digits, fileOf(config)) : yield* trainOrShare(input, key, train));
  keepTeacher(teachers, key, teacher);
  return teacher;
}

const sizeOfRun = ({
  config,
  variants = [config],
  seeds = studentSeeds(config),
  teacher,
}: RunInput): RunSize => ({
  config: { ...config, seeds: seeds.length },
  numVariants: variants.length,
  given: teacher?.predictor.networks[0]?.layers ?? null,
});

/** Whose name a result gives. */
const fileOf = (config: Config) => (usesBroughtTeacher(config) ? config.teacherFile : '');

/** The teacher that another worker has trained, after a wait for it if need be; else trained here, and handed over. @param train makes it */
async function* trainOrShare(
  { config, digits, backend, sharedTeachers }: RunInput,
  key: string,
  train: () => RunEvents<Teacher>,
): RunEvents<Teacher> {
  if (!sharedTeachers) return yield* train();
  const sharedKey = JSON.stringify([backend, VERSIONS, key]);
  let found = await sharedTeachers.take(sharedKey);
  for (; found === 'awaited'; found = await sharedTeachers.take(sharedKey))
    yield {
      type: 'progress',
      phase: 'teacher',
      step: 0,
      numSteps: teacherSteps(config, digits.train.labels.length),
    };
  if (found !== 'yours') return openGivenTeacher({ id: key, predictor: found }, digits);
  try {
    const teacher = yield* train();
    await sharedTeachers.keep(sharedKey, teacher.predictor);
    return teacher;
  } finally {
    await sharedTeachers.letGo(sharedKey);
  }
}

/** @returns null when a run of these can go on from the checkpoint, else why not */
function misfitOf(
  checkpoint: RunCheckpoint,
  { config, data, backend }: { readonly config: Config; readonly data: string; readonly backend: string },
): string | null {
  if (!isSound(checkpoint))
    return 'The checkpoint is damaged: its numbers are not those that were written. Let it go, and train anew.';
  if (checkpoint.data !== data)
    return `The checkpoint was made on the digits ${checkpoint.data}, but ${data} are in use. Load those first.`;
  const [other] = differingSettings(config, checkpoint.config);
  if (other !== undefined)
    return (
      `The checkpoint was made with ${other} = ${JSON.stringify(checkpoint.config[other])}, but the run has ` +
      `${JSON.stringify(config[other])}. A run goes on with the settings that it began with.`
    );
  const { arithmetic } = checkpoint;
  return isSameArithmetic(arithmetic, backend)
    ? null
    : `The checkpoint was made with ${arithmeticInWords(arithmetic)}, but this is ${arithmeticInWords({ backend, versions: VERSIONS })}: ` +
        'the run would not end with the numbers of an undisturbed one. Let it go, and train anew.';
}

/** One that took a run over from another names both, and goes on as the last. */
const isSameArithmetic = ({ backend, versions }: Arithmetic, label: string): boolean =>
  (label === backend || label.startsWith(`${backend}, then `)) &&
  JSON.stringify(versions) === JSON.stringify(VERSIONS);

const arithmeticInWords = ({ backend, versions }: Arithmetic): string =>
  `${backend} (${Object.entries(versions)
    .map((each) => each.join(' '))
    .join(', ')})`;
