/** An experiment on several cores: a process for each shard, which keeps what it has done in a folder beside the result. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { summaryOf } from '../data/digitSet.ts';
import { joinShards } from '../experiment/merge.ts';
import { parseResultFile } from '../experiment/resultFile.ts';
import type { ExperimentResult } from '../experiment/results.ts';
import { numWorkersFor } from '../experiment/workers.ts';
import type { ExperimentOptions } from './commandLine.ts';
import type { Prepared } from './runExperiment.ts';

/** As many as are asked for, or as the experiment is worth on this machine: its cores, and what memory its container leaves. */
export function numWorkersHere({ plan, digits }: Prepared, asked: number | 'auto'): number {
  if (asked !== 'auto') return asked;
  const machine = { cores: availableParallelism(), memoryBytes: process.availableMemory() };
  return numWorkersFor(plan, summaryOf(digits), machine);
}

export interface WorkersOrder {
  readonly preset: string;
  /** As typed; the workers take them over. */
  readonly options: ExperimentOptions;
  readonly numWorkers: number;
  /** Where they keep what they have done: asked again, they go on from there. */
  readonly folder: string;
}

/** Runs a shard in each of several processes, with the same teachers. @param signal tells them to end @returns all that is done; null where nothing is */
export async function runInWorkers(
  { preset, options, numWorkers, folder }: WorkersOrder,
  signal: AbortSignal,
): Promise<ExperimentResult | null> {
  const nameOf = (at: number) => `${at + 1} of ${numWorkers}`;
  const fileOf = (at: number) => join(folder, `shard-${at + 1}-of-${numWorkers}.json`);
  const { json, workers, teachers = join(folder, 'teachers'), ...others } = options;
  void [json, workers]; // the result and the number of workers are this command's
  const all = Array.from({ length: numWorkers }, (_, at) => at);
  await Promise.all(
    all.map(async (at) => {
      const own = { shard: `${at + 1}/${numWorkers}`, resume: fileOf(at), teachers, yes: true };
      const args = [...process.execArgv, process.argv[1]!, preset, ...typed({ ...others, ...own })];
      const worker = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
      signal.addEventListener('abort', () => worker.kill('SIGTERM'));
      for await (const line of createInterface(worker.stderr)) console.error(`${nameOf(at)}: ${line}`);
    }),
  );
  const files = all.map(fileOf).filter((file) => existsSync(file));
  const shards = files.map((file) => ({ file, result: parseResultFile(file, readFileSync(file, 'utf8')) }));
  return shards.length === 0 ? null : joinShards(shards);
}

/** Options as they are typed. */
function typed(options: ExperimentOptions): string[] {
  return Object.entries(options).flatMap(([name, value]: [string, string | boolean | readonly string[]]) =>
    value === true ? [`--${name}`] : [value].flat().flatMap((each) => [`--${name}`, String(each)]),
  );
}
