/** An experiment as it is ordered on the command line, checked before anything is done. */
import type { BackendName } from '../engine/backend.ts';
import type { SeedBudget } from '../engine/experiment.ts';
import type { Config } from '../experiment/config.ts';
import { contradictionIn } from '../experiment/contradictions.ts';
import { planExperiment } from '../experiment/plan.ts';
import type { Preset, SweepAxis } from '../experiment/preset.ts';
import { findPreset } from '../experiment/presets.ts';
import { MAX_SHARDS, type Shard } from '../experiment/results.ts';
import { parseSettings, SettingsError } from '../experiment/settings.ts';
import { sweptSetting } from '../experiment/sweep.ts';
import type { ExperimentOptions } from './commandLine.ts';
import { UsageError } from './program.ts';
import { shardOfTask, type Environment } from './shardOfTask.ts';

export interface Order {
  readonly preset: Preset;
  readonly settings: Partial<Config>;
  readonly axes: readonly SweepAxis[];
  /** "embedded", "mnist", or a folder or file. */
  readonly data: string;
  readonly backend: BackendName | null;
  readonly shard: Shard | null;
  readonly budget: SeedBudget | null;
  /** Go on without asking, however long it takes. */
  readonly isSure: boolean;
  readonly jsonFile: string | null;
  readonly resumeFile: string | null;
  readonly teachersFolder: string | null;
  /** How many processes; null for this one alone. */
  readonly workers: number | 'auto' | null;
}

/** Minutes for --until without --budget. */
const DEFAULT_BUDGET = 60;

/**
 * @param environment where --shard auto looks
 * @throws UsageError, UnknownPresetError or SettingsError, each saying what is known
 */
export function readOrder(
  presets: readonly string[],
  options: ExperimentOptions,
  environment: Environment = process.env,
): Order {
  const [name, ...others] = presets;
  if (name === undefined || others.length > 0)
    throw new UsageError(`Name one preset; got ${presets.join(' ') || 'none'}.`);
  const preset = findPreset(name);
  const { seeds, replicates, set, resume = null, json = resume } = options;
  const pairs = [
    ...set,
    ...(seeds === undefined ? [] : [`seeds=${seeds}`]),
    ...(replicates === undefined ? [] : [`replicates=${replicates}`]),
  ];
  const { data: wished, ...settings } = parseSettings(pairs);
  const data = options.data ?? wished ?? preset.data;
  if (wished !== undefined && data !== wished)
    throw new SettingsError(`data is set to ${wished}, but --data says ${data}. Leave one of the two out.`);
  const order = {
    preset,
    settings,
    axes: [...options.sweep, ...options.select.map(withValues)].map(readAxis),
    data,
    jsonFile: json,
    resumeFile: resume,
    teachersFolder: options.teachers ?? null,
    workers: options.workers === undefined ? null : readWorkers(options.workers, options),
    isSure: options.yes ?? false,
    backend: options.backend === undefined ? null : readBackend(options.backend),
    shard: options.shard === undefined ? null : readShard(options.shard, environment),
    budget: readBudget(options.until, options.budget),
  };
  requireSense(order);
  return order;
}

/** @throws SettingsError when something asked for would have no effect in any run, or count a student twice */
function requireSense({ preset, settings, axes, data, budget }: Order): void {
  const source = data === 'embedded' ? 'embedded' : 'mnist';
  const plan = planExperiment(preset, { settings: { ...settings, data: source }, axes });
  const swept = axes.find(({ name }) => Object.hasOwn(settings, name));
  if (swept)
    throw new SettingsError(
      `${swept.name} is set to ${JSON.stringify(settings[swept.name])}, and swept over ${swept.values.join(', ')}. Leave one of the two out.`,
    );
  const configs = plan.variants.map(({ config }) => config);
  const contradiction = contradictionIn(settings, configs);
  if (contradiction) throw new SettingsError(contradiction);
  if (budget && axes.some(({ name }) => name === 'seed'))
    throw new SettingsError(
      '--until adds seeds or replicates to every run, and --sweep seed=… would train the same ones. Leave one of the two out.',
    );
}

/** What is tried where nobody says what: what the page's sweep has. */
const TRIED: Readonly<Record<string, string>> = {
  T: '1,2,4,8,20',
  temperature: '1,2,4,8,20',
  softWeight: '0.25,0.5,0.75,0.9,1',
};

function withValues(text: string): string {
  if (text.includes('=')) return text;
  const values = TRIED[text];
  if (values === undefined)
    throw new SettingsError(`--select ${text} needs values to choose from: write --select ${text}=v1,v2,…`);
  return `${text}=${values}`;
}

function readAxis(text: string): SweepAxis {
  const split = text.indexOf('=');
  const values = text.slice(split + 1).split(',');
  if (split < 1 || values.some((value) => value === ''))
    throw new SettingsError(`A sweep is written key=v1,v2,…; got "${text}".`);
  const [name] = Object.keys(sweptSetting(text.slice(0, split), values[0]!));
  return { name: name as keyof Config, values };
}

function readBackend(text: string): BackendName {
  if (text === 'wasm' || text === 'cpu') return text;
  throw new UsageError(`Outside a browser the backend is wasm or cpu; got "${text}".`);
}

const MAX_WORKERS = 256;

function readWorkers(text: string, { json, shard, resume }: ExperimentOptions): number | 'auto' {
  if (json === undefined || shard !== undefined || resume !== undefined)
    throw new UsageError(
      '--workers wants --json FILE, beside which they keep what they have done and go on from there; --shard and --resume are then their own.',
    );
  const count = Number(text);
  if (text === 'auto' || (Number.isInteger(count) && count >= 1 && count <= MAX_WORKERS))
    return text === 'auto' ? text : count;
  throw new UsageError(`--workers wants a whole number from 1 to ${MAX_WORKERS}, or auto; got "${text}".`);
}

function readShard(text: string, environment: Environment): Shard {
  if (text === 'auto') return shardOfTask(environment);
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const [number, count] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || number < 1 || number > count || count > MAX_SHARDS)
    throw new UsageError(
      `A shard is written i/n with i from 1 to n, and n to ${MAX_SHARDS}, e.g. 2/8, or auto; got "${text}".`,
    );
  return { index: number - 1, count };
}

function readBudget(until: string | undefined, minutes: string | undefined): SeedBudget | null {
  if (until === undefined) {
    if (minutes === undefined) return null;
    throw new UsageError(`--budget ${minutes} says how long --until may take; name --until POINTS too.`);
  }
  const [halfWidth, total] = [Number(until), Number(minutes ?? DEFAULT_BUDGET)];
  if (![halfWidth, total].every((number) => number > 0 && Number.isFinite(number)))
    throw new UsageError(
      `--until wants points above 0 and --budget minutes above 0; got ${until} and ${minutes ?? DEFAULT_BUDGET}.`,
    );
  return { halfWidth, totalMs: total * 60_000 };
}
