/** Several workers for one experiment: each takes one shard after the other, and what is done is joined as it comes. */
import { proxy } from 'comlink';
import { createSharedTeachers } from '../engine/sharedTeachers.ts';
import type { GivenTeacher } from '../engine/teacher.ts';
import type { PlannedShard } from '../experiment/shards.ts';
import { joinShards } from '../experiment/merge.ts';
import type { ExperimentResult } from '../experiment/results.ts';
import type { ExperimentClient } from './client.ts';
import type { ExperimentNews, ExperimentOrder, SharedDigits } from './experimentApi.ts';

export interface PoolOptions {
  readonly startWorker: (name: string) => ExperimentClient;
  /** Workers at most. */
  readonly size: number;
  /** The longest first; together they are the experiment. */
  readonly shards: readonly PlannedShard[];
  readonly backend: string | null;
  readonly pageUrl: string;
  /** A network that a person brought; null for none. */
  readonly brought: GivenTeacher | null;
  readonly digits: SharedDigits;
  readonly signal: AbortSignal;
}

/**
 * Runs to the end; the workers end with it, or when the signal aborts.
 * @throws Error for people; the signal's reason when aborted. What was done by then was told as `partial`
 */
export async function runOnPool(
  options: PoolOptions,
  order: ExperimentOrder,
  onNews: (news: ExperimentNews) => void,
): Promise<ExperimentResult> {
  const { startWorker, size, shards, backend, pageUrl, brought, digits, signal } = options;
  const count = Math.max(1, Math.min(size, shards.length));
  const workers = Array.from({ length: count }, (_, index) =>
    startWorker(`experiment ${index + 1}/${count}`),
  );
  const waiting = [...shards];
  const teachers = proxy(createSharedTeachers());
  /** What each shard has done, and its share of it. */
  const results = new Map<PlannedShard, ExperimentResult>();
  const shares = new Map<PlannedShard, number>();
  const workOfAll = shards.reduce((sum, { work }) => sum + work, 0);
  const shareOfAll = () => [...shares].reduce((sum, [{ work }, share]) => sum + work * share, 0) / workOfAll;
  const joined = () => joinShards([...results.values()].map((result) => ({ file: 'a shard', result })));

  const hear = (shard: PlannedShard) => (news: ExperimentNews) => {
    if (signal.aborted) return;
    if (news.type === 'partial') {
      results.set(shard, news.result);
      onNews({ type: 'partial', result: joined() });
    } else if (news.type === 'progress') {
      shares.set(shard, news.share);
      onNews({ ...news, share: shareOfAll() });
    } else onNews(news);
  };

  const aborted = new Promise<never>((_, reject) => {
    const stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error('Cancelled.'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    const work = async (worker: ExperimentClient) => {
      await worker.openForExperiments(backend, pageUrl, brought);
      await worker.useDigits(digits);
      for (let shard = waiting.shift(); shard; shard = waiting.shift()) {
        const share = { shard: shard.shard, numWorkers: size, done: null };
        results.set(shard, await worker.runExperiment(order, share, teachers, hear(shard)));
        shares.set(shard, 1);
      }
    };
    await Promise.race([Promise.all(workers.map(work)), aborted]);
    return joined();
  } finally {
    workers.forEach((worker) => worker.terminate());
  }
}
