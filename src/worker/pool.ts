/** Several workers for one experiment: each takes one shard after the other, and what is done is joined as it comes. */
import { proxy } from 'comlink';
import { createSharedTeachers, teachersOfOne, type SharedTeachers } from '../engine/sharedTeachers.ts';
import type { GivenTeacher } from '../engine/teacher.ts';
import type { PlannedShard } from '../experiment/shards.ts';
import { joinShards } from '../experiment/merge.ts';
import type { ExperimentResult } from '../experiment/results.ts';
import type { ExperimentClient } from './client.ts';
import type { ExperimentNews, ExperimentOrder, SharedDigits } from './experimentApi.ts';
import { WorkerGone } from './watch.ts';

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

/** Deaths over one shard of which nothing was done between them: it is the shard, then, and not the worker. */
const MOST_DEATHS = 3;

/**
 * Runs to the end; the workers end with it, or when the signal aborts. Where a worker dies, another takes its place and
 * goes on with its shard, from the cohorts of it that are done.
 * @throws Error for people; the signal's reason when aborted. What was done by then was told as `partial`
 */
export async function runOnPool(
  options: PoolOptions,
  order: ExperimentOrder,
  onNews: (news: ExperimentNews) => void,
): Promise<ExperimentResult> {
  const { startWorker, size, shards, backend, pageUrl, brought, digits, signal } = options;
  const count = Math.max(1, Math.min(size, shards.length));
  const waiting = [...shards];
  const sharedTeachers = createSharedTeachers();
  /** What each shard has done, and its share of it. */
  const results = new Map<PlannedShard, ExperimentResult>();
  const shares = new Map<PlannedShard, number>();
  const workOfAll = shards.reduce((sum, { work }) => sum + work, 0);
  const shareOfAll = () => [...shares].reduce((sum, [{ work }, share]) => sum + work * share, 0) / workOfAll;
  const joined = () => joinShards([...results.values()].map((result) => ({ file: 'a shard', result })));

  const aborted = new Promise<never>((_, reject) => {
    const stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error('Cancelled.'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });

  /** One worker after the other, for as long as each dies. */
  async function work(name: string): Promise<void> {
    for (let shard = waiting.shift(); shard; shard = waiting.shift()) {
      let numDeaths = 0;
      const hear = hearing(shard, () => (numDeaths = 0));
      while (!(await isDone(name, shard, hear)))
        if (++numDeaths >= MOST_DEATHS)
          throw new Error(
            `${numDeaths} workers in turn were lost over the same runs. What was done by then is kept.`,
          );
    }
  }

  const present = new Map<string, Member>();

  /** @returns false where the worker died over it: the next one goes on from what is done */
  async function isDone(name: string, shard: PlannedShard, hear: Hear): Promise<boolean> {
    try {
      const { worker, teachers } = present.get(name) ?? (await join(name));
      const share = { shard: shard.shard, numWorkers: size, done: results.get(shard) ?? null };
      results.set(shard, await worker.runExperiment(order, share, teachers, hear));
      shares.set(shard, 1);
      return true;
    } catch (error) {
      if (!(error instanceof WorkerGone)) throw error;
      await leave(name);
      onNews({
        type: 'replaced',
        message: `A worker of the experiment ${error.how}; another one takes its place, and what is done is kept.`,
      });
      return false;
    }
  }

  async function join(name: string): Promise<Member> {
    const worker = startWorker(name);
    const { teachers, letAllGo } = teachersOfOne(sharedTeachers);
    const member = { worker, teachers: proxy(teachers), letAllGo };
    present.set(name, member);
    await worker.openForExperiments(backend, pageUrl, brought);
    await worker.useDigits(digits);
    return member;
  }

  async function leave(name: string): Promise<void> {
    const { worker, letAllGo } = present.get(name)!;
    present.delete(name);
    worker.terminate();
    await letAllGo();
  }

  const hearing =
    (shard: PlannedShard, onDone: () => void): Hear =>
    (news) => {
      if (signal.aborted) return;
      if (news.type === 'partial') {
        onDone();
        results.set(shard, news.result);
        onNews({ type: 'partial', result: joined() });
      } else if (news.type === 'progress') {
        shares.set(shard, news.share);
        onNews({ ...news, share: shareOfAll() });
      } else onNews(news);
    };

  try {
    const names = Array.from({ length: count }, (_, index) => `experiment ${index + 1}/${count}`);
    await Promise.race([Promise.all(names.map(work)), aborted]);
    return joined();
  } finally {
    present.forEach(({ worker }) => worker.terminate());
  }
}

type Hear = (news: ExperimentNews) => void;

/** A worker that has the digits. */
interface Member {
  readonly worker: ExperimentClient;
  readonly teachers: SharedTeachers;
  letAllGo(): Promise<void>;
}
