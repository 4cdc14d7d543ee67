import type { ExperimentNews } from '../../../src/worker/experimentApi.ts';
import { describe, expect, it } from 'vitest';
import type { PlannedShard } from '../../../src/experiment/shards.ts';
import { runOnPool, type PoolOptions } from '../../../src/worker/pool.ts';
import { WorkerGone } from '../../../src/worker/watch.ts';
import type { ExperimentOrder } from '../../../src/worker/experimentApi.ts';
import { createFakeWorkers, resultWith } from '../../support/fakeExperimentWorker.ts';

const NO_DIGITS = { images: new Uint8Array(), labels: new Uint8Array() };
const ORDER: ExperimentOrder = { preset: 'default', settings: {}, axes: [], budget: null };
const jobsWith = (...works: number[]): PlannedShard[] =>
  works.map((work, index) => ({ shard: { index, count: works.length }, work }));
const settle = () => new Promise((resolve) => setTimeout(resolve));

function start({ dying = [], ...change }: Partial<PoolOptions> & { dying?: (() => Promise<void>)[] } = {}) {
  const fakes = createFakeWorkers();
  fakes.opening.push(...dying);
  const abort = new AbortController();
  const news: ExperimentNews[] = [];
  const options: PoolOptions = {
    ...{
      startWorker: fakes.startWorker,
      size: 3,
      backend: null,
      pageUrl: 'http://localhost/',
      brought: null,
    },
    shards: jobsWith(1, 1),
    digits: {
      id: 'own-1',
      source: { data: 'own', sloppiness: 'mid' },
      name: 'Test digits',
      provenance: '',
      train: NO_DIGITS,
      test: NO_DIGITS,
    },
    signal: abort.signal,
    ...change,
  };
  const result = runOnPool(options, ORDER, (each) => news.push(each));
  result.catch(() => undefined);
  return { ...fakes, abort, news, result };
}

