import { describe, expect, it } from 'vitest';
import type { Circumstances, RunEvents } from '../../../src/engine/training.ts';
import type { RunEvent } from '../../../src/experiment/events.ts';
import { createRunLoop } from '../../../src/worker/runLoop.ts';

const progress = (step: number): RunEvent => ({ type: 'progress', phase: 'students', step, numSteps: 5 });
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Five steps of nothing; notes what it is asked for, and whether it was closed. */
function fiveSteps({ takeReportRequest }: Circumstances, log: string[]): RunEvents<void> {
  return (async function* () {
    try {
      yield progress(0);
      for (let step = 1; step <= 5; step++) {
        if (takeReportRequest()) log.push(`report ${step}`);
        yield progress(step);
      }
      log.push('ended');
    } finally {
      log.push('closed');
    }
  })();
}

function start(isPaused: boolean) {
  const log: string[] = [];
  const steps: number[] = [];
  const loop = createRunLoop(isPaused);
  const ended = loop.drive(
    fiveSteps(loop.circumstances, log),
    (event) => event.type === 'progress' && steps.push(event.step),
    () => log.push(`stands at ${steps.at(-1)}`),
  );
  return { loop, log, steps, ended };
}

describe('the run loop', () => {
  it('runs to the end when nothing holds it', async () => {
    const { steps, log, ended } = start(false);
    await ended;
    expect(steps).toEqual([0, 1, 2, 3, 4, 5]);
    expect(log).toEqual(['ended', 'closed']);
  });

  it('started paused, stands before the first step; each Step makes one and its report; Resume runs on', async () => {
    const { loop, steps, log, ended } = start(true);
    await turn();
    expect(steps).toEqual([0]);
    loop.step();
    await turn();
    expect(steps).toEqual([0, 1]);
    expect(log).toEqual(['stands at 0', 'report 1', 'stands at 1']);
    loop.resume();
    await ended;
    expect(steps).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('stopped while it stands, closes the run', async () => {
    const { loop, steps, log, ended } = start(true);
    await turn();
    loop.stop();
    await ended;
    expect(steps).toEqual([0]);
    expect(log).toEqual(['stands at 0', 'closed']);
  });

  it('its clock stands still while the run does', async () => {
    const { loop, ended } = start(true);
    await new Promise((resolve) => setTimeout(resolve, 60));
    loop.resume();
    await ended;
    expect(loop.circumstances.clock()).toBeLessThan(50);
  });
});
