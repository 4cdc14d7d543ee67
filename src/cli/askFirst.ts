/** A sweep that takes long says so, and begins when somebody agrees. */
import { createInterface } from 'node:readline/promises';
import { estimateMs } from '../engine/estimate.ts';
import { UsageError } from './program.ts';
import type { Prepared } from './runExperiment.ts';

/** Cells, or minutes, from which a sweep asks. */
const MANY_CELLS = 200;
const LONG_MINUTES = 30;

/** @param share of the cohorts that are run here @throws UsageError when the answer is no, or nobody can answer */
export async function askFirst({ plan, digits }: Prepared, share: number): Promise<void> {
  if (plan.axes.length === 0) return;
  const minutes = ((await estimateMs(plan, digits)) * share) / 60_000;
  const numCells = plan.variants.length;
  if (numCells < MANY_CELLS && minutes < LONG_MINUTES) return;
  const warning = `This sweep has ${numCells} cells and would take about ${durationOf(minutes)} on this machine.`;
  if (!process.stdin.isTTY)
    throw new UsageError(
      `${warning} There is no terminal to ask: add --yes to go on, --shard i/n to share it out, or sweep fewer values.`,
    );
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const isLeft = new Promise<string>((resolve) => asking.once('close', () => resolve(''))); // Ctrl-D
  asking.once('SIGINT', () => process.kill(process.pid, 'SIGINT')); // Ctrl-C, which the question keeps for itself
  const answer = await Promise.race([asking.question(`${warning} Go on? [y/N] `), isLeft]);
  asking.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError('Nothing was run.');
}

function durationOf(minutes: number): string {
  if (minutes < 90) return `${Math.max(1, Math.round(minutes))} minutes`;
  const hours = minutes / 60;
  return hours < 48 ? `${hours.toFixed(1)} hours` : `${(hours / 24).toFixed(1)} days`;
}
