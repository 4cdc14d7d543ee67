/** From a preset to the runs that it means, and to the cohorts in which they are made. */
import { DEFAULT_CONFIG, type Config } from './config.ts';
import { contradictionIn } from './contradictions.ts';
import type { DataSummary } from './events.ts';
import { ofReplicate } from './replicates.ts';
import { settingsOfScope } from './settingsTable.ts';
import { numTrained } from './heldOut.ts';
import { numVariantsWithRoom, obstacleOfMemory } from './memoryLimit.ts';
import type { Preset, SweepAxis } from './preset.ts';
import { parseConfig, SettingsError } from './settings.ts';
import { cellsOf, combine } from './sweep.ts';
import { studentWork } from './work.ts';

/** Distilled arms of a cohort at most: with more the cost per student does not fall, and there is less to share out. */
const MAX_VARIANTS = 6;

export interface PlannedVariant {
  /** Place in the plan. */
  readonly index: number;
  readonly label: string;
  readonly config: Config;
  readonly taughtBy: string | null;
}

/** The variants that are trained together in one replicate, whose seed they have: the part of an experiment that can be run elsewhere. */
export type PlannedCohort = readonly PlannedVariant[];

/** @param cohort of the first replicate @param at from 0 */
export function cohortOfReplicate(cohort: PlannedCohort, at: number): PlannedCohort {
  return cohort.map((variant) => ({ ...variant, config: ofReplicate(variant.config, at) }));
}

export interface ExperimentPlan {
  readonly preset: string;
  /** What all variants share; each has changes of its own. */
  readonly config: Config;
  readonly axes: readonly SweepAxis[];
  /** In their first replicate. */
  readonly variants: readonly PlannedVariant[];
  /** Replicate after replicate, the same ones in each. */
  readonly cohorts: readonly PlannedCohort[];
}

export interface PlanOptions {
  /** Over those of the preset. */
  readonly settings?: Partial<Config>;
  readonly axes?: readonly SweepAxis[];
  /** Numbers of images that nobody named are lowered to what there is. */
  readonly data?: DataSummary | null;
  /** Who share the cohorts: for several they are smaller where that ends sooner. One if left out. */
  readonly numWorkers?: number;
  /** Bytes that a cohort may take; MEMORY_LIMIT if left out. */
  readonly memoryLimit?: number;
}

/** @throws SettingsError for settings or axes that are out of limits, without effect, or what the preset itself varies, and where no run has room in memory */
export function planExperiment(
  preset: Preset,
  { settings = {}, axes = [], data = null, numWorkers = 1, memoryLimit }: PlanOptions = {},
): ExperimentPlan {
  requireUnvaried(preset, settings, 'set to');
  requireOtherDraws(axes, parseConfig(preset.config, settings));
  const cells = cellsOf(axes);
  cells.forEach(({ config }) => requireUnvaried(preset, config, 'swept over'));
  const given = axes.length === 0 ? preset.variants : combine(preset.variants, cells);
  const fitted = (changes: Partial<Config>) =>
    fitToData(
      parseConfig(preset.config, axes.length > 0 ? CHOOSING : {}, settings, changes),
      { ...settings, ...changes },
      data,
    );
  const variants = given.map(({ label, config, taughtBy = null }, index) => ({
    index,
    label,
    taughtBy,
    config: fitted(config),
  }));
  for (const [at, { label, config }] of cells.entries()) {
    const runs = preset.variants.map((_, outer) => variants[outer * cells.length + at]!.config);
    const contradiction = contradictionIn(config, runs);
    if (contradiction) throw new SettingsError(`In "${label}": ${contradiction}`);
  }
  requireRoom(variants, data, memoryLimit);
  const hasRoomFor = (config: Config) => numVariantsWithRoom(config, MAX_VARIANTS, data, memoryLimit);
  return {
    preset: preset.name,
    config: fitted({}),
    axes,
    variants,
    cohorts: cohortsOf(inReplicates(variants), numWorkers, hasRoomFor),
  };
}

/** One that is too large by itself is refused when its turn comes, and the others are run (engine/experiment.ts). @throws SettingsError where all are */
function requireRoom(variants: readonly PlannedVariant[], data: DataSummary | null, limit?: number): void {
  const obstacles = variants.map(({ config }) => obstacleOfMemory({ config, numVariants: 1 }, data, limit));
  if (obstacles[0] && obstacles.every(Boolean)) throw new SettingsError(obstacles[0]);
}

/** What its first run has, which one watches on the page: as planned, without the cost of planning all of them. */
export function watchedConfig({ config, variants: [first] }: Preset, data: DataSummary | null): Config {
  return fitToData({ ...DEFAULT_CONFIG, ...config, ...first?.config }, { ...first?.config }, data);
}

