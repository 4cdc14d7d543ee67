/** `npm run experiment -- NAME`: one preset, headless in Node, with the engine of the page. */
import { rm } from 'node:fs/promises';
import { mergeShards } from '../experiment/merge.ts';
import { PRESETS } from '../experiment/presets.ts';
import { parseResultFile } from '../experiment/resultFile.ts';
import type { ExperimentResult } from '../experiment/results.ts';
import { askFirst } from './askFirst.ts';
import { readCommandLine, type Asked, type ExperimentOptions } from './commandLine.ts';
import { describe } from './describe.ts';
import { typedPath } from './files.ts';
import { readOrder, type Order } from './order.ts';
import { runCheck } from './penmanshipCheck.ts';
import { runProgram, UsageError } from './program.ts';
import { createProgress } from './progress.ts';
import { openResultWriter, readResult, type ResultWriter } from './resultWriter.ts';
import { record, writeTable } from './resultsTable.ts';
import { readDone } from './resume.ts';
import { prepare, runToOutcome } from './runExperiment.ts';
import { fingerprintOfCode, openTeacherFolder } from './teacherFolder.ts';
import { listenForStop, outliveReaders, type Stop } from './stop.ts';
import { numWorkersHere, runInWorkers, type WorkersOrder } from './workers.ts';

async function execute(order: Order, options: ExperimentOptions): Promise<number> {
  const { shard, budget, teachersFolder } = order;
  const jsonFile = order.jsonFile && typedPath(order.jsonFile);
  const writer = await openResultWriter(jsonFile);
  const sharedTeachers =
    teachersFolder === null
      ? null
      : await openTeacherFolder(typedPath(teachersFolder), await fingerprintOfCode());
  const prepared = await prepare(order);
  const done =
    order.resumeFile === null ? null : await readDone(typedPath(order.resumeFile), prepared, shard);
  const numWorkers = order.workers === null ? 1 : numWorkersHere(prepared, order.workers);
  if (!order.isSure) await askFirst(prepared, 1 / (shard?.count ?? numWorkers));
  const stop = listenForStop();
  if (numWorkers > 1 && jsonFile)
    return executeInWorkers(
      { preset: order.preset.name, options, numWorkers, folder: `${jsonFile}.workers` },
      writer,
      stop,
    );
  const progress = createProgress();
  const { result, isInterrupted } = await runToOutcome(
    prepared,
    { shard, budget, done, sharedTeachers },
    stop.signal,
    (event) => {
      progress(event);
      if (event.type === 'partial' && event.result.variants.length > 0) writer.write(event.result);
    },
  );
  const { code } = await report(result, writer);
  if (!isInterrupted) return code;
  console.error(
    `Interrupted: ${result.variants.length} of ${prepared.plan.variants.length} runs were done${jsonFile ? ` and are in ${jsonFile}; --resume ${order.jsonFile} goes on from there` : ''}.`,
  );
  return stop.exitCode();
}

/** What is done stays in the folder until all of it is in the result. */
async function executeInWorkers(order: WorkersOrder, writer: ResultWriter, stop: Stop): Promise<number> {
  const result = await runInWorkers(order, stop.signal);
  const { code, isWritten } = result ? await report(result, writer) : { code: 1, isWritten: false };
  if (isWritten && result?.unfinished.length === 0) await rm(order.folder, { recursive: true, force: true });
  else
    console.error(
      `Not all is done, or written; what is done is kept in ${order.folder}: the same command goes on from there.`,
    );
  return stop.signal.aborted ? stop.exitCode() : code;
}

/** Joins the files of shards. */
async function merge(files: readonly string[], json: string | null): Promise<number> {
  if (json !== null && files.includes(json))
    throw new UsageError(`${json} is one of the shards: it would be lost. Name another file for the result.`);
  const shards = [];
  for (const file of files) shards.push({ file, result: parseResultFile(file, await readResult(file)) });
  const writer = await openResultWriter(json);
  return (await report(mergeShards(shards), writer)).code;
}

/** Prints it, then writes it. @returns code 1 when something of it was not measured, or it could not be written */
async function report(result: ExperimentResult, writer: ResultWriter) {
  console.log(describe(result));
  const isWritten = await writer.end(result);
  return { isWritten, code: isWritten && isAllMeasured(result) ? 0 : 1 };
}

/** Whether nothing of it is missing, but for what its preset tells of. Others have what a shard does not. */
function isAllMeasured({ preset, variants, unfinished, shard }: ExperimentResult): boolean {
  const isWhole = shard !== null || unfinished.length === 0;
  const isMeasured = variants.every(({ problem }) => problem === null);
  return isWhole && (isMeasured || PRESETS[preset]?.measures.includes('problem') === true);
}

async function perform(asked: Asked): Promise<number> {
  switch (asked.command) {
    case 'experiment':
      return execute(readOrder(asked.presets, asked.options), asked.options);
    case 'merge':
      return merge(asked.files.map(typedPath), asked.json === undefined ? null : typedPath(asked.json));
    case 'record':
      console.log((await record(asked.files.map(typedPath))).join('\n'));
      return 0;
    case 'table':
      await writeTable();
      return 0;
    case 'penmanship-check':
      return runCheck(asked.data ?? 'mnist', asked.json === undefined ? null : typedPath(asked.json));
    default:
      throw new Error(`Unknown command: ${JSON.stringify(asked satisfies never)}`);
  }
}

outliveReaders();
await runProgram(() => perform(readCommandLine(process.argv.slice(2))));
