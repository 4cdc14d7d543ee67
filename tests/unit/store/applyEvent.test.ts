import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/experiment/config.ts';
import { addPoint, MAX_POINTS } from '../../../src/experiment/curve.ts';
import type { RunEvent } from '../../../src/experiment/events.ts';
import { beginRecord } from '../../../src/experiment/record.ts';
import {
  applyCancel,
  applyEvent,
  applyFailure,
  applyPause,
  applyResume,
  noteSettingChange,
} from '../../../src/store/applyEvent.ts';
import { imagesPerSecond, isLearning, msRemaining } from '../../../src/store/selectors.ts';
import type { State } from '../../../src/store/state.ts';
import { IDLE_RUN, type RunState } from '../../../src/store/runState.ts';
import { smoothed } from '../../../src/ui/charts/measures.ts';
import { armReport, endingOf } from '../../support/fakeRun.ts';
import { SUMMARY } from '../../support/fakeSets.ts';

const report: RunEvent = {
  type: 'cohortReport',
  step: 1,
  epoch: 1,
  arms: [armReport('standalone', [0.5, 0.7]), armReport('distilled', [0.8, 0.9])],
};
const BEGUN: RunState = { ...IDLE_RUN, status: 'running', record: beginRecord(DEFAULT_CONFIG, SUMMARY) };
const progress = (step: number): RunEvent => ({ type: 'progress', phase: 'students', step, numSteps: 100 });

describe('a run on the page', () => {
  it('draws mean and band over the seeds', () => {
    const curve = applyEvent(BEGUN, report, 0).record!.curve;
    expect(curve).toHaveLength(1);
    expect(curve[0]!.arms.standalone.accuracy).toEqual({ mean: 0.6, min: 0.5, max: 0.7 });
    expect(curve[0]!.arms.distilled.accuracy.mean).toBeCloseTo(0.85, 12);
    expect(curve[0]!.arms.distilled.meanKl).toEqual({ mean: 0.1, min: 0.1, max: 0.1 });
    expect(curve[0]!.arms.distilled.softLoss).toEqual({ mean: 1, min: 1, max: 1 });
  });

  it('tells of which network is still learning, and of none once it has ended', () => {
    const record = { ...BEGUN.record!, weights: { ...BEGUN.record!.weights, teacher: {}, distilled: {} } };
    const of = (changes: Partial<RunState>) => {
      const state = { run: { ...BEGUN, record, ...changes } } as unknown as State;
      return (['teacher', 'distilled', 'standalone'] as const).filter((each) => isLearning(state, each));
    };
    expect(of({ phase: 'teacher' })).toEqual(['teacher']);
    expect(of({ phase: 'students' })).toEqual(['distilled']); // the other has no weights yet
    expect(of({ phase: 'students', status: 'paused' })).toEqual(['distilled']);
    expect(of({ phase: 'students', status: 'finished' })).toEqual([]);
    expect(of({ phase: 'students', more: record as unknown as RunState['more'] })).toEqual([]); // more seeds of one that stands
  });

  it('keeps the losses of its last report when it has finished', () => {
    const run = endingOf(DEFAULT_CONFIG, SUMMARY, [1, 2]).reduce(
      (state, event) =>
        applyEvent(
          state,
          event.type === 'finished'
            ? { ...event, arms: event.arms.map((arm) => ({ ...arm, hardLoss: null, softLoss: null })) }
            : event,
          0,
        ),
      BEGUN,
    );
    expect(run.status).toBe('finished');
    expect(run.record?.arms.map(({ hardLoss, softLoss }) => [hardLoss, softLoss])).toEqual([
      [0.5, 1],
      [0.5, 1],
    ]);
  });

  it('given up or failed keeps its record; given up while seeds are added it is finished, as it was', () => {
    const { record } = BEGUN;
    expect(applyFailure(BEGUN, 'diverged')).toMatchObject({ status: 'failed', message: 'diverged', record });
    expect(applyCancel(BEGUN)).toMatchObject({ status: 'cancelled', record, runId: 1 });
    const more = beginRecord(DEFAULT_CONFIG, SUMMARY);
    expect(applyCancel({ ...BEGUN, more })).toMatchObject({ status: 'finished', record, more: null });
  });

  it('foretells the time left from the pace of the phase, pauses taken out', () => {
    let run = applyEvent(IDLE_RUN, progress(0), 1000);
    run = applyEvent(run, progress(25), 2000);
    expect(msRemaining(run, 2000)).toBe(3000);
    run = applyResume(applyPause(run, 2000), 62_000);
    expect(msRemaining(run, 62_000)).toBe(3000);
  });

  it('tells the pace of the present phase: 25 steps of 64 images for ten students in a second', () => {
    const run = applyEvent(applyEvent(BEGUN, progress(0), 1000), progress(25), 2000);
    expect(imagesPerSecond(run, 2000)).toBe(16_000);
    expect(imagesPerSecond({ ...run, step: 3 }, 2000)).toBeNull(); // too early to tell
  });

  it('notes at which epoch a setting was changed; changed again, its note moves', () => {
    const at = (epoch: number) => ({ ...IDLE_RUN, epoch });
    const [before, half, less] = [8, 4, 2].map((temperature) => ({ ...DEFAULT_CONFIG, temperature }));
    const first = noteSettingChange(at(3), before!, half!);
    expect(first.marks).toEqual([{ epoch: 3, text: 'temperature → 4' }]);
    expect(noteSettingChange({ ...first, epoch: 5 }, half!, less!).marks).toEqual([
      { epoch: 5, text: 'temperature → 2' },
    ]);
    expect(noteSettingChange(first, half!, half!)).toBe(first);
  });

  it('smooths without pulling the first values to zero: a constant stays, a step is approached from below', () => {
    expect(smoothed([3, 3, 3], 0.9).map((value) => Number(value.toFixed(12)))).toEqual([3, 3, 3]);
    expect(smoothed([5, 7], 0)).toEqual([5, 7]);
    expect(smoothed([0, 1], 0.5)[1]).toBeCloseTo(2 / 3, 12); // (0.25 · 0 + 0.5 · 1) / 0.75
  });

  it('keeps a curve below its limit however long the run, first and last point included', () => {
    let curve: readonly { epoch: number }[] = [];
    for (let epoch = 0; epoch < 5000; epoch++) curve = addPoint(curve, { epoch });
    expect(curve.length).toBeLessThanOrEqual(MAX_POINTS);
    expect(curve[0]!.epoch).toBe(0);
    expect(curve.at(-1)!.epoch).toBe(4999);
    expect(addPoint(curve, { epoch: 4999 })).toHaveLength(curve.length);
  });
});
