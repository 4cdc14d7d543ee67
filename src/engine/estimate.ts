/** How long an experiment takes here: its first cohort is run for a short while, reports and all, and the rest reckoned from that. */
import type { DigitSet } from '../data/digitSet.ts';
import { countMultiplyAdds } from '../distillation/layers.ts';
import { layersOf } from '../experiment/architecture.ts';
import { usesGivenTeacher, type Config } from '../experiment/config.ts';
import type { ExperimentPlan, PlannedCohort } from '../experiment/plan.ts';
import { studentSteps, studentWork, teacherSteps, teacherWork } from '../experiment/work.ts';
import { studentSeeds } from '../experiment/seeds.ts';
import { run } from './run.ts';
import { cacheKey, createTeacherCohort, openGivenTeacher, teacherKey, type TeacherCache } from './teacher.ts';
import { timeStudentStep, timeTeacherStep } from './timeSteps.ts';

/** One epoch that takes so long says enough. */
const LONG_MS = 2_000;

/** About how many milliseconds the students and teachers of an experiment take on this machine. */
export async function estimateMs({ cohorts }: ExperimentPlan, digits: DigitSet): Promise<number> {
  const studentsMs = await estimateStudents(cohorts, digits);
  const numTrain = digits.train.labels.length;
  const teachers = new Map(
    cohorts
      .map(([first]) => first!.config)
      .filter((each) => !usesGivenTeacher(each))
      .map((each) => [teacherKey(each), each]),
  );
  const [timed] = teachers.values();
  if (!timed) return studentsMs;
  const msPerWork =
    ((await timeTeacherStep(timed, digits)) * teacherSteps(timed, numTrain)) / teacherWork(timed, numTrain);
  return [...teachers.values()].reduce(
    (sum, each) => sum + teacherWork(each, numTrain) * msPerWork,
    studentsMs,
  );
}

/** Steps grow with the labels, reports with the networks alone, and the end of a run with neither. */
async function estimateStudents(cohorts: readonly PlannedCohort[], digits: DigitSet): Promise<number> {
  const [cohort] = cohorts;
  const { config } = cohort![0]!;
  const stepMs = await timeStudentStep(
    cohort!.map((each) => each.config),
    digits,
  );
  const { epochMs, endMs } = await timeShortRuns(cohort!, digits);
  const reportsMs = Math.max(0, epochMs * config.epochs - stepMs * studentSteps(config));
  const msPerStepWork = (stepMs * studentSteps(config)) / studentWork(cohort!);
  const msPerReportWork = reportsMs / reportWork(cohort!);
  return cohorts.reduce(
    (sum, each) => sum + endMs + studentWork(each) * msPerStepWork + reportWork(each) * msPerReportWork,
    0,
  );
}

/** Multiply-adds of reading one digit at the end of every epoch. */
function reportWork(cohort: PlannedCohort): number {
  const { config } = cohort[0]!;
  const { seeds, epochs } = config;
  return countMultiplyAdds(layersOf(config)) * seeds * (1 + cohort.length) * epochs;
}

/** @returns milliseconds of an epoch with its report, and of what a run does once; zeros where it is refused */
async function timeShortRuns(
  cohort: PlannedCohort,
  digits: DigitSet,
): Promise<{ readonly epochMs: number; readonly endMs: number }> {
  const { config } = cohort[0]!;
  const teachers: TeacherCache = new Map();
  try {
    teachers.set(cacheKey(digits, config, null), await untrainedTeacher(config, digits));
    const first = await timeRun(cohort, digits, 1, teachers); // compiles what is to be compiled
    if (first > LONG_MS) return { epochMs: first, endMs: 0 };
    const one = await timeRun(cohort, digits, 1, teachers);
    const three = await timeRun(cohort, digits, 3, teachers);
    const epochMs = Math.max(0, three - one) / 2;
    return { epochMs, endMs: Math.max(0, one - epochMs) };
  } catch {
    return { epochMs: 0, endMs: 0 }; // it will be said when it is run
  } finally {
    for (const teacher of teachers.values()) teacher.cohort.dispose();
  }
}

async function timeRun(
  cohort: PlannedCohort,
  digits: DigitSet,
  epochs: number,
  teachers: TeacherCache,
): Promise<number> {
  const variants = cohort.map((each) => ({ ...each.config, epochs }));
  const [config] = variants;
  const startedMs = performance.now();
  const input = {
    preset: 'estimate',
    config: config!,
    variants,
    digits,
    backend: '',
    teachers,
    teacher: null,
  };
  const events = run({ ...input, seeds: studentSeeds(config!) });
  while (!(await events.next()).done);
  return performance.now() - startedMs;
}

/** Of the same architecture, which is all that takes time. */
async function untrainedTeacher(config: Config, digits: DigitSet) {
  const cohort = createTeacherCohort(config);
  const networks = await cohort.weights();
  cohort.dispose();
  return openGivenTeacher(
    { id: 'untrained', predictor: { networks, average: config.teacherAverage } },
    digits,
  );
}
