/** What a headless run prints while it runs: one moving line on a terminal, a plain line now and then otherwise. */
import { mean } from '../distillation/statistics.ts';
import { minutes, percent } from '../experiment/words/numbers.ts';
import type { ArmReport, ExperimentEvent, RunEvent } from '../experiment/events.ts';

const PHASES = {
  teacher: 'Teacher',
  unlabelled: 'Images without labels',
  softTargets: 'Soft targets',
  students: 'Students',
} as const;
const PLAIN_INTERVAL_MS = 60_000;
const TERMINAL_INTERVAL_MS = 100;

/** Writes to standard error, so that standard output holds results only. */
export function createProgress(
  stream: NodeJS.WriteStream = process.stderr,
): (event: ExperimentEvent) => void {
  let cohort = '';
  let latest = '';
  let printedMs = -Infinity;
  const isTerminal = stream.isTTY && process.env['TERM'] !== 'dumb';
  const interval = isTerminal ? TERMINAL_INTERVAL_MS : PLAIN_INTERVAL_MS;
  const timeLeft = createTimeLeft();

  function tell(event: RunEvent): void {
    if (event.type === 'teacherReport') latest = `test accuracy ${percent(event.metrics.accuracy)}`;
    if (event.type === 'cohortReport')
      latest = event.arms
        .slice(0, 2)
        .map((arm) => `${arm.name} ${percent(meanAccuracy(arm))}`)
        .join(', ');
    if (event.type === 'finished' && isTerminal) stream.write('\r\x1b[K');
    if (event.type !== 'progress') return;
    const now = performance.now();
    const left = timeLeft(event.phase, event.step, event.numSteps, now);
    if (now - printedMs < interval && event.step < event.numSteps) return;
    printedMs = now;
    const { phase, step, numSteps } = event;
    const line = `${cohort}${PHASES[phase]}: ${isTerminal ? `${barOf(step / numSteps)} ` : ''}step ${step} of ${numSteps}${left}${latest && `, ${latest}`}`;
    stream.write(isTerminal ? `\r\x1b[K${line.slice(0, (stream.columns || 120) - 1)}` : `${line}\n`);
  }

  return (event) => {
    if (event.type === 'run') tell(event.event);
    if (event.type !== 'cohort' || event.numCohorts === 1) return;
    cohort = `[${event.cohort + 1}/${event.numCohorts}] `;
    const seeds = `seeds ${event.seeds[0]} to ${event.seeds.at(-1)}`;
    stream.write(`${isTerminal ? '\r\x1b[K' : ''}${cohort}${event.labels.join('; ')} (${seeds})\n`);
  };
}

const BAR_LENGTH = 20;
function barOf(share: number): string {
  const done = Math.round(BAR_LENGTH * Math.min(1, share || 0));
  return '█'.repeat(done) + '░'.repeat(BAR_LENGTH - done);
}

/** Time that a phase still needs at its pace so far, once it has one. */
function createTimeLeft() {
  let begun = { phase: '', step: 0, ms: 0 };
  return (phase: string, step: number, numSteps: number, nowMs: number): string => {
    if (phase !== begun.phase || step < begun.step) begun = { phase, step, ms: nowMs };
    const numDone = step - begun.step;
    if (numDone < 3 || step >= numSteps) return '';
    return `, ${minutes(((nowMs - begun.ms) / numDone) * (numSteps - step))} left`;
  };
}

const meanAccuracy = ({ seeds }: ArmReport) => mean(seeds.map(({ accuracy }) => accuracy));
