/** What the command line of `npm run experiment` asks for, read and checked before anything is done. */
import { parseArgs } from 'node:util';
import { parseBackend, type BackendName } from '../engine/backend.ts';
import type { SeedBudget } from '../engine/experiment.ts';
import type { Config } from '../experiment/config.ts';
import { contradictionIn } from '../experiment/contradictions.ts';
import { planExperiment } from '../experiment/plan.ts';
import type { Preset, SweepAxis } from '../experiment/preset.ts';
import { findPreset, PRESETS } from '../experiment/presets.ts';
import type { Shard } from '../experiment/results.ts';
import { parseSettings, SettingsError } from '../experiment/settings.ts';
import { sweptSetting } from '../experiment/sweep.ts';

export const USAGE = `Usage: npm run experiment -- NAME [--data embedded|mnist|DIR] [--seeds n] [--set key=value]… [--sweep key=v1,v2,…]…
         [--until POINTS [--budget MINUTES]] [--shard i/n] [--backend wasm|cpu] [--json FILE] [--yes]
       npm run experiment -- merge FILE… --json FILE
       npm run experiment -- record FILE… (into the results that the table is made of)
       npm run experiment -- table
Presets: ${Object.keys(PRESETS).join(', ')}, penmanship-check`;

/** Of arguments that do not belong together, or are not what they should be. */
class UsageError extends Error {}

export interface Order {
  readonly preset: Preset;
  readonly settings: Partial<Config>;
  readonly axes: readonly SweepAxis[];
  /** "embedded", "mnist" or a folder. */
  readonly data: string;
  readonly backend: BackendName | null;
  readonly shard: Shard | null;
  readonly budget: SeedBudget | null;
  /** Go on without asking, however long it takes. */
  readonly isSure: boolean;
  readonly jsonFile: string | null;
}

/** Words that are no presets, with what follows them. */
export interface Command {
  readonly name: string;
  readonly operands: readonly string[];
  readonly data: string | null;
  readonly jsonFile: string | null;
}

const COMMANDS = ['merge', 'record', 'table', 'penmanship-check'];
/** Minutes for --until without --budget. */
const DEFAULT_BUDGET = 60;

/** @throws UsageError, UnknownPresetError or SettingsError, each saying what is known */
export function readOrder(args: readonly string[]): Order | Command {
  const { values, positionals } = parse(args);
  const [name, ...operands] = positionals;
  const jsonFile = values.json ?? null;
  if (name === undefined) throw new UsageError('Name one preset; got none.');
  if (COMMANDS.includes(name)) return { name, operands, data: values.data ?? null, jsonFile };
  if (operands.length > 0) throw new UsageError(`Name one preset; got ${positionals.join(' ')}.`);
  const preset = findPreset(name);
  const pairs = values.seeds === undefined ? values.set : [...values.set, `seeds=${values.seeds}`];
  const { data: wished, ...settings } = parseSettings(pairs);
  const data = values.data ?? wished ?? preset.data;
  if (wished !== undefined && data !== wished)
    throw new SettingsError(`data is set to ${wished}, but --data says ${data}. Leave one of the two out.`);
  const axes = values.sweep.map(readAxis);
  const order = {
    preset,
    settings,
    axes,
    data,
    jsonFile,
    isSure: values.yes,
    backend: values.backend === undefined ? null : parseBackend(values.backend),
    shard: values.shard === undefined ? null : readShard(values.shard),
    budget: readBudget(values.until, values.budget),
  };
  requireSense(order);
  return order;
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      seeds: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
      sweep: { type: 'string', multiple: true, default: [] },
      until: { type: 'string' },
      budget: { type: 'string' },
      shard: { type: 'string' },
      backend: { type: 'string' },
      json: { type: 'string' },
      yes: { type: 'boolean', default: false },
    },
  });
}

/** @throws SettingsError when something asked for would have no effect in any run */
function requireSense({ preset, settings, axes, data }: Order): void {
  const source = data === 'embedded' ? 'embedded' : 'mnist';
  const plan = planExperiment(preset, { settings: { ...settings, data: source }, axes });
  const configs = plan.variants.map(({ config }) => config);
  const contradiction = contradictionIn(settings, configs);
  if (contradiction) throw new SettingsError(contradiction);
}

function readAxis(text: string): SweepAxis {
  const split = text.indexOf('=');
  const values = text.slice(split + 1).split(',');
  if (split < 1 || values.some((value) => value === ''))
    throw new SettingsError(`A sweep is written key=v1,v2,…; got "${text}".`);
  const [name] = Object.keys(sweptSetting(text.slice(0, split), values[0]!));
  return { name: name as keyof Config, values };
}

function readShard(text: string): Shard {
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const [number, count] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || number < 1 || number > count)
    throw new UsageError(`A shard is written i/n with i from 1 to n, e.g. 2/8; got "${text}".`);
  return { index: number - 1, count };
}

function readBudget(until: string | undefined, minutes: string | undefined): SeedBudget | null {
  if (until === undefined) {
    if (minutes === undefined) return null;
    throw new UsageError(`--budget ${minutes} says how long --until may take; name --until POINTS too.`);
  }
  const [halfWidth, total] = [Number(until), Number(minutes ?? DEFAULT_BUDGET)];
  if (!(halfWidth > 0) || !(total > 0))
    throw new UsageError(
      `--until wants points above 0 and --budget minutes above 0; got ${until} and ${minutes ?? DEFAULT_BUDGET}.`,
    );
  return { halfWidth, totalMs: total * 60_000 };
}
