/** One run from config to result, as an async generator: pausing, stepping and stopping are its caller's business. */
import { createRandom } from '../data/random.ts';
import { gatherImages, gatherLabels } from '../data/batches.ts';
import { summaryOf, type DigitSet } from '../data/digitSet.ts';
import type { Config } from '../experiment/config.ts';
import { obstacleTo } from '../experiment/feasibility.ts';
import type { RunResult } from '../experiment/results.ts';
import { logitsOf } from './evaluate.ts';
import { summarise } from './result.ts';
import { armReports, createStudents, evaluateStudents, trainStudents } from './students.ts';
import { keepTeacher, teacherKey, trainTeacher, type Teacher, type TeacherCache } from './teacher.ts';
import type { Circumstances, RunEvents, TransferSet } from './training.ts';

/** Test digits used by reports on the way: enough to see the curves part, few enough not to slow them. */
const NUM_LIVE_TEST = 2_000;

export interface RunInput extends Circumstances {
  readonly preset: string;
  readonly config: Config;
  readonly digits: DigitSet;
  /** Label of the backend in use. */
  readonly backend: string;
  readonly teachers: TeacherCache;
}

/**
 * Trains the teacher (unless a kept one fits), then the cohort, and measures both on all test digits.
 * Tensors of an unfinished run are released when the generator is closed.
 * @throws Error for people when the data do not suffice or the loss is no longer a number
 */
export async function* run(input: RunInput): RunEvents<RunResult> {
  const { config, digits, backend, teachers, clock } = input;
  const startedMs = clock();
  const numLive = Math.min(NUM_LIVE_TEST, digits.test.labels.length);
  const data = summaryOf(digits);
  const obstacle = obstacleTo(config, data);
  if (obstacle) throw new Error(obstacle);
  yield { type: 'started', config, data, backend };

  const key = `${digits.name} ${teacherKey(config)}`;
  const teacher = teachers.get(key) ?? (yield* trainTeacher(config, digits, numLive, input));
  keepTeacher(teachers, key, teacher);
  yield { type: 'teacherReport', step: 0, epoch: config.teacherEpochs, loss: null, metrics: teacher.metrics };
  yield { type: 'weights', weights: { teacher: teacher.weights } };

  yield { type: 'progress', phase: 'softTargets', step: 0, numSteps: 1 };
  const transferSet = await makeTransferSet(config, digits, teacher);
  const students = createStudents(config);
  try {
    const stepMs = yield* trainStudents(students, config, transferSet, digits.test, teacher, numLive, input);
    const evaluation = await evaluateStudents(students, digits.test, teacher);
    const [studentWeights] = await students.weights([0]);
    const timing = { totalMs: clock() - startedMs, stepMs };
    const result = summarise({ ...input, teacher, evaluation, studentWeights: studentWeights!, timing });
    yield { type: 'finished', result, teacher: teacher.metrics, arms: armReports(evaluation.metrics, null) };
    return result;
  } finally {
    students.dispose();
  }
}

/** A seeded choice of labelled training digits, with the teacher's logits for each: computed once and kept. */
async function makeTransferSet(config: Config, { train }: DigitSet, teacher: Teacher): Promise<TransferSet> {
  const numTrain = train.labels.length;
  const order = createRandom(config.seed, 'transfer set').shuffle(
    Uint32Array.from({ length: numTrain }, (_, i) => i),
  );
  const rows = order.subarray(0, config.labels);
  const digits = { images: gatherImages(train.images, rows), labels: gatherLabels(train.labels, rows) };
  const [teacherLogits] = await logitsOf(teacher.cohort, digits.images);
  return { digits, teacherLogits: teacherLogits! };
}
