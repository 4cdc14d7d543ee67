/** Several workers for one experiment: each runs its share of the cohorts, and what is done is joined as it comes. */
import { mergeShards } from '../experiment/merge.ts';
import type { ExperimentResult } from '../experiment/results.ts';
import type { ExperimentClient } from './client.ts';
import type { ExperimentNews, ExperimentOrder, SharedDigits } from './experimentApi.ts';

export interface PoolOptions {
  readonly startWorker: (name: string) => ExperimentClient;
  /** Workers at most. */
  readonly size: number;
  /** Cohorts of the experiment: more workers would have nothing to do. */
  readonly numUnits: number;
  readonly backend: string | null;
  readonly pageUrl: string;
  readonly digits: SharedDigits;
  readonly signal: AbortSignal;
}

/** As ExperimentNews, of all workers together. */
export type PoolNews = ExperimentNews;

/**
 * Runs to the end; the workers end with it, or when the signal aborts.
 * @throws Error for people; the signal's reason when aborted. What was done by then was told as `partial`
 */
export async function runOnPool(
  options: PoolOptions,
  order: ExperimentOrder,
  onNews: (news: PoolNews) => void,
): Promise<ExperimentResult> {
  const { startWorker, size, numUnits, backend, pageUrl, digits, signal } = options;
  const count = Math.max(1, Math.min(size, numUnits));
  const workers = Array.from({ length: count }, (_, index) =>
    startWorker(`experiment ${index + 1}/${count}`),
  );
  const shares = workers.map(() => 0);
  const parts = new Map<number, ExperimentResult>();
  const joined = () =>
    mergeShards([...parts].map(([index, result]) => ({ file: `share ${index + 1}`, result })));

  const onShare = (index: number) => (news: ExperimentNews) => {
    if (signal.aborted) return;
    if (news.type === 'partial') {
      parts.set(index, news.result);
      if (parts.size === count) onNews({ type: 'partial', result: joined() });
    } else if (news.type === 'progress') {
      shares[index] = news.share;
      onNews({ ...news, share: shares.reduce((sum, share) => sum + share, 0) / count });
    } else onNews(news);
  };

  const aborted = new Promise<never>((_, reject) => {
    const stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error('Cancelled.'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    const run = async (worker: ExperimentClient, index: number) => {
      await worker.openForExperiments(backend, pageUrl);
      await worker.useDigits(digits);
      parts.set(
        index,
        await worker.runExperiment(order, count === 1 ? null : { index, count }, onShare(index)),
      );
    };
    await Promise.race([Promise.all(workers.map(run)), aborted]);
    return joined();
  } finally {
    workers.forEach((worker) => worker.terminate());
  }
}
