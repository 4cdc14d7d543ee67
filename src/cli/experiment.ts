/** `npm run experiment -- NAME`: one preset, headless in Node, with the engine of the page. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { DataFileError } from '../data/idx.ts';
import { parseBackend, type BackendName } from '../engine/backend.ts';
import { runToEnd } from '../engine/runToEnd.ts';
import type { Config } from '../experiment/config.ts';
import { findPreset, PRESETS, UnknownPresetError } from '../experiment/presets.ts';
import type { RunResult } from '../experiment/results.ts';
import { parseConfig, parseSettings, SettingsError } from '../experiment/settings.ts';
import { loadTeacherFor } from '../library/shippedTeacher.ts';
import { openInNode } from './backend.ts';
import { readModelFile } from './modelFolder.ts';
import { loadDigitsFrom } from './digits.ts';
import { checkPenmanship, type Check } from './penmanshipCheck.ts';
import { createProgress } from './progress.ts';

const USAGE = `Usage: npm run experiment -- NAME [--data embedded|mnist|DIR] [--seeds n] [--set key=value]… [--backend wasm|cpu] [--json FILE]
Presets: ${Object.keys(PRESETS).join(', ')}, penmanship-check`;

/** Not a run, but a measurement of the embedded digits. */
const CHECK = 'penmanship-check';

class UsageError extends Error {}

interface Order {
  readonly preset: string;
  readonly config: Config;
  readonly data: string;
  readonly backend: BackendName | null;
  readonly jsonFile: string | undefined;
}

/** @throws UsageError, UnknownPresetError or SettingsError, each saying what is known */
function readOrder(): Order {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string', default: 'embedded' },
      seeds: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
      backend: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0)
    throw new UsageError(
      `Name one preset; got ${positionals.length === 0 ? 'none' : positionals.join(' ')}.`,
    );
  const backend = values.backend === undefined ? null : parseBackend(values.backend);
  const preset = name === CHECK ? { name, config: {} } : findPreset(name);
  const pairs = values.seeds === undefined ? values.set : [...values.set, `seeds=${values.seeds}`];
  const config = parseConfig(preset.config, parseSettings(pairs));
  return { preset: preset.name, config, data: values.data, backend, jsonFile: values.json };
}

async function execute({
  preset,
  config: ordered,
  data: asked,
  backend: name,
  jsonFile,
}: Order): Promise<RunResult> {
  const { digits, data } = await loadDigitsFrom(asked, ordered.sloppiness);
  const config = { ...ordered, data };
  const backend = await openInNode(name);
  const teacher = await loadTeacherFor(config, readModelFile);
  const input = { preset, config, digits, backend: backend.label, teacher };
  const result = await runToEnd(input, createProgress());
  if (jsonFile) await writeFile(jsonFile, `${JSON.stringify(result, null, 2)}\n`);
  return result;
}

function describe({ config, data, backend, teacher, arms, gain, timing }: RunResult): string {
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  const signed = (points: number) => `${points >= 0 ? '+' : '−'}${Math.abs(points).toFixed(2)}`;
  const lines = [
    `${data.name}, ${data.test} test digits, backend ${backend}`,
    `teacher     ${percent(teacher.accuracy)}  ${teacher.errors} errors  ${teacher.name}`,
    ...arms.map(
      (arm) =>
        `${arm.name.padEnd(11)} ${percent(arm.meanAccuracy)}  sd ${percent(arm.sdAccuracy)} over ${config.seeds} seeds`,
    ),
    `gain        ${signed(gain.mean)} points` +
      (gain.ci95
        ? `, 95 % interval ${signed(gain.ci95[0])} … ${signed(gain.ci95[1])}`
        : ' (one pair: no interval)'),
    `time        ${(timing.totalMs / 1000).toFixed(1)} s, ${timing.stepMs.toFixed(2)} ms a step`,
  ];
  return lines.join('\n');
}

/** @returns 1 when something is not as good as it should be */
async function check({ data, jsonFile }: Order): Promise<number> {
  const checks: Check[] = [];
  await checkPenmanship(data === 'embedded' ? 'mnist' : data, (each) => {
    checks.push(each);
    const { name, found, atLeast, atMost } = each;
    const wanted = atMost === 100 ? `at least ${atLeast}` : `${atLeast} … ${atMost}`;
    console.log(`${name.padEnd(42)} ${found.toFixed(2)}  (${wanted})  ${isMet(each) ? 'yes' : 'NO'}`);
  });
  if (jsonFile) await writeFile(jsonFile, `${JSON.stringify({ schema: 1, checks }, null, 2)}\n`);
  return checks.every(isMet) ? 0 : 1;
}

const isMet = ({ found, atLeast, atMost }: Check) => found >= atLeast && found <= atMost;

async function main(): Promise<number> {
  let order: Order;
  try {
    order = readOrder();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    if (!(error instanceof SettingsError || error instanceof UnknownPresetError)) console.error(USAGE);
    return 2;
  }
  try {
    if (order.preset === CHECK) return await check(order);
    console.log(describe(await execute(order)));
    return 0;
  } catch (error) {
    if (error instanceof DataFileError || error instanceof Error) console.error(error.message);
    return 1;
  }
}

process.exitCode = await main();
