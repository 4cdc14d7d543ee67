/** From a preset to the runs that it means, and to the cohorts in which they are made. */
import type { Config } from './config.ts';
import type { DataSummary } from './events.ts';
import { crossed, type Preset, type SweepAxis, type Variant } from './preset.ts';
import { parseConfig, parseSettings, SettingsError } from './settings.ts';
import { settingsOfScope } from './settingsTable.ts';
import { studentWork } from './work.ts';

/** Distilled arms of a cohort at most: with more the cost per student does not fall, and there is less to share out. */
const MAX_RECIPES = 6;

export interface PlannedVariant {
  /** Place in the plan. */
  readonly index: number;
  readonly label: string;
  readonly config: Config;
  readonly taughtBy: string | null;
}

export interface ExperimentPlan {
  readonly preset: string;
  /** What all variants share; each has changes of its own. */
  readonly config: Config;
  readonly axes: readonly SweepAxis[];
  readonly variants: readonly PlannedVariant[];
  /** Each is one cohort: the part that can be run elsewhere. */
  readonly units: readonly (readonly PlannedVariant[])[];
}

export interface PlanOptions {
  /** Over those of the preset. */
  readonly settings?: Partial<Config>;
  readonly axes?: readonly SweepAxis[];
  /** The preset's own numbers of images are lowered to what there is. */
  readonly data?: DataSummary | null;
  /** Who share the cohorts: for several they are smaller where that ends sooner. One if left out. */
  readonly numWorkers?: number;
}

/** @throws SettingsError for settings out of limits, or that the preset itself varies */
export function planExperiment(
  preset: Preset,
  { settings = {}, axes = [], data = null, numWorkers = 1 }: PlanOptions = {},
): ExperimentPlan {
  const cells = cellsOf(axes);
  const given = axes.length === 0 ? preset.variants : combine(preset.variants, cells);
  for (const { config, label } of given)
    for (const name of Object.keys(settings))
      if (Object.hasOwn(config, name))
        throw new SettingsError(
          `${name} is set to ${JSON.stringify(Reflect.get(settings, name))}, but it is what ${preset.name} varies ` +
            `(in "${label}": ${JSON.stringify(Reflect.get(config, name))}). Leave it out, or take another preset.`,
        );
  const fitted = (changes: Partial<Config>) =>
    fitToData(parseConfig(preset.config, settings, changes), settings, data);
  const variants = given.map(({ label, config, taughtBy = null }, index) => ({
    ...{ index, label, taughtBy },
    config: fitted(config),
  }));
  return { preset: preset.name, config: fitted({}), axes, variants, units: unitsOf(variants, numWorkers) };
}

/** A list of numbers is typed with + between them, because the comma parts the values. @throws SettingsError */
export function sweptSetting(name: string, value: string): Partial<Config> {
  return parseSettings([`${name}=${value.replace(/(?<=\d)\+(?=\d)/g, ',')}`]);
}

/** Every combination of the axes' values. */
function cellsOf(axes: readonly SweepAxis[]): Variant[] {
  return axes
    .map(({ name, values }) =>
      values.map((value) => ({
        label: `${name} = ${value}`,
        config: sweptSetting(name, value),
      })),
    )
    .reduce<Variant[]>((all, axis) => (all.length === 0 ? axis : crossed(all, axis)), []);
}

function combine(variants: readonly Variant[], cells: readonly Variant[]): readonly Variant[] {
  return variants.length === 1
    ? crossed([{ ...variants[0]!, label: '' }], cells).map(unnamed)
    : crossed(variants, cells);
}

const unnamed = (variant: Variant): Variant => ({ ...variant, label: variant.label.replace(/^, /, '') });

/** Numbers of images that nobody asked for are lowered to what there is. */
function fitToData(config: Config, settings: Partial<Config>, data: DataSummary | null): Config {
  if (!data) return config;
  const labels = settings.labels === undefined ? Math.min(config.labels, data.numTrain) : config.labels;
  const numOthers = data.isEndless ? Infinity : Math.max(0, data.numTrain + data.numUnlabelled - labels);
  const unlabelled =
    settings.unlabelled === undefined ? Math.min(config.unlabelled, numOthers) : config.unlabelled;
  return { ...config, labels, unlabelled };
}

/** The size of cohort with which the last worker is done first; of those, the largest. */
function unitsOf(variants: readonly PlannedVariant[], numWorkers: number): PlannedVariant[][] {
  const groups = new Map<string, PlannedVariant[]>();
  for (const variant of variants) {
    const key = cohortKey(variant);
    groups.set(key, [...(groups.get(key) ?? []), variant]);
  }
  const cut = (size: number) => [...groups.values()].flatMap((group) => inParts(group, size));
  if (numWorkers === 1) return cut(MAX_RECIPES);
  return Array.from({ length: MAX_RECIPES }, (_, below) => cut(MAX_RECIPES - below))
    .map((units) => ({ units, work: longestShare(units, numWorkers) }))
    .reduce((best, other) => (other.work < best.work ? other : best)).units;
}

function inParts<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, part) =>
    all.slice(part * size, (part + 1) * size),
  );
}

/** Of the worker that is done last, if each takes the longest unit that is left. */
function longestShare(units: readonly (readonly PlannedVariant[])[], numWorkers: number): number {
  const shares = Array.from({ length: numWorkers }, () => 0);
  const works = units.map(studentWork).sort((a, b) => b - a);
  for (const work of works) shares[shares.indexOf(Math.min(...shares))]! += work;
  return Math.max(...shares);
}

/** Equal for variants that share teacher, transfer set, architecture and steps. */
function cohortKey({ config, taughtBy }: PlannedVariant): string {
  const shared = settingsOfScope('data', 'teacher', 'transferSet', 'student').map((name) => config[name]);
  // Averaged probabilities of an ensemble depend on the temperature at which they are averaged.
  const dependsOnTemperature = config.teacherNetworks > 1 && config.teacherAverage === 'probabilities';
  return JSON.stringify([shared, taughtBy, dependsOnTemperature && config.temperature]);
}
