/** An experiment of several runs, as an async generator that tells what is done so far: the same in a worker and in Node. */
import type { DigitSet } from '../data/digitSet.ts';
import type { Config } from '../experiment/config.ts';
import type { ExperimentEvent } from '../experiment/events.ts';
import { RefusedError } from '../experiment/feasibility.ts';
import { shareOf } from '../experiment/jobs.ts';
import type { ExperimentPlan } from '../experiment/plan.ts';
import type { ExperimentResult, Shard } from '../experiment/results.ts';
import { armsOfVariant } from '../experiment/comparison.ts';
import { enter, resultOf, seedsToAdd, type Ledger, type Unit } from './ledger.ts';
import { run, type RunOutcome } from './run.ts';
import { studentSeeds } from './students.ts';
import type { GivenTeacher, TeacherCache } from './teacher.ts';
import { DivergedError } from './training.ts';

/** Seeds are added until every interval is narrow enough, or the time is up. */
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
  /** The network that a config asks for; null where one is trained. */
  readonly teacherFor: (config: Config) => Promise<GivenTeacher | null>;
  /** All of it if left out. */
  readonly shard?: Shard | null;
  /** The seeds of the config are all there are if left out. */
  readonly budget?: SeedBudget | null;
  /** Milliseconds; performance.now if left out. */
  readonly clock?: () => number;
}

export type ExperimentEvents<Result> = AsyncGenerator<ExperimentEvent, Result, void>;

/**
 * Runs unit after unit, and tells after each what is done. A variant that its settings rule out, or that diverges, is
 * a result too. Closing the generator releases the tensors of the unit under way.
 * @throws Error for people
 */
export async function* runExperiment(input: ExperimentInput): ExperimentEvents<ExperimentResult> {
  const { plan, shard = null, budget = null } = input;
  const clock = input.clock ?? (() => performance.now());
  const startedMs = clock();
  const elapsedMs = () => clock() - startedMs;
  const ledger: Ledger = { done: new Map(), students: new Map() };
  const units = shareOf(plan.units, shard);
  const partial = () => ({ type: 'partial' as const, result: resultOf(input, ledger, elapsedMs()) });
  const announce = (unit: number, seeds: readonly number[]) => ({
    type: 'unit' as const,
    unit,
    numUnits: units.length,
    seeds,
    labels: units[unit]!.map(({ label }) => label),
  });

  yield partial();
  const roundMs: number[] = [];
  for (const [at, unit] of units.entries()) {
    const begunMs = elapsedMs();
    yield announce(at, studentSeeds(unit[0]!.config));
    yield* runUnit(input, ledger, unit, at);
    yield partial();
    roundMs.push(elapsedMs() - begunMs);
  }
  for (let isNarrow = budget === null; !isNarrow;) {
    isNarrow = true;
    for (const [at, unit] of units.entries()) {
      const seeds = seedsToAdd(unit[0]!.config, ledger, unit, budget!.halfWidth);
      if (seeds === null || elapsedMs() + roundMs[at]! > budget!.totalMs) continue;
      isNarrow = false;
      yield announce(at, seeds);
      yield* runUnit(input, ledger, unit, at, seeds);
      yield partial();
    }
  }
  return resultOf(input, ledger, elapsedMs());
}

/** Trains one cohort and enters what it found. @param seeds more ones, of variants that are in the ledger */
async function* runUnit(
  input: ExperimentInput,
  ledger: Ledger,
  unit: Unit,
  at: number,
  seeds?: readonly number[],
): ExperimentEvents<void> {
  const { plan, backend, teachers } = input;
  const { config, taughtBy } = unit[0]!;
  try {
    const digits = input.digitsFor ? await input.digitsFor(config) : input.digits;
    const teacher =
      taughtBy === null
        ? await input.teacherFor(config)
        : yield* studentAsTeacher(input, ledger, taughtBy, at);
    const variants = unit.map((each) => each.config);
    const cohort = { preset: plan.preset, config, digits, backend, teachers, teacher, variants };
    const { result, students } = yield* forwarded(run({ ...cohort, ...(seeds && { seeds }) }), at);
    unit.forEach((variant, index) => {
      enter(ledger, variant, armsOfVariant(result, 1 + index));
      if (!seeds) ledger.students.set(variant.label, students[index]!);
    });
  } catch (error) {
    if (!(error instanceof RefusedError || error instanceof DivergedError)) throw error;
    unit.forEach((variant) => enter(ledger, variant, error.message));
  }
}

/** The distilled student of an earlier variant; where another shard has it, it is trained again, and comes out the same. */
async function* studentAsTeacher(
  input: ExperimentInput,
  ledger: Ledger,
  label: string,
  at: number,
): ExperimentEvents<GivenTeacher> {
  const unit = input.plan.units.find((variants) => variants.some((variant) => variant.label === label));
  if (!unit) throw new RangeError(`No variant of ${input.plan.preset} is called "${label}".`);
  const scratch: Ledger = { done: new Map(), students: ledger.students };
  if (!ledger.students.has(label)) yield* runUnit(input, scratch, unit, at);
  const predictor = ledger.students.get(label);
  if (!predictor) throw new RefusedError(`The student of "${label}" was to teach, but that run was refused.`);
  const { config } = unit.find((variant) => variant.label === label)!;
  return { id: `student of ${label} ${JSON.stringify(config)}`, predictor };
}

async function* forwarded(events: ReturnType<typeof run>, unit: number): ExperimentEvents<RunOutcome> {
  try {
    for (;;) {
      const { done, value } = await events.next();
      if (done) return value;
      yield { type: 'run', unit, event: value };
    }
  } finally {
    await events.return(undefined as never);
  }
}
