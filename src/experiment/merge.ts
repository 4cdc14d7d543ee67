/** Joins the shards of an experiment to what one run of it would have given. */
import { joined } from './comparison.ts';
import { drawnIn } from './replicates.ts';
import { isWhole } from './resultsSoFar.ts';
import { measuredOf, type ExperimentResult, type Measured, type VariantResult } from './results.ts';

export class MergeError extends Error {}

/** A result and what it is called in messages. */
interface Named {
  readonly file: string;
  readonly result: ExperimentResult;
}

/** @throws MergeError naming the first difference, a shard that is missing, or a variant that none has */
export function mergeShards(files: readonly Named[]): ExperimentResult {
  const [first] = files;
  if (!first) throw new MergeError('There is nothing to merge: name the files of the shards.');
  const count = first.result.shard?.count ?? 1;
  const fileOf = new Map<number, string>();
  for (const { file, result } of files) {
    const index = result.shard?.index ?? 0;
    const twin = fileOf.get(index);
    if (twin !== undefined) throw new MergeError(`${twin} and ${file} are both shard ${index + 1}/${count}.`);
    fileOf.set(index, file);
  }
  const missing = Array.from({ length: count }, (_, index) => index).filter((index) => !fileOf.has(index));
  if (missing.length > 0)
    throw new MergeError(`Shard ${missing.map((index) => `${index + 1}/${count}`).join(', ')} is missing.`);
  return joinShards(files);
}

/** What is done by shards of one experiment, whatever the others are at. @param shards at least one @throws MergeError naming the first difference */
export function joinShards(shards: readonly Named[]): ExperimentResult {
  const [first, ...others] = shards;
  if (!first) throw new MergeError('There is nothing to join.');
  for (const other of others) requireSame(first, other);
  const { config, data } = first.result;
  const byIndex = new Map<number, VariantResult>();
  for (const variant of shards.flatMap(({ result }) => result.variants))
    byIndex.set(variant.index, joinVariants(byIndex.get(variant.index), variant, data.test));
  const variants = [...byIndex.values()].sort((a, b) => a.index - b.index);
  const done = new Set(variants.filter((variant) => isWhole(variant, config)).map(({ label }) => label));
  const unfinished = first.result.unfinished.filter((label) => !done.has(label));
  const { underWay, ...result } = first.result;
  void underWay; // of one shard, and done by now or still unfinished
  return {
    ...result,
    variants,
    unfinished,
    shard: null,
    timing: { totalMs: shards.reduce((sum, { result }) => sum + result.timing.totalMs, 0) },
  };
}

/** Shards may have other replicates of the same variant; where it was refused in some, it is what the others found. */
function joinVariants(
  one: VariantResult | undefined,
  other: VariantResult,
  numTested: number,
): VariantResult {
  if (!one || one.problem !== null) return other;
  if (other.problem !== null) return one;
  const seeds = new Set(one.replicates.map(({ seed }) => seed));
  const twin = other.replicates.find(({ seed }) => seeds.has(seed));
  if (twin || seeds.size === 0)
    throw new MergeError(
      `"${one.label}" is in two shards${twin ? ` with seed ${twin.seed}` : ''}: it would count twice.`,
    );
  const both = joined<Measured>(one, other, numTested);
  return { ...one, config: { ...one.config, ...drawnIn(both) }, problem: null, ...measuredOf(both) };
}

/** Each once: one that is done in part is among the variants and among the unfinished. */
const labelsOf = ({ variants, unfinished }: ExperimentResult) => [
  ...new Set([...unfinished, ...variants.map(({ label }) => label)]),
];

function requireSame(a: Named, b: Named): void {
  const difference = differenceBetween(a.result, b.result);
  if (!difference) return;
  const { name, one, other } = difference;
  throw new MergeError(
    `${a.file} and ${b.file} are of different experiments: ${name} is ${one} in the first and ${other} in the second.`,
  );
}

/** What two results do not have in common, as JSON. */
export interface Difference {
  readonly name: string;
  readonly one: string;
  readonly other: string;
}

/** The first thing in which two results, or parts of results, are not of the same experiment. Null where they are. */
export function differenceBetween(a: ExperimentResult, b: ExperimentResult): Difference | null {
  const facts = (result: ExperimentResult): Record<string, unknown> => ({
    preset: result.preset,
    ...result.config,
    'number of shards': result.shard?.count ?? null,
    digits: result.data,
    backend: result.backend,
    'swept settings': result.axes,
    versions: result.versions,
    variants: labelsOf(result).sort(),
  });
  const [left, right] = [facts(a), facts(b)];
  for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const [one, other] = [left[name], right[name]].map((value) => JSON.stringify(value) ?? 'nothing');
    if (one !== other) return { name, one: one!, other: other! };
  }
  return null;
}
