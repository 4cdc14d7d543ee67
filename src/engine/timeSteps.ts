/** How long training takes, found by a few real steps. */
import { type DigitSet } from '../data/digitSet.ts';
import { NUM_CLASSES } from '../distillation/shape.ts';
import { usesGivenTeacher, type Config } from '../experiment/config.ts';
import type { ExperimentPlan } from '../experiment/plan.ts';
import { studentSteps, studentWork, teacherSteps, teacherWork } from '../experiment/work.ts';
import type { Cohort } from './cohort.ts';
import { gatherBatch } from './training.ts';
import { createStudents, studentSeeds } from './students.ts';
import { createTeacherCohort, teacherKey } from './teacher.ts';

/** Steps that are timed, after as many to warm up. */
const TIMED_STEPS = 10;

/** Milliseconds of one step of this config's teacher on the current backend, warm. */
export function timeTeacherStep(config: Config, digits: DigitSet): Promise<number> {
  return timeStep(createTeacherCohort(config), config.teacherBatchSize, digits, false);
}

/** Likewise of one cohort of students. @param configs at least one, alike but for the lesson */
export function timeStudentStep(configs: readonly Config[], digits: DigitSet): Promise<number> {
  const [config] = configs;
  const students = createStudents({ configs, seeds: studentSeeds(config!) }, null);
  return timeStep(students, config!.batchSize, digits, true);
}

/**
 * About how many milliseconds the students and teachers of an experiment take on this machine: one cohort of it and one
 * teacher are timed, the others reckoned from their multiply-adds.
 */
export async function estimateMs({ cohorts }: ExperimentPlan, digits: DigitSet): Promise<number> {
  const [cohort] = cohorts;
  const numTrain = digits.train.labels.length;
  const { config } = cohort![0]!;
  const stepMs = await timeStudentStep(
    cohort!.map((each) => each.config),
    digits,
  );
  const msPerWork = (stepMs * studentSteps(config)) / studentWork(cohort!);
  const studentsMs = cohorts.reduce((sum, each) => sum + studentWork(each) * msPerWork, 0);
  const teachers = new Map(
    cohorts
      .map(([first]) => first!.config)
      .filter((each) => !usesGivenTeacher(each))
      .map((each) => [teacherKey(each), each]),
  );
  const [timed] = teachers.values();
  if (!timed) return studentsMs;
  const teacherMsPerWork =
    ((await timeTeacherStep(timed, digits)) * teacherSteps(timed, numTrain)) / teacherWork(timed, numTrain);
  return [...teachers.values()].reduce(
    (sum, each) => sum + teacherWork(each, numTrain) * teacherMsPerWork,
    studentsMs,
  );
}

/** Trains with a learning rate of 0, and disposes the cohort. @param isTaught by a teacher too */
async function timeStep(
  cohort: Cohort,
  wantedBatch: number,
  { train }: DigitSet,
  isTaught: boolean,
): Promise<number> {
  try {
    const rows = Uint32Array.from({ length: Math.min(wantedBatch, train.labels.length) }, (_, row) => row);
    const teacherLogits = isTaught ? new Float32Array(train.labels.length * NUM_CLASSES) : null;
    const batch = gatherBatch({ digits: train, teacherLogits }, rows);
    let startedMs = 0;
    for (let step = 0; step < 2 * TIMED_STEPS; step++) {
      if (step === TIMED_STEPS) {
        await cohort.takeLosses(); // waits for the device
        startedMs = performance.now();
      }
      cohort.step(batch, 0);
    }
    await cohort.takeLosses();
    return (performance.now() - startedMs) / TIMED_STEPS;
  } finally {
    cohort.dispose();
  }
}
