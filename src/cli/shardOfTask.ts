/** Which shard a task is, where the engine that runs it among others says so in the environment. */
import { MAX_SHARDS, type Shard } from '../experiment/results.ts';
import { UsageError } from './program.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** @throws UsageError when no engine says it, or says what cannot be */
export function shardOfTask(environment: Environment): Shard {
  const engines = [
    ['SLURM_ARRAY_TASK_ID', 'SLURM_ARRAY_TASK_MIN', 'SLURM_ARRAY_TASK_COUNT'],
    ['JOB_COMPLETION_INDEX', null, 'JOB_COMPLETIONS'],
  ] as const;
  const engine = engines.find(([id]) => environment[id] !== undefined);
  if (!engine)
    throw new UsageError(
      '--shard auto is for tasks of a Slurm array (which have SLURM_ARRAY_TASK_ID) and of an indexed Kubernetes Job (JOB_COMPLETION_INDEX); neither is in the environment. Write --shard i/n.',
    );
  const [id, first, count] = engine.map((name) => (name === null ? 0 : Number(environment[name])));
  const index = id! - first!;
  const isWhole = Number.isInteger(index) && Number.isInteger(count);
  if (isWhole && index >= 0 && index < count! && count! <= MAX_SHARDS) return { index, count: count! };
  const found = engine.flatMap((name) => (name === null ? [] : [`${name}=${environment[name] ?? ''}`]));
  throw new UsageError(
    `--shard auto wants tasks that are numbered without gaps, and how many there are, at most ${MAX_SHARDS}; found ${found.join(', ')}.`,
  );
}
