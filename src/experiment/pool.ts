/** Results of the same run that several people made, or several machines, each with a seed of its own: together they are replicates of one run. */
import { joined } from './comparison.ts';
import { drawnIn } from './replicates.ts';
import type { ExperimentResult, RunResult, VariantResult } from './results.ts';
import { differingSettings } from './settings.ts';

/** A result as parseResultFile reads it, and what it is called in messages. */
interface Named {
  readonly file: string;
  readonly result: ExperimentResult;
}

export interface Pooled {
  /** All that could be pooled, with an interval over it; null where nothing could. */
  readonly result: RunResult | null;
  /** Files that are in it, in the order in which they were given. */
  readonly pooled: readonly string[];
  /** What is not in it, and why, in sentences. */
  readonly leftOut: readonly { readonly file: string; readonly why: string }[];
}

type Finished = Extract<VariantResult, { readonly problem: null }>;

/** Numbers of students and replicates, and the seed: in these alone the runs of a pool may differ. */
const OF_THE_DRAW = ['seed', 'seeds', 'replicates'];

/**
 * Pools runs that differ in nothing but the seed. The first file that is a run of its own says of which settings and digits;
 * others, and a seed that is there already (the same seed draws the same labels and teacher: it would count twice), are left
 * out, each with a sentence. Everybody needs a seed of their own, which a link can carry (`#seed=7`).
 * @param files read by parseResultFile, of any schema; schema 1 kept no outcomes, and is left out
 */
export function poolRuns(files: readonly Named[]): Pooled {
  const pooled: string[] = [];
  const leftOut: { file: string; why: string }[] = [];
  const fileOfSeed = new Map<number, string>();
  let result: RunResult | null = null;
  for (const named of files) {
    const run = runOf(named.result);
    const why = typeof run === 'string' ? run : misfitOf(run, result, fileOfSeed);
    if (typeof run === 'string' || why !== null) {
      leftOut.push({ file: named.file, why: why ?? '' });
      continue;
    }
    run.replicates.forEach(({ seed }) => fileOfSeed.set(seed, named.file));
    pooled.push(named.file);
    result = result ? withRun(result, run) : run;
  }
  return { result, pooled, leftOut };
}

/** @returns why there is no single run in it */
function runOf({
  variants,
  unfinished,
  axes,
  shard,
  underWay,
  ...about
}: ExperimentResult): RunResult | string {
  void [shard, underWay];
  const found = variants.filter((variant): variant is Finished => variant.problem === null);
  const [only] = found;
  if (!only || variants.length + unfinished.length !== 1 || axes.length > 0)
    return `It holds ${variants.length + unfinished.length} runs, of which ${found.length} are finished; a pool takes files of one finished run, as “Download results” writes them.`;
  if (only.replicates.length === 0)
    return 'It is of schema 1, which did not keep who read which digit: make that run again.';
  const { index, label, problem, ...run } = only;
  void [index, label, problem];
  return { ...about, ...run };
}

/** @returns why a run cannot be pooled with those before it; null where it can */
function misfitOf(
  run: RunResult,
  before: RunResult | null,
  fileOfSeed: ReadonlyMap<number, string>,
): string | null {
  const twin = run.replicates.find(({ seed }) => fileOfSeed.has(seed));
  if (!before) return null;
  if (run.data.id !== before.data.id || run.data.test !== before.data.test)
    return `It is of other digits: ${run.data.name} (${run.data.id}), where the first is of ${before.data.name} (${before.data.id}).`;
  const [setting] = differingSettings(before.config, run.config).filter(
    (name) => !OF_THE_DRAW.includes(name),
  );
  if (setting !== undefined)
    return `Its setting ${setting} is ${JSON.stringify(run.config[setting])}, where that of the first is ${JSON.stringify(before.config[setting])}.`;
  if (twin)
    return `Its seed ${twin.seed} is that of ${fileOfSeed.get(twin.seed)}: the same labels and teacher would count twice. Run it with another seed.`;
  return null;
}

function withRun(before: RunResult, run: RunResult): RunResult {
  const both = joined(before, run, run.data.test);
  const backends = new Set([...before.backend.split(', '), run.backend]);
  const seed = Math.min(before.config.seed, run.config.seed);
  return { ...both, backend: [...backends].join(', '), config: { ...before.config, ...drawnIn(both), seed } };
}
