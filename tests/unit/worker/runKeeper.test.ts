import { describe, expect, it, vi } from 'vitest';
import type { RunEvents } from '../../../src/engine/training.ts';
import type { RunCheckpoint } from '../../../src/experiment/checkpoint.ts';
import { DEFAULT_CONFIG } from '../../../src/experiment/config.ts';
import type { RunEvent } from '../../../src/experiment/events.ts';
import type { EngineEvent, TrainOptions } from '../../../src/worker/engineApi.ts';
import { SILENT_PULSE } from '../../../src/worker/pulse.ts';
import { createRunKeeper } from '../../../src/worker/runKeeper.ts';

const NUM_STEPS = 5;
const progress = (step: number): RunEvent => ({
  type: 'progress',
  phase: 'students',
  step,
  numSteps: NUM_STEPS,
});
const checkpointAt = (step: number): RunCheckpoint => ({
  config: DEFAULT_CONFIG,
  data: 'made up',
  phase: 'students',
  teacher: null,
  arithmetic: { backend: 'test', versions: {} },
  elapsedMs: 0,
  training: {
    step,
    stepsMs: 0,
    cohort: {
      ...{ steps: step, variables: [], averages: [] },
      losses: { steps: 0, hard: new Float32Array(), soft: new Float32Array() },
    },
  },
  checksum: 0,
});

/** Five steps of nothing; notes what is wanted of it. @param work done in each step */
async function* fiveSteps(log: string[], work: (step: number) => Promise<void> | void): RunEvents<void> {
  try {
    for (let step = 0; ; step++) {
      log.push(`step ${step}`);
      await work(step);
      let command = yield progress(step);
      while (command === 'checkpoint') command = yield { type: 'checkpoint', checkpoint: checkpointAt(step) };
      if (step === NUM_STEPS) break;
      if (command === 'report') log.push('report');
    }
    log.push('ended');
  } finally {
    log.push('closed');
  }
}

/** Every message and every promise that can has had its turn. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function open(work: (step: number, runId: number) => Promise<void> | void = () => undefined) {
  const log: string[] = [];
  const heard: EngineEvent[] = [];
  const broken: unknown[] = [];
  let clock = () => NaN;
  let begun = 0;
  const keeper = createRunKeeper(
    (_, __, runClock) => {
      clock = runClock;
      const run = ++begun;
      return Promise.resolve(fiveSteps(log, (step) => work(step, run)));
    },
    (event) => heard.push(event),
    SILENT_PULSE,
    (error) => broken.push(error),
  );
  const train = (runId: number, options: Partial<TrainOptions> = {}) =>
    keeper.train(runId, DEFAULT_CONFIG, { setId: 'made up', paused: false, teacher: null, ...options });
  /** Number of the last step that was told of a run. */
  const lastStep = (runId: number) =>
    heard
      .flatMap((event) => (event.type === 'run' && event.runId === runId ? event.events : []))
      .reduce((last, event) => (event.type === 'progress' ? event.step : last), -1);
  /** Steps at which it stood when it told of a checkpoint. */
  const checkpoints = () =>
    heard.flatMap((event) =>
      event.type === 'checkpoint'
        ? [(JSON.parse(event.checkpoint.frame) as RunCheckpoint).training!.step]
        : [],
    );
  const numPauses = () => heard.filter(({ type }) => type === 'runPaused').length;
  return {
    broken,
    checkpoints,
    keeper,
    train,
    log,
    heard,
    numBegun: () => begun,
    lastStep,
    numPauses,
    clock: () => clock(),
  };
}

const STEPS = ['step 0', 'step 1', 'step 2', 'step 3', 'step 4', 'step 5'];

