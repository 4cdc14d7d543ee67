/** A worker of the pool, faked: remembers what it was asked, and tells and ends when a test says so. */
import { DEFAULT_CONFIG } from '../../src/experiment/config.ts';
import { RESULT_SCHEMA, type ExperimentResult, type Shard } from '../../src/experiment/results.ts';
import type { SharedTeachers } from '../../src/engine/sharedTeachers.ts';
import type { ExperimentClient } from '../../src/worker/client.ts';
import { WorkerGone } from '../../src/worker/watch.ts';
import type { ExperimentNews } from '../../src/worker/experimentApi.ts';

/** Of variants a, b, c and d, those at these places are done, each refused. */
export function resultWith(done: readonly number[], shard: Shard | null): ExperimentResult {
  const labels = ['a', 'b', 'c', 'd'];
  return {
    schema: RESULT_SCHEMA,
    preset: 'default',
    config: DEFAULT_CONFIG,
    backend: 'fake',
    axes: [],
    shard,
    data: { id: 'own-1', name: 'Test digits', train: 10, test: 10 },
    variants: done.map((index) => ({
      index,
      label: labels[index]!,
      config: DEFAULT_CONFIG,
      problem: 'refused',
    })),
    unfinished: labels.filter((_, index) => !done.includes(index)),
    timing: { totalMs: 1 },
    versions: {},
  };
}

export function createFakeWorkers() {
  const workers = new Map<
    string,
    {
      say(news: ExperimentNews): void;
      end(result: ExperimentResult): void;
      fail(message: string): void;
      die(): void;
      /** What it was told is done of its shard. */
      done: ExperimentResult | null;
      shard: Shard | null;
      teachers: SharedTeachers;
    }
  >();
  const terminated: string[] = [];
  /** What becomes of those that are opened next; they open where nothing is said. */
  const opening: (() => Promise<void>)[] = [];
  const startWorker = (name: string): ExperimentClient => ({
    openForExperiments: () => opening.shift()?.() ?? Promise.resolve(),
    useDigits: () => Promise.resolve(),
    estimateExperiment: () => Promise.resolve(60_000),
    runExperiment: (_, { shard, done }, teachers, onNews) =>
      new Promise((resolve, reject) => {
        workers.set(name, {
          ...{ say: onNews, end: resolve, shard, teachers, done },
          fail: (message) => reject(new Error(message)),
          die: () => reject(new WorkerGone('closed')),
        });
      }),
    terminate: () => void terminated.push(name),
  });
  return { startWorker, workers, terminated, opening };
}
