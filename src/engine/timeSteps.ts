/** How long training takes, found by a few real steps. */
import { type DigitSet } from '../data/digitSet.ts';
import { NUM_CLASSES } from '../distillation/shape.ts';
import type { Config } from '../experiment/config.ts';
import { studentSeeds } from '../experiment/seeds.ts';
import type { Cohort } from './cohort.ts';
import { gatherBatch } from './training.ts';
import { createStudents } from './students.ts';
import { createTeacherCohort } from './teacher.ts';

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
