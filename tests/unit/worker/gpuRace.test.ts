import { describe, expect, it } from 'vitest';
import type { RunCheckpoint } from '../../../src/experiment/checkpoint.ts';
import { DEFAULT_CONFIG } from '../../../src/experiment/config.ts';
import type { RunEvent } from '../../../src/experiment/events.ts';
import type { EngineEvent, EngineApi, TrainOptions } from '../../../src/worker/engineApi.ts';
import { withGpuRace } from '../../../src/worker/gpuRace.ts';
import { createFakeEngine } from '../../support/fakeEngine.ts';

const CHECKPOINT: RunCheckpoint = {
  ...{ config: DEFAULT_CONFIG, data: 'Test digits', phase: 'teacher', teacher: null, elapsedMs: 9 },
  training: { step: 40, stepsMs: 1, cohort: { steps: 40, variables: [], averages: [] } },
};
const TAUGHT = { networks: [], average: 'logits' } as const;
const settle = () => new Promise((resolve) => setTimeout(resolve));
const teacherAt = (step: number, numSteps = 1000): RunEvent => ({
  type: 'progress',
  phase: 'teacher',
  step,
  numSteps,
});

/** A race between two fakes; the GPU takes `gpuMs` for a step of the teacher. */
async function start({ gpuMs = 5, hasGpu = true, requested = null as string | null } = {}) {
  const log: string[] = [];
  const heard: EngineEvent[] = [];
  let nowMs = 0;
  const engines = ['wasm', 'gpu'].map((name) => {
    const fake = createFakeEngine();
    const engine: EngineApi = {
      ...fake.client,
      async open(asked, url, onEvent) {
        await fake.client.open(asked, url, onEvent);
        return { name: 'wasm', label: name, version: 'none', hasGpu, notes: [] };
      },
      train(runId, _, { checkpoint }: TrainOptions) {
        log.push(`${name} trains ${runId}${checkpoint ? ` from ${checkpoint.phase}` : ''}`);
        return Promise.resolve();
      },
      pause: () => Promise.resolve(void log.push(`${name} pauses`)),
      stop: () => Promise.resolve(void log.push(`${name} stops`)),
      checkpoint: () => Promise.resolve(CHECKPOINT),
      timeTeacherStep: () => Promise.resolve(gpuMs),
    };
    return { ...fake, engine };
  });
  const [first, second] = engines as [(typeof engines)[number], (typeof engines)[number]];
  const client = withGpuRace(
    first.engine,
    () => second.engine,
    () => nowMs,
  );
  await client.open(requested, 'http://localhost/', (event) => heard.push(event));
  const train = () => client.train(1, DEFAULT_CONFIG, { paused: false, teacher: null });
  await train();
  const tell = async (from: typeof first, events: readonly RunEvent[]) => {
    from.say({ type: 'run', runId: 1, events });
    for (let turn = 0; turn < 5; turn++) await settle();
  };
  return { log, heard, client, train, first, second, tell, setNow: (ms: number) => (nowMs = ms) };
}

describe('a long teacher on a machine with a GPU', () => {
  it('moves to the GPU from where it stands when that is clearly faster, and its students come back', async () => {
    const { log, heard, first, second, tell, setNow, client } = await start();
    setNow(1500);
    await tell(first, [teacherAt(50)]); // 30 ms a step: 30 s in all
    expect(log).toEqual(['wasm trains 1', 'wasm stops', 'gpu trains 1 from teacher']);
    await client.pause();
    expect(log.at(-1)).toBe('gpu pauses');
    await tell(second, [
      { type: 'weights', weights: { teacher: TAUGHT } },
      { type: 'progress', phase: 'softTargets', step: 0, numSteps: 1 },
      { type: 'progress', phase: 'students', step: 0, numSteps: 1 },
    ]);
    expect(log.slice(-2)).toEqual(['gpu stops', 'wasm trains 1 from softTargets']);
    const events = heard.flatMap((event) => (event.type === 'run' ? event.events : []));
    expect(events.filter((event) => event.type === 'progress' && event.phase !== 'teacher')).toEqual([]);
    await client.pause();
    expect(log.at(-1)).toBe('wasm pauses');
  });

  it('goes on where it was when the GPU breaks down', async () => {
    const { log, heard, first, second, tell, setNow } = await start();
    setNow(1500);
    await tell(first, [teacherAt(50)]);
    second.say({ type: 'runFailed', runId: 1, message: 'context lost' });
    await settle();
    expect(log.at(-1)).toBe('wasm trains 1 from teacher');
    expect(heard.some((event) => event.type === 'runFailed')).toBe(false);
  });

  it.each([
    ['when the GPU is not clearly faster', { gpuMs: 28 }, 1000, 1],
    ['when the run is short', {}, 100, 1],
    ['when there is no real GPU', { hasGpu: false }, 1000, 1],
    ['when a person chose the backend', { requested: 'wasm' }, 1000, 1],
  ])('stays %s', async (_, options, numSteps, numTrained) => {
    const { log, first, tell, setNow } = await start(options);
    setNow(1500);
    await tell(first, [teacherAt(50, numSteps)]);
    expect(log).toHaveLength(numTrained);
  });

  it('is left alone by a new run', async () => {
    const { log, first, tell, setNow, train } = await start();
    setNow(1500);
    await tell(first, [teacherAt(50)]);
    await train();
    expect(log.slice(-2)).toEqual(['gpu stops', 'wasm trains 1']);
  });
});
