/** An experiment of several runs, as an async generator that tells what is done so far: the same in a worker and in Node. */
import { resultData, type DigitSet } from '../data/digitSet.ts';
import type { Config } from '../experiment/config.ts';
import type { ExperimentEvent } from '../experiment/events.ts';
import { armsOfVariant } from '../experiment/comparison.ts';
import { messageOf } from '../experiment/messageOf.ts';
import { RefusedError } from '../experiment/feasibility.ts';
import { cohortsApart, cohortsOfShard } from '../experiment/shards.ts';
import type { ExperimentPlan, PlannedCohort } from '../experiment/plan.ts';
import type { ExperimentResult, Shard } from '../experiment/results.ts';
import {
  addResult,
  drawToAdd,
  isDone,
  resultOf,
  type CohortDraw,
  type ResultsSoFar,
} from '../experiment/resultsSoFar.ts';
import { studentSeeds } from '../experiment/seeds.ts';
import { VERSIONS } from './result.ts';
import { run, type RunOutcome } from './run.ts';
import type { SharedTeachers } from './sharedTeachers.ts';
import type { GivenTeacher, TeacherCache } from './teacher.ts';
import { DivergedError } from './training.ts';

/** Seeds, or replicates where there are several, are added that make every interval narrow enough, as far as they can, or until the time is up. */
export interface SeedBudget {
  /** Percentage points to either side of the gain. */
  readonly halfWidth: number;
  /** Milliseconds since the beginning within which the last round must be expected to end. */
  readonly totalMs: number;
}

export interface ExperimentInput {
  readonly plan: ExperimentPlan;
  readonly digits: DigitSet;
  /** Those of a cohort, where the settings by which digits are written are swept; the digits if left out. */
  readonly digitsFor?: (config: Config) => Promise<DigitSet>;
  readonly backend: string;
  readonly teachers: TeacherCache;
  /** What other workers have trained already, or train now; none if left out. */
  readonly sharedTeachers?: SharedTeachers | null;
  /** The network that a config asks for; null where one is trained. */
  readonly teacherFor: (config: Config) => Promise<GivenTeacher | null>;
  /** All of it if left out. */
  readonly shard?: Shard | null;
  /** The seeds of the config are all there are if left out. */
  readonly budget?: SeedBudget | null;
  /** What an earlier run of the same experiment left: it is not run again. */
  readonly done?: ExperimentResult | null;
  /** Milliseconds; performance.now if left out. */
  readonly clock?: () => number;
}

/** What is true of the experiment whatever it finds. */
export const factsOf = ({
  digits,
  backend,
  shard = null,
}: Pick<ExperimentInput, 'digits' | 'backend' | 'shard'>) => ({
  data: resultData(digits),
  backend,
  shard,
  versions: VERSIONS,
});

export type ExperimentEvents<Result> = AsyncGenerator<ExperimentEvent, Result, void>;

/**
 * Runs cohort after cohort, and tells after each what is done. A variant that its settings rule out, or that diverges, is
 * a result too. Closing the generator releases the tensors of the cohort under way.
 * @throws Error for people
 */
export async function* runExperiment(input: ExperimentInput): ExperimentEvents<ExperimentResult> {
  const { plan, shard = null, budget = null, done = null } = input;
  const clock = input.clock ?? (() => performance.now());
  const startedMs = clock();
  const elapsedMs = () => clock() - startedMs;
  const soFar: ResultsSoFar = {
    done: new Map(done?.variants.map((variant) => [variant.index, variant])),
    students: new Map(),
  };
  const numTested = input.digits.test.labels.length;
  const numApart = cohortsApart(plan, budget !== null);
  const cohorts = cohortsOfShard(plan.cohorts, shard, numApart);
  /** Those that are asked for more when they are done. */
  const inFirstReplicate = cohortsOfShard(plan.cohorts.slice(0, numApart), shard);
  const facts = factsOf(input);
  const result = () => resultOf(plan, facts, soFar, (done?.timing.totalMs ?? 0) + elapsedMs());
  const partial = () => ({ type: 'partial' as const, result: result() });

  yield partial();
  /** By the first variant, how long a cohort took last. */
  const tookMs = new Map<number, number>();
  /** What diverged, or was left for want of time, would be so again. */
  const tried = new Set<string>();
  const nameOfDraw = ({ cohort, seeds }: CohortDraw) => `${cohort[0]!.index} from ${seeds[0]}`;
  const wanted = (): CohortDraw[] =>
    inFirstReplicate.flatMap((cohort) => {
      const more = budget && drawToAdd(soFar, cohort, budget.halfWidth, numTested);
      return more && !tried.has(nameOfDraw(more)) ? [more] : [];
    });
  const lacking = cohorts.filter((cohort) =>
    cohort.some(({ index, config }) => !isDone(soFar.done.get(index), config.seed)),
  );
  let open = lacking.map((cohort): CohortDraw => ({ cohort, seeds: studentSeeds(cohort[0]!.config) }));
  let isPlanned = open.length > 0;
  if (!isPlanned) open = wanted();
  while (open.length > 0) {
    for (const draw of open) {
      const { cohort, seeds } = draw;
      const { index } = cohort[0]!;
      tried.add(nameOfDraw(draw));
      const isLate = budget && elapsedMs() + (tookMs.get(index) ?? -Infinity) > budget.totalMs;
      if (isLate && !isPlanned) continue;
      const begunMs = elapsedMs();
      const labels = cohort.map(({ label }) => label);
      const at = Math.max(0, cohorts.indexOf(cohort));
      yield { type: 'cohort', cohort: at, numCohorts: cohorts.length, seeds, labels };
      yield* runPlannedCohort(input, soFar, cohort, at, seeds);
      yield partial();
      if (budget) tookMs.set(index, elapsedMs() - begunMs);
    }
    isPlanned = false;
    open = wanted();
  }
  return result();
}