/** Whoever sweeps looks for the best, and test digits are there to judge. */
const CHOOSING: Partial<Config> = { heldOut: true };

/** @throws SettingsError for one that the preset varies: its runs would not be what their labels say */
function requireUnvaried({ name, variants }: Preset, settings: Partial<Config>, how: string): void {
  for (const [setting, value] of Object.entries(settings))
    for (const { label, config } of variants)
      if (Object.hasOwn(config, setting))
        throw new SettingsError(
          `${setting} is ${how} ${JSON.stringify(value)}, but it is what ${name} varies ` +
            `(in "${label}": ${JSON.stringify(Reflect.get(config, setting))}). Leave it out, or take another preset.`,
        );
}

/** All variants, replicate after replicate: what shares a teacher stands together. */
function inReplicates(variants: readonly PlannedVariant[]): PlannedVariant[] {
  const { replicates = 1 } = variants[0]?.config ?? {};
  return Array.from({ length: replicates }, (_, at) => cohortOfReplicate(variants, at)).flat();
}

/** @throws SettingsError where two runs would draw the same labels, teacher and first weights, and count as two */
function requireOtherDraws(axes: readonly SweepAxis[], { replicates }: Config): void {
  if (axes.some(({ name }) => name === 'replicates'))
    throw new SettingsError(
      'replicates is swept, but more replicates are the same run, known better. Set it for all cells, with --set replicates=n.',
    );
  if (replicates > 1 && axes.some(({ name }) => name === 'seed'))
    throw new SettingsError(
      `seed is swept and replicates is ${replicates}: replicates are runs of the next seeds, so that cells would train the same ones. Leave one of the two out.`,
    );
}

/**
 * Numbers of images that nobody named are lowered to what there is. What was asked for, or is in the name of a run,
 * stays: where it is too much, the engine refuses that run (feasibility.ts) and goes on with the others.
 * @param named settings that were asked for or that the run is named by
 */
function fitToData(config: Config, named: Partial<Config>, data: DataSummary | null): Config {
  if (!data) return config;
  const numTrain = numTrained(config, data.numTrain);
  const labels = named.labels === undefined ? Math.min(config.labels, numTrain) : config.labels;
  const numOthers = data.isEndless ? Infinity : Math.max(0, numTrain + data.numUnlabelled - labels);
  const unlabelled =
    named.unlabelled === undefined ? Math.min(config.unlabelled, numOthers) : config.unlabelled;
  return { ...config, labels, unlabelled };
}

/**
 * The size of cohort with which the last worker is done first; of those, the largest that has room in memory. Each cohort has a
 * standalone arm of its own, so that nobody's batches or twin are another's, however it is cut.
 */
function cohortsOf(
  variants: readonly PlannedVariant[],
  numWorkers: number,
  hasRoomFor: (config: Config) => number,
): PlannedVariant[][] {
  const groups = new Map<string, PlannedVariant[]>();
  for (const variant of variants) {
    const key = cohortKey(variant);
    groups.set(key, [...(groups.get(key) ?? []), variant]);
  }
  const parted = [...groups.values()].map((group) => ({ group, most: hasRoomFor(group[0]!.config) }));
  const cut = (size: number) => parted.flatMap(({ group, most }) => inParts(group, Math.min(size, most)));
  if (numWorkers === 1) return cut(MAX_VARIANTS);
  return Array.from({ length: MAX_VARIANTS }, (_, below) => cut(MAX_VARIANTS - below))
    .map((cohorts) => ({ cohorts, work: longestWork(cohorts, numWorkers) }))
    .reduce((best, other) => (other.work < best.work ? other : best)).cohorts;
}

function inParts<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, part) =>
    all.slice(part * size, (part + 1) * size),
  );
}

/** Of the worker that is done last, if each takes the longest cohort that is left. */
function longestWork(cohorts: readonly (readonly PlannedVariant[])[], numWorkers: number): number {
  const loads = Array.from({ length: Math.min(numWorkers, cohorts.length) }, () => 0);
  const works = cohorts.map(studentWork).sort((a, b) => b - a);
  for (const work of works) loads[loads.indexOf(Math.min(...loads))]! += work;
  return Math.max(...loads);
}

/** Equal for variants that share teacher, transfer set, architecture and steps. */
function cohortKey({ config, taughtBy }: PlannedVariant): string {
  const shared = settingsOfScope('data', 'teacher', 'transferSet', 'student').map((name) => config[name]);
  // Averaged probabilities of an ensemble depend on the temperature at which they are averaged.
  const isAveraged = config.teacherNetworks > 1 && config.teacherAverage === 'probabilities';
  // Equal targets are as uncertain as the teacher is at the temperature.
  const dependsOnTemperature = isAveraged || config.control === 'uniformNonTargets';
  return JSON.stringify([shared, taughtBy, dependsOnTemperature && config.temperature]);
}
