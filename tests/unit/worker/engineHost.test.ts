import { beforeAll, describe, expect, it } from 'vitest';
import { penmanship } from '../../../src/data/penmanship/penmanship.ts';
import type { RunEvent } from '../../../src/experiment/events.ts';
import { parseConfig } from '../../../src/experiment/settings.ts';
import type { LoadDigits } from '../../../src/worker/digitKeeper.ts';
import type { EngineEvent } from '../../../src/worker/engineApi.ts';
import { createEngineHost } from '../../../src/worker/engineHost.ts';

const config = parseConfig({
  teacher: 'trained',
  labels: 60,
  hidden: [4],
  epochs: 2,
  batchSize: 30,
  seeds: 2,
  teacherHidden: [8],
  teacherEpochs: 2,
  teacherBatchSize: 60,
});

const load: LoadDigits = ({ sloppiness }, { onTest, signal }) =>
  penmanship({ seed: 1, sloppiness, numTrain: 120, numTest: 40, onTest, signal });

/** The engine on the plainest backend, with the digits in use; what it says of each run in order. */
async function open() {
  const heard: EngineEvent[] = [];
  const host = createEngineHost({ paths: '', kernels: null }, { load });
  const backend = await host.open('cpu', 'http://localhost/', (event) => void heard.push(event));
  const { id } = await host.loadData(1, { data: 'embedded', sloppiness: 'calm' });
  const saidOf = (runId: number) =>
    heard.flatMap((event): readonly RunEvent[] =>
      event.type === 'run' && event.runId === runId ? event.events : [],
    );
  const train = (runId: number, setId = id) =>
    host.train(runId, config, { setId, paused: false, teacher: null });
  return { host, heard, saidOf, train, id, backend };
}
type Opened = Awaited<ReturnType<typeof open>>;

describe('the engine behind its boundary', () => {
  let engine: Opened;
  beforeAll(async () => (engine = await open()));

  it('opens the backend that is asked for, or says which there are', async () => {
    expect(engine.backend).toMatchObject({ name: 'cpu', label: 'cpu' });
    await expect(
      createEngineHost({ paths: '', kernels: null }).open('gpu', 'http://localhost/', () => undefined),
    ).rejects.toThrow('Unknown backend "gpu"');
  });

  it('trains to the end: from started, with the digits in use, to a result that says so', async () => {
    const { train, saidOf, id, heard } = engine;
    await train(1);
    const said = saidOf(1);
    expect(said[0]).toMatchObject({ type: 'started', config, data: { id }, backend: 'cpu' });
    expect(said.at(-1)).toMatchObject({ type: 'finished', result: { preset: 'page', data: { id } } });
    expect(heard.some(({ type }) => type === 'runFailed')).toBe(false);
  });

  it('gives the students the seeds that are asked for', async () => {
    const { host, saidOf, id } = engine;
    await host.train(2, config, { setId: id, paused: false, teacher: null, seeds: [6, 7] });
    const last = saidOf(2).at(-1);
    expect(last?.type === 'finished' && last.result.arms.map(({ seeds }) => seeds)).toEqual([
      [6, 7],
      [6, 7],
    ]);
  });

  it('refuses a run that is meant for other digits, in words', async () => {
    const { train, saidOf, heard } = engine;
    await train(3, 'other digits');
    expect(saidOf(3)).toEqual([]);
    expect(heard.at(-1)).toMatchObject({ type: 'runFailed', runId: 3 });
    expect(heard.at(-1)).toHaveProperty('message', expect.stringContaining('meant for other digits'));
  });

  it('answers one question after another that failed, and trains', async () => {
    const { host, train, saidOf } = engine;
    await expect(host.testDigitAt(4_000)).rejects.toThrow('There is no test digit 4000');
    await train(4);
    expect(saidOf(4).at(-1)?.type).toBe('finished');
  });

  it('of a run under way that gives way to another says nothing more', async () => {
    const { host, train, saidOf, heard } = engine;
    const first = train(5);
    await host.checkpoint(); // it has begun
    const numHeard = saidOf(5).length;
    await Promise.all([train(6), first]);
    expect(saidOf(5)).toHaveLength(numHeard);
    expect(saidOf(6).at(-1)?.type).toBe('finished');
    expect(heard.some((event) => event.type === 'runFailed' && event.runId === 5)).toBe(false);
  });

  it('goes on from a checkpoint to the same result', async () => {
    const { host, train, saidOf, id, heard } = engine;
    await train(7);
    const paused = host.train(8, config, { setId: id, paused: true, teacher: null });
    await host.checkpoint();
    const told = heard.flatMap((event) => (event.type === 'checkpoint' ? [event] : []));
    const { checkpoint } = told.findLast(({ runId }) => runId === 8)!;
    expect(JSON.parse(checkpoint.frame)).toMatchObject({ data: id, phase: 'students' });
    await host.stop();
    await paused;
    await host.train(9, config, { setId: id, paused: false, teacher: null, checkpoint });
    const accuracies = [7, 9].map((runId) => {
      const last = saidOf(runId).at(-1);
      return last?.type === 'finished' ? last.result.arms.map(({ accuracy, nll }) => [accuracy, nll]) : null;
    });
    expect(accuracies[0]).not.toBeNull();
    expect(accuracies[1]).toEqual(accuracies[0]);
  });

  it('trains on the digits that came last; those before are others', async () => {
    const { host, train, saidOf, heard, id } = engine;
    const { id: hard } = await host.loadData(2, { data: 'embedded', sloppiness: 'hard' });
    await train(10);
    expect(heard.at(-1)).toMatchObject({ type: 'runFailed', runId: 10 });
    expect(hard).not.toBe(id);
    await train(11, hard);
    expect(saidOf(11).at(-1)?.type).toBe('finished');
  });
});