/**
 * Trains one cohort and enters what it found; an error is what its variants found, and those after it are run all the same.
 * Where one of several diverges, each is trained by itself: it takes nobody else down.
 * @param cohort of one replicate @param seeds the first ones, or more of variants that are done
 */
async function* runPlannedCohort(
  input: ExperimentInput,
  soFar: ResultsSoFar,
  cohort: PlannedCohort,
  at: number,
  seeds: readonly number[],
): ExperimentEvents<void> {
  const { plan, backend, teachers, sharedTeachers = null } = input;
  const { config, taughtBy } = cohort[0]!;
  try {
    const digits = input.digitsFor ? await input.digitsFor(config) : input.digits;
    const teacher =
      taughtBy === null
        ? await input.teacherFor(config)
        : yield* studentAsTeacher(input, soFar, { label: taughtBy, seed: config.seed }, at);
    const variants = cohort.map((each) => each.config);
    const { preset } = plan;
    const ofCohort = { config, teacher, variants, seeds };
    const events = run({ preset, digits, backend, teachers, sharedTeachers, ...ofCohort });
    const { result, students } = yield* forwarded(events, at);
    cohort.forEach((variant, index) => {
      addResult(soFar, plan.variants[variant.index]!, armsOfVariant(result, 1 + index));
      const name = nameOf({ label: variant.label, seed: config.seed });
      const isToTeach = plan.variants.some((each) => each.taughtBy === variant.label); // the others would only take memory
      if (isToTeach && !soFar.students.has(name)) soFar.students.set(name, students[index]!);
    });
  } catch (error) {
    if (error instanceof DivergedError && cohort.length > 1)
      for (const variant of cohort) yield* runPlannedCohort(input, soFar, [variant], at, seeds);
    else cohort.forEach(({ index }) => addResult(soFar, plan.variants[index]!, messageOf(error)));
  }
}

/** A distilled student, by its variant and the seed of its replicate. */
interface NamedStudent {
  readonly label: string;
  readonly seed: number;
}
const nameOf = ({ label, seed }: NamedStudent) => `${label}, seed ${seed}`;

/** The distilled student of an earlier variant, of the same replicate; where another shard has it, it is trained again, and comes out the same. */
async function* studentAsTeacher(
  input: ExperimentInput,
  soFar: ResultsSoFar,
  wanted: NamedStudent,
  at: number,
): ExperimentEvents<GivenTeacher> {
  const { label, seed } = wanted;
  const cohort = input.plan.cohorts.find((variants) =>
    variants.some((variant) => variant.label === label && variant.config.seed === seed),
  );
  if (!cohort) throw new RangeError(`No variant of ${input.plan.preset} is called "${label}".`);
  const scratch: ResultsSoFar = { done: new Map(), students: soFar.students };
  if (!soFar.students.has(nameOf(wanted)))
    yield* runPlannedCohort(input, scratch, cohort, at, studentSeeds(cohort[0]!.config));
  const predictor = soFar.students.get(nameOf(wanted));
  if (!predictor) throw new RefusedError(`The student of "${label}" was to teach, but that run was refused.`);
  const { config } = cohort.find((variant) => variant.label === label)!;
  return { id: `student of ${label} ${JSON.stringify(config)}`, predictor };
}

async function* forwarded(events: ReturnType<typeof run>, cohort: number): ExperimentEvents<RunOutcome> {
  try {
    for (;;) {
      const { done, value } = await events.next();
      if (done) return value;
      yield { type: 'run', cohort, event: value };
    }
  } finally {
    await events.return(undefined as never);
  }
}
