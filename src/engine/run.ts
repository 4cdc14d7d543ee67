/** One run from config to result, as an async generator: pausing, stepping, stopping and resuming are its caller's business. */
import { fingerprintOf, summaryOf, type DigitSet } from '../data/digitSet.ts';
import { layersOf } from '../experiment/architecture.ts';
import { onePredictor, type Predictor } from '../distillation/ensemble.ts';
import type { RunCheckpoint } from '../experiment/checkpoint.ts';
import { usesGivenTeacher, type Config } from '../experiment/config.ts';
import { differingSettings } from '../experiment/settings.ts';
import { obstacleTo, obstacleToCopying, RefusedError } from '../experiment/feasibility.ts';
import type { RunResult } from '../experiment/results.ts';
import { openGivenTeacher, type GivenTeacher } from './givenTeacher.ts';
import { summarise } from './result.ts';
import {
  armReports,
  byArm,
  createStudents,
  evaluateStudents,
  studentSeeds,
  trainStudents,
} from './students.ts';
import type { Teacher } from './teacher.ts';
import { keepTeacher, teacherKey, type TeacherCache } from './teacherCache.ts';
import type { Circumstances, RunEvents } from './training.ts';
import { trainTeacher } from './trainTeacher.ts';
import { makeTransferSet } from './transferSet.ts';
import { measureUnseen } from './unseenDigits.ts';

/** Test digits used by reports on the way: enough to see the curves part, few enough not to slow them. */
const NUM_LIVE_TEST = 2_000;

export interface RunInput extends Circumstances {
  readonly preset: string;
  readonly config: Config;
  readonly digits: DigitSet;
  /** Label of the backend in use. */
  readonly backend: string;
  readonly teachers: TeacherCache;
  /** Who teaches where the settings ask for the shipped teacher. */
  readonly teacher?: GivenTeacher | null;
  /** Where an earlier run of the same config stood; this one goes on from there. */
  readonly checkpoint?: RunCheckpoint | null;
  /** Configs that differ from the config in their lesson alone, tried in one cohort; the config if left out. */
  readonly recipes?: readonly Config[];
  /** Of the students; those of the config if left out. */
  readonly seeds?: readonly number[];
}

export interface CohortOutcome {
  /** One per recipe. */
  readonly results: readonly RunResult[];
  /** The distilled student of the first seed, one per recipe. */
  readonly students: readonly Predictor[];
}

/** One config from teacher to result. @throws as runCohort */
export async function* run(input: RunInput): RunEvents<RunResult> {
  const { results } = yield* runCohort(input);
  return results[0]!;
}

/**
 * Trains the teacher (unless a kept or given one fits), then the cohort, and measures both on all test digits.
 * Tensors of an unfinished run are released when the generator is closed.
 * @throws RefusedError when settings and data do not fit, Error for people when the loss is no longer a number
 */
export async function* runCohort(given: RunInput): RunEvents<CohortOutcome> {
  const { config, digits, backend, checkpoint = null, recipes: configs = [config] } = given;
  const startedMs = given.clock() - (checkpoint?.elapsedMs ?? 0);
  const clock = () => given.clock() - startedMs;
  const input = { ...given, clock };
  const roster = { configs, seeds: given.seeds ?? studentSeeds(config) };
  const numSeeds = roster.seeds.length;
  const numLive = Math.min(NUM_LIVE_TEST, digits.test.labels.length);
  requireFeasible(input);
  yield { type: 'started', config, data: summaryOf(digits), backend };

  const teacher = yield* findTeacher(input, numLive);
  yield { type: 'teacherReport', step: 0, epoch: config.teacherEpochs, loss: null, metrics: teacher.metrics };
  yield { type: 'weights', weights: { teacher: teacher.predictor } };
  const readings = { labels: digits.test.labels, teacher: teacher.testLogits, students: null };
  yield { type: 'readings', readings };

  const transferSet = yield* makeTransferSet(config, digits, teacher, (1 + configs.length) * numSeeds);
  const students = createStudents(roster, teacher);
  try {
    const training = { students, numSeeds, transferSet, digits, teacher, numLive, run: input };
    const stepMs = yield* trainStudents(training);
    const evaluation = await evaluateStudents(students, digits.test, teacher);
    const weights = await students.weights(configs.map((_, recipe) => (1 + recipe) * numSeeds));
    const numTransferImages = transferSet.digits.labels.length;
    const unseen = await measureUnseen(config, digits, students, evaluation);
    const timing = { totalMs: clock(), stepMs };
    const measured = { evaluation, unseen, studentWeights: weights[0]!, numTransferImages, timing };
    const results = summarise({ ...input, ...roster, teacher, ...measured });
    const { arms } = armReports(evaluation.metrics, null, numSeeds);
    yield { type: 'readings', readings: { ...readings, students: byArm(evaluation.logits, numSeeds) } };
    yield { type: 'finished', result: results[0]!, teacher: teacher.metrics, arms };
    return { results, students: weights.map(onePredictor) };
  } finally {
    students.dispose();
  }
}

/** Asked before anything is trained. @throws RefusedError */
function requireFeasible(input: RunInput): void {
  const { config, digits, checkpoint } = input;
  const obstacle =
    usesGivenTeacher(config) && !input.teacher
      ? `The settings ask for the ${config.teacher} teacher, but none is there. Set teacher to trained.`
      : (obstacleTo(config, summaryOf(digits)) ??
        copyingObstacle(input) ??
        (checkpoint && misfitOf(checkpoint, config, digits.name)));
  if (obstacle) throw new RefusedError(obstacle);
}

/** The given teacher, that of the checkpoint, a kept one, or a newly trained one; kept for later runs. */
async function* findTeacher(input: RunInput, numLive: number): RunEvents<Teacher> {
  const { config, digits, teachers, checkpoint = null } = input;
  const given = usesGivenTeacher(config) ? (input.teacher ?? null) : null;
  const set = `${digits.name} ${fingerprintOf(digits.train)} ${fingerprintOf(digits.test)}`;
  const key = `${set} ${given ? `given ${given.id}` : teacherKey(config)}`;
  const saved = checkpoint?.teacher ? { id: key, predictor: checkpoint.teacher } : given;
  const unfinished = checkpoint?.phase === 'teacher' ? checkpoint.training : null;
  const teacher =
    teachers.get(key) ??
    (saved
      ? await openGivenTeacher(saved, digits)
      : yield* trainTeacher(config, digits, numLive, input, unfinished));
  keepTeacher(teachers, key, teacher);
  return teacher;
}

function copyingObstacle({ config, teacher = null }: RunInput): string | null {
  if (config.studentStart !== 'copied') return null;
  const given = usesGivenTeacher(config) ? teacher?.predictor.networks[0]?.layers : null;
  const trained = { convolutions: config.teacherConvolutions, hidden: config.teacherHidden };
  return obstacleToCopying(given ?? layersOf(trained), layersOf({ convolutions: [], hidden: config.hidden }));
}

/** @returns null when the run can go on from the checkpoint, else why not */
function misfitOf(checkpoint: RunCheckpoint, config: Config, data: string): string | null {
  if (checkpoint.data !== data)
    return `The checkpoint was made on ${checkpoint.data}, but ${data} is in use. Load those digits first.`;
  const [other] = differingSettings(config, checkpoint.config);
  return other === undefined
    ? null
    : `The checkpoint was made with ${other} = ${JSON.stringify(checkpoint.config[other])}, but the run has ` +
        `${JSON.stringify(config[other])}. A run goes on with the settings that it began with.`;
}