describe('the pool', () => {
  it('starts no more workers than there are shards, and joins what they found', async () => {
    const { workers, terminated, result, news } = start();
    await settle();
    expect([...workers.keys()]).toEqual(['experiment 1/2', 'experiment 2/2']);
    const [first, second] = [...workers.values()];
    expect([first!.shard, second!.shard]).toEqual([
      { index: 0, count: 2 },
      { index: 1, count: 2 },
    ]);
    first!.say({ type: 'partial', result: resultWith([0], first!.shard) });
    expect(news.at(-1)).toMatchObject({ type: 'partial', result: { unfinished: ['b', 'c', 'd'] } });
    second!.say({ type: 'partial', result: resultWith([], second!.shard) });
    expect(news.at(-1)).toMatchObject({ type: 'partial', result: { unfinished: ['b', 'c', 'd'] } });
    first!.say({ type: 'progress', share: 0.5, labels: ['a'], phase: 'students' });
    expect(news.at(-1)).toMatchObject({ share: 0.25 });
    first!.end(resultWith([0, 2], first!.shard));
    second!.end(resultWith([1, 3], second!.shard));
    const joined = await result;
    expect(joined.variants.map(({ label }) => label)).toEqual(['a', 'b', 'c', 'd']);
    expect(joined).toMatchObject({ unfinished: [], shard: null });
    expect(terminated).toHaveLength(2);
  });

  it('asks a single worker for all of it', async () => {
    const { workers, result } = start({ size: 1, shards: [{ shard: null, work: 1 }] });
    await settle();
    const [only] = workers.values();
    expect(only!.shard).toBeNull();
    only!.end(resultWith([0, 1, 2, 3], null));
    expect((await result).variants).toHaveLength(4);
  });

  it('gives the next shard to whoever is done first; progress counts shards by their work', async () => {
    const { workers, result, news } = start({ size: 2, shards: jobsWith(6, 2, 1, 1) });
    await settle();
    expect(workers.size).toBe(2);
    const placeOf = (name: string) => workers.get(name)!.shard!.index;
    for (const place of [1, 2]) {
      expect([placeOf('experiment 1/2'), placeOf('experiment 2/2')]).toEqual([0, place]);
      workers.get('experiment 2/2')!.end(resultWith([place], { index: place, count: 4 }));
      await settle();
    }
    workers.get('experiment 1/2')!.say({ type: 'progress', share: 0.5, labels: ['a'], phase: 'students' });
    expect(news.at(-1)).toMatchObject({ share: 0.6 }); // 6 · 0.5 + 2 + 1 of 10
    workers.get('experiment 2/2')!.end(resultWith([3], { index: 3, count: 4 }));
    workers.get('experiment 1/2')!.end(resultWith([0], { index: 0, count: 4 }));
    expect((await result).variants).toHaveLength(4);
  });

  it('hands a teacher that one worker has trained to the others, which wait for it meanwhile', async () => {
    const { workers, result } = start();
    await settle();
    const [first, second] = [...workers.values()];
    const teacher = { networks: [], average: 'logits' } as const;
    expect(await first!.teachers.take('a key')).toBe('yours');
    expect(await second!.teachers.take('a key')).toBe('awaited');
    expect(await second!.teachers.take('another')).toBe('yours');
    await first!.teachers.keep('a key', teacher);
    await first!.teachers.letGo('a key');
    expect(await second!.teachers.take('a key')).toBe(teacher);
    [first, second].forEach((worker, at) => worker!.end(resultWith([at, at + 2], worker!.shard)));
    await result;
  });

  it('ends all workers when one fails, and says why', async () => {
    const { workers, terminated, result } = start();
    await settle();
    [...workers.values()][1]!.fail('The loss became NaN.');
    await expect(result).rejects.toThrow('The loss became NaN.');
    expect(terminated).toHaveLength(2);
  });

  it('has another worker go on where one has died, from what is done of its shard; that is told once', async () => {
    const { workers, terminated, result, news } = start();
    await settle();
    const [first, second] = [...workers.values()];
    const done = resultWith([0], first!.shard);
    first!.say({ type: 'partial', result: done });
    expect(await first!.teachers.take('a key')).toBe('yours');
    first!.die();
    await settle();
    const next = workers.get('experiment 1/2')!;
    expect(next).not.toBe(first);
    expect([next.shard, next.done]).toEqual([first!.shard, done]);
    expect(terminated).toEqual(['experiment 1/2']);
    expect(news.filter(({ type }) => type === 'replaced')).toEqual([
      {
        type: 'replaced',
        message: 'A worker of the experiment closed; another one takes its place, and what is done is kept.',
      },
    ]);
    expect(await second!.teachers.take('a key')).toBe('yours'); // nobody waits for the dead
    next.end(resultWith([0, 2], next.shard));
    second!.end(resultWith([1, 3], second!.shard));
    expect((await result).variants.map(({ label }) => label)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('does the same for one that dies while it loads', async () => {
    const { workers, terminated, result } = start({
      size: 1,
      shards: [{ shard: null, work: 1 }],
      dying: [() => Promise.reject(new WorkerGone('broke down (its script could not be loaded)'))],
    });
    await settle();
    expect(terminated).toHaveLength(1);
    workers.get('experiment 1/1')!.end(resultWith([0, 1, 2, 3], null));
    expect((await result).variants).toHaveLength(4);
    expect(terminated).toHaveLength(2);
  });

  it('gives up where three in turn die over the same runs, but not where something was done between', async () => {
    const { workers, terminated, result } = start({ size: 1, shards: [{ shard: null, work: 1 }] });
    const only = () => workers.get('experiment 1/1')!;
    for (const isSomethingDone of [false, false, true, false, false]) {
      await settle();
      if (isSomethingDone) only().say({ type: 'partial', result: resultWith([0], null) });
      only().die();
    }
    await expect(result).rejects.toThrow('3 workers in turn were lost over the same runs.');
    expect(terminated).toHaveLength(5);
  });

  it('ends all workers at once when cancelled; nothing is heard of them afterwards', async () => {
    const { workers, terminated, result, abort, news } = start();
    await settle();
    abort.abort(new Error('Cancelled.'));
    await expect(result).rejects.toThrow('Cancelled.');
    expect(terminated).toHaveLength(2);
    const heard = news.length;
    [...workers.values()][0]!.say({ type: 'progress', share: 1, labels: [], phase: 'students' });
    expect(news).toHaveLength(heard);
  });
});
