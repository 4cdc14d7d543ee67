import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../../../src/experiment/events.ts';
import { createEventBatcher } from '../../../src/worker/events.ts';

const progress = (step: number): RunEvent => ({ type: 'progress', phase: 'teacher', step, numSteps: 9 });
const report = (epoch: number): RunEvent => ({
  type: 'teacherReport',
  step: 0,
  epoch,
  loss: null,
  metrics: { accuracy: 0, errors: 0, numTested: 1, nll: 0, ece: 0, reliability: [], confusion: [] },
});
const weights = (name: 'teacher' | 'distilled'): RunEvent => ({
  type: 'weights',
  weights: { [name]: { layers: [] } },
});

describe('event batches', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('are at most ten a second, and keep every report but only the newest progress and weights', () => {
    const sent: (readonly RunEvent[])[] = [];
    const batcher = createEventBatcher((events) => sent.push(events));
    batcher.add(progress(0)); // the first goes at once
    for (const event of [
      progress(1),
      report(1),
      weights('teacher'),
      progress(2),
      report(2),
      weights('distilled'),
      weights('teacher'),
    ])
      batcher.add(event);
    expect(sent).toEqual([[progress(0)]]);
    vi.advanceTimersByTime(100);
    batcher.add(progress(3));
    expect(sent[1]).toEqual([report(1), report(2), weights('distilled'), weights('teacher'), progress(3)]);
  });

  it('are sent at once when asked to, and not when there is nothing', () => {
    const sent: (readonly RunEvent[])[] = [];
    const batcher = createEventBatcher((events) => sent.push(events));
    batcher.add(progress(0));
    batcher.add(progress(1));
    batcher.flush();
    batcher.flush();
    expect(sent).toEqual([[progress(0)], [progress(1)]]);
  });
});