describe('the keeper of the run', () => {
  it('runs to the end when nothing holds it, and tells its last event', async () => {
    const { train, log, lastStep, numPauses } = open();
    await train(1);
    expect(log).toEqual([...STEPS, 'ended', 'closed']);
    expect(lastStep(1)).toBe(NUM_STEPS);
    expect(numPauses()).toBe(0);
  });

  it('started paused, stands before the first step; each Step makes one and its report; Resume runs on', async () => {
    const { keeper, train, log, lastStep, numPauses } = open();
    const ended = train(1, { paused: true });
    await turns();
    expect([log.at(-1), lastStep(1), numPauses()]).toEqual(['step 0', 0, 1]);
    await keeper.step();
    await turns();
    expect(log).toEqual(['step 0', 'report', 'step 1']);
    expect([lastStep(1), numPauses()]).toEqual([1, 2]);
    await keeper.resume();
    await ended;
    expect(log).toEqual(['step 0', 'report', ...STEPS.slice(1), 'ended', 'closed']);
  });

  it('a Step that comes before the run has begun is made', async () => {
    const { keeper, train, log } = open();
    void train(1, { paused: true });
    await keeper.step();
    await turns();
    expect(log).toEqual(['step 0', 'report', 'step 1']);
  });

  it('Step in a run that goes on makes it stand after that step', async () => {
    let reached: () => void = () => undefined;
    const atStep2 = new Promise<void>((resolve) => (reached = resolve));
    let goOn: () => void = () => undefined;
    const { keeper, train, log } = open((step) => {
      if (step !== 2) return;
      reached();
      return new Promise((resolve) => (goOn = resolve));
    });
    void train(1);
    await atStep2;
    await keeper.step();
    goOn();
    await turns();
    expect(log).toEqual(['step 0', 'step 1', 'step 2', 'report', 'step 3']);
  });

  it('stopped while it stands, closes the run; stop has ended when that is done', async () => {
    const { keeper, train, log } = open();
    void train(1, { paused: true });
    await turns();
    await keeper.stop();
    expect(log).toEqual(['step 0', 'closed']);
  });

  it('a run that gave way to the next one closes and says nothing more, whatever it is doing', async () => {
    let goOn: () => void = () => undefined;
    const { train, log, heard, lastStep } = open((step, run) =>
      run === 1 && step === 0 ? new Promise((resolve) => (goOn = resolve)) : undefined,
    );
    const first = train(1);
    await turns();
    const second = train(2);
    goOn();
    await Promise.all([first, second]);
    expect(log).toEqual(['step 0', 'closed', ...STEPS, 'ended', 'closed']);
    expect(heard.every((event) => 'runId' in event && event.runId === 2)).toBe(true);
    expect(lastStep(2)).toBe(NUM_STEPS);
  });

  it('a run that breaks when it was given up says nothing; one that breaks by itself says why', async () => {
    let fail: (error: Error) => void = () => undefined;
    const { keeper, train, heard } = open(() => new Promise((_, reject) => (fail = reject)));
    const first = train(1);
    await turns();
    const stopped = keeper.stop();
    fail(new Error('context lost'));
    await Promise.all([first, stopped]);
    expect(heard).toEqual([]);
    const second = train(2);
    await turns();
    fail(new Error('The loss became NaN.'));
    await second;
    expect(heard).toEqual([{ type: 'runFailed', runId: 2, message: 'The loss became NaN.' }]);
  });

  it.each([
    new WebAssembly.RuntimeError('memory access out of bounds'),
    new RangeError('Array buffer allocation failed'),
    new DOMException('Data cannot be cloned, out of memory.', 'DataCloneError'),
  ])('a run that breaks by %s gives the worker up for another, and does not fail', async (error) => {
    const { train, heard, broken } = open((step) => {
      if (step === 2) throw error;
    });
    await train(1);
    expect(broken).toEqual([error]);
    expect(heard.map(({ type }) => type)).not.toContain('runFailed');
  });

  it('of three runs in a row only the last one begins', async () => {
    const { train, log, heard, numBegun } = open();
    await Promise.all([train(1), train(2), train(3)]);
    expect(numBegun()).toBe(1);
    expect(log).toEqual([...STEPS, 'ended', 'closed']);
    expect(heard.every((event) => 'runId' in event && event.runId === 3)).toBe(true);
  });

  it('gives a checkpoint of where a paused run stands, without a step, as often as it is asked', async () => {
    const { keeper, train, log, checkpoints } = open();
    void train(1, { paused: true });
    await turns();
    expect(checkpoints()).toEqual([0]); // as whenever it comes to stand
    await Promise.all([keeper.checkpoint(), keeper.checkpoint()]);
    expect(checkpoints()).toEqual([0, 0, 0]);
    await keeper.step();
    await turns();
    expect(checkpoints()).toEqual([0, 0, 0, 1]);
    expect(log).toEqual(['step 0', 'report', 'step 1']);
  });

  it('gives a checkpoint of a run that goes on, which then goes on', async () => {
    const { keeper, train, log, checkpoints } = open();
    const ended = train(1);
    await keeper.checkpoint();
    expect(checkpoints()).toEqual([0]);
    await ended;
    expect(log).toEqual([...STEPS, 'ended', 'closed']);
  });

  it('answers with no checkpoint when there is no run, when it was stopped, when it ends first, and when it never began', async () => {
    let goOn: () => void = () => undefined;
    const { keeper, train, checkpoints } = open((step) =>
      step === NUM_STEPS ? undefined : new Promise((resolve) => (goOn = resolve)),
    );
    await keeper.checkpoint();
    void train(1);
    await turns();
    const asked = keeper.checkpoint();
    const stopped = keeper.stop();
    await keeper.checkpoint();
    goOn();
    await asked;
    await stopped;
    void train(2);
    await turns();
    void train(3); // waits for the end of run 2
    const ofThird = keeper.checkpoint();
    void keeper.stop();
    goOn();
    await ofThird;
    expect(checkpoints()).toEqual([]);
  });

  it('tells of a checkpoint before two seconds of work are over, after all that came before it', async () => {
    let clockMs = 0;
    const now = vi.spyOn(performance, 'now').mockImplementation(() => clockMs);
    const { train, checkpoints, heard } = open(() => void (clockMs += 1_000));
    await train(1);
    now.mockRestore();
    expect(checkpoints()).toEqual([1, 3, 5]);
    const told = heard.flatMap((event): unknown[] =>
      event.type === 'run' ? event.events.map((each) => 'step' in each && each.step) : [event.type],
    );
    expect(told).toEqual([0, 1, 'checkpoint', 2, 3, 'checkpoint', 4, 5, 'checkpoint']);
  });

  it('its clock stands still while the run does', async () => {
    const { keeper, train, clock } = open();
    const ended = train(1, { paused: true });
    await turns();
    const stoodAtMs = clock();
    const startedMs = performance.now();
    while (performance.now() - startedMs < 600); // more than the steps take on a busy machine
    await keeper.resume();
    await ended;
    expect(clock() - stoodAtMs).toBeLessThan(500);
  });

  it('paused at the last step stands there until it is resumed, and ends', async () => {
    let goOn: () => void = () => undefined;
    const { keeper, train, log, numPauses } = open((step) =>
      step === NUM_STEPS ? new Promise((resolve) => (goOn = resolve)) : undefined,
    );
    const ended = train(1);
    await turns();
    await keeper.pause();
    goOn();
    await turns();
    expect([log.at(-1), numPauses()]).toEqual(['step 5', 1]);
    await keeper.resume();
    await ended;
    expect(log.at(-1)).toBe('closed');
    await keeper.pause(); // of nothing
    await keeper.resume();
    await keeper.step();
    await keeper.stop();
  });
});
