/** What a headless run prints while it runs: one moving line on a terminal, a plain line now and then otherwise. */
import { mean } from '../distillation/statistics.ts';
import type { ArmReport, RunEvent } from '../experiment/events.ts';

const PHASES = {
  teacher: 'Teacher',
  unlabelled: 'Images without labels',
  softTargets: 'Soft targets',
  students: 'Students',
} as const;
const PLAIN_INTERVAL_MS = 5_000;
const TERMINAL_INTERVAL_MS = 100;

/** Writes to standard error, so that standard output holds results only. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): (event: RunEvent) => void {
  let latest = '';
  let printedMs = -Infinity;
  const interval = stream.isTTY ? TERMINAL_INTERVAL_MS : PLAIN_INTERVAL_MS;

  return (event) => {
    if (event.type === 'teacherReport') latest = `test accuracy ${percent(event.metrics.accuracy)}`;
    if (event.type === 'cohortReport')
      latest = `standalone ${percent(meanAccuracy(event.arms.standalone))}, distilled ${percent(meanAccuracy(event.arms.distilled))}`;
    if (event.type === 'finished' && stream.isTTY) stream.write('\r\x1b[K');
    if (event.type !== 'progress') return;
    const now = performance.now();
    if (now - printedMs < interval && event.step < event.numSteps) return;
    printedMs = now;
    const line = `${PHASES[event.phase]}: step ${event.step} of ${event.numSteps}${latest && `, ${latest}`}`;
    stream.write(stream.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
  };
}

const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
const meanAccuracy = ({ seeds }: ArmReport) => mean(seeds.map(({ accuracy }) => accuracy));
