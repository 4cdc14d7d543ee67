/** `npm run experiment -- NAME`: one preset, headless in Node, with the engine of the page. */
import { readFile } from 'node:fs/promises';
import { DataFileError } from '../data/dataFileError.ts';
import { mergeShards, MergeError } from '../experiment/merge.ts';
import { PRESETS, UnknownPresetError } from '../experiment/presets.ts';
import { parseResultFile, resultFile, ResultFileError } from '../experiment/resultFile.ts';
import type { ExperimentResult } from '../experiment/results.ts';
import { SettingsError } from '../experiment/settings.ts';
import { messageOf } from '../experiment/messageOf.ts';
import { askFirst, NotAgreedError } from './askFirst.ts';
import { describe } from './describe.ts';
import { writeWhole } from './files.ts';
import { readOrder, USAGE, type Command, type Order } from './order.ts';
import { runCheck } from './penmanshipCheck.ts';
import { createProgress } from './progress.ts';
import { record, writeTable } from './resultsTable.ts';
import { prepare, runToOutcome } from './runExperiment.ts';

/** How it ends after a signal, as shells say it: Ctrl-C, or whoever takes the machine away. */
const STOPPED = { SIGINT: 130, SIGTERM: 143 } as const;

async function execute(order: Order): Promise<number> {
  const { shard, budget, jsonFile } = order;
  const prepared = await prepare(order);
  if (!order.isSure) await askFirst(prepared, 1 / (shard?.count ?? 1));
  const abort = new AbortController();
  let stopped: keyof typeof STOPPED = 'SIGINT';
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stopped = signal;
      abort.abort();
    });
  const { result, isInterrupted } = await runToOutcome(
    prepared,
    { shard, budget },
    abort.signal,
    createProgress(),
  );
  const code = await report(result, jsonFile);
  if (!isInterrupted) return code;
  console.error(
    `Interrupted: ${result.variants.length} of ${prepared.plan.variants.length} runs were done${jsonFile ? ` and are in ${jsonFile}` : ''}.`,
  );
  return STOPPED[stopped];
}

/** Joins the files of shards. */
async function merge({ operands, jsonFile }: Command): Promise<number> {
  const files: Parameters<typeof mergeShards>[0][number][] = [];
  for (const file of operands) {
    const text = await readFile(file, 'utf8').catch(() => {
      throw new MergeError(`${file} cannot be read; expected a result written by --shard i/n --json FILE.`);
    });
    files.push({ file, result: parseResultFile(file, text) });
  }
  return report(mergeShards(files), jsonFile);
}

/** Writes and prints it. @returns 1 when something of it was not measured, and is not what its preset tells of */
async function report(result: ExperimentResult, jsonFile: string | null): Promise<number> {
  if (jsonFile) await writeWhole(jsonFile, `${JSON.stringify(resultFile(result), null, 2)}\n`);
  console.log(describe(result));
  const { preset, variants, unfinished, shard } = result;
  const isWhole = shard !== null || unfinished.length === 0;
  const isMeasured = variants.every(({ problem }) => problem === null);
  return isWhole && (isMeasured || PRESETS[preset]?.measures.includes('problem')) ? 0 : 1;
}

async function runCommand(command: Command): Promise<number> {
  switch (command.name) {
    case 'merge':
      return merge(command);
    case 'record':
      console.log((await record(command.operands)).join('\n'));
      return 0;
    case 'table':
      await writeTable();
      return 0;
    default:
      return runCheck(command.data ?? 'mnist', command.jsonFile);
  }
}

async function main(): Promise<number> {
  let order: Order | Command;
  try {
    order = readOrder(process.argv.slice(2));
  } catch (error) {
    console.error(messageOf(error));
    if (!(error instanceof SettingsError || error instanceof UnknownPresetError)) console.error(USAGE);
    return 2;
  }
  try {
    return await ('preset' in order ? execute(order) : runCommand(order));
  } catch (error) {
    console.error(messageOf(error));
    const isAskedWrongly = [DataFileError, SettingsError, NotAgreedError, MergeError, ResultFileError].some(
      (kind) => error instanceof kind,
    );
    return isAskedWrongly ? 2 : 1;
  }
}

process.exitCode = await main();
