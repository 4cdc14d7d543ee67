/** `npm run experiment -- NAME`: one preset, headless in Node, with the engine of the page. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { DataFileError } from '../data/idx.ts';
import { parseBackend, type BackendName } from '../engine/backend.ts';
import { run } from '../engine/run.ts';
import { usesShippedTeacher, type Config } from '../experiment/config.ts';
import { findPreset, PRESETS, UnknownPresetError } from '../experiment/presets.ts';
import type { RunResult } from '../experiment/results.ts';
import { parseConfig, parseSettings, SettingsError } from '../experiment/settings.ts';
import { loadShippedTeacher } from '../library/shippedTeacher.ts';
import { openInNode } from './backend.ts';
import { readModelFile } from './modelFolder.ts';
import { loadDigitsFrom } from './digits.ts';
import { createProgress } from './progress.ts';

const USAGE = `Usage: npm run experiment -- NAME [--data embedded|mnist|DIR] [--seeds n] [--set key=value]… [--backend wasm|cpu] [--json FILE]
Presets: ${Object.keys(PRESETS).join(', ')}`;

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
  const preset = findPreset(name);
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
  const { digits, data } = await loadDigitsFrom(asked);
  const config = { ...ordered, data };
  const backend = await openInNode(name);
  const circumstances = {
    signal: new AbortController().signal,
    clock: () => performance.now(),
    takeReportRequest: () => false,
  };
  const events = run({
    preset,
    config,
    digits,
    backend: backend.label,
    teachers: new Map(),
    teacher: usesShippedTeacher(config) ? await loadShippedTeacher(readModelFile) : null,
    ...circumstances,
  });
  const showProgress = createProgress();
  for (;;) {
    const { done, value } = await events.next();
    if (done) {
      if (jsonFile) await writeFile(jsonFile, `${JSON.stringify(value, null, 2)}\n`);
      return value;
    }
    showProgress(value);
  }
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
    console.log(describe(await execute(order)));
    return 0;
  } catch (error) {
    if (error instanceof DataFileError || error instanceof Error) console.error(error.message);
    return 1;
  }
}

process.exitCode = await main();
