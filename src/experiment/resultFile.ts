/** Result files: always the fields of one run, and the variants where there are several; those of older schemas are read as the latest. */
import type { z } from 'zod';
import type { Config } from './config.ts';
import { gainOverStudents } from './gain.ts';
import { messageOf } from './messageOf.ts';
import { unpackOutcomes } from './outcomes.ts';
import { readBy } from './readBy.ts';
import { commonSchema, finishedSchema, manySchema, olderSchema } from './resultSchema.ts';
import {
  measuredOf,
  RESULT_SCHEMA,
  type ArmResult,
  type ExperimentResult,
  type Gain,
  type Measured,
  type RunResult,
  type VariantResult,
} from './results.ts';

type FinishedVariant = Extract<VariantResult, { readonly problem: null }>;

/** The first variant that was not refused speaks for the experiment; null while there is none. */
function headlineOf({ variants }: ExperimentResult): FinishedVariant | null {
  return variants.find((variant): variant is FinishedVariant => variant.problem === null) ?? null;
}

/** @returns a RunResult for an experiment of one finished variant; else its fields are those of the headline, beside the variants */
export function resultFile(result: ExperimentResult): RunResult | ExperimentResult {
  const headline = headlineOf(result);
  if (!headline) return result;
  const { teacher, arms, gain, gapClosed, replicates } = headline;
  const { schema, preset, config, data, backend, versions } = result;
  const isSingle = result.variants.length === 1 && result.unfinished.length === 0 && !result.shard;
  const run = { schema, preset, config, data, backend, teacher, arms, gain, gapClosed, replicates };
  return isSingle
    ? { ...run, config: headline.config, timing: headline.timing, versions }
    : { ...result, ...run, timing: { ...headline.timing, totalMs: result.timing.totalMs } };
}

/** A file that is no result, or none that can be read: named, with what was found and what was expected. */
export class ResultFileError extends Error {}

/**
 * Reads what --json and "Download results" write, of this schema or of an older one; a single run is an experiment of one variant.
 * @param labelOf the one variant of a preset @throws ResultFileError naming the file and what is wrong with it
 */
export function parseResultFile(
  file: string,
  text: string,
  labelOf: (preset: string) => string = () => '',
): ExperimentResult {
  const result = checked(file, text);
  const { preset, backend, timing, versions } = result;
  const schema = result.schema as number;
  const config = withLaterSettings(result.config);
  const read = (variant: VariantResult, where: readonly string[]) => {
    const latest = upgraded(file, variant, schema, where);
    requireOutcomes(file, latest, result.data.test);
    return latest;
  };
  const common = {
    schema: RESULT_SCHEMA,
    preset,
    config,
    data: { ...result.data, id: result.data.id ?? null },
    backend,
    timing: { totalMs: timing.totalMs },
    versions,
  } as const;
  if ('variants' in result) {
    const { axes, variants, unfinished, shard, underWay } = result;
    const rest = {
      axes,
      variants: variants.map((each, at) => read(each, ['variants', String(at)])),
      unfinished,
      shard,
    };
    return { ...common, ...rest, ...(underWay && { underWay }) };
  }
  const own = { index: 0, label: labelOf(preset), config, problem: null, ...measuredOf(result) } as const;
  const variant = read(own, []);
  return { ...common, axes: [], variants: [variant], unfinished: [], shard: null };
}

/** @throws ResultFileError */
function checked(file: string, text: string): ExperimentResult | RunResult {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ResultFileError(`${file} is not JSON; expected a result written by --json FILE.`);
  }
  const isMany = typeof json === 'object' && json !== null && 'variants' in json;
  requireFit(file, isMany ? manySchema : commonSchema, json);
  return json as ExperimentResult | RunResult;
}

/** @param where in the file the value stands @throws ResultFileError */
function requireFit(file: string, schema: z.ZodType, json: unknown, where: readonly string[] = []): void {
  const { issue } = readBy(schema, json);
  if (!issue) return;
  const value = issue.path.reduce<unknown>((at, name) => Reflect.get(Object(at) as object, name), json);
  const got = quoted(value);
  throw new ResultFileError(
    `${file} is not a result of --json: ${[...where, ...issue.path.map(String)].join('.')} ${issue.message}; got ${got}.`,
  );
}

/** @throws ResultFileError where who read which digit cannot be unpacked: a file that somebody wrote in, or that was cut */
function requireOutcomes(file: string, variant: VariantResult, numTested: number): void {
  if (variant.problem !== null) return;
  for (const { seed, teacher, arms } of variant.replicates)
    for (const packed of [teacher.outcomes, ...arms.flatMap(({ outcomes }) => outcomes)])
      try {
        unpackOutcomes(packed, numTested);
      } catch (error) {
        throw new ResultFileError(
          `${file}: what was read of the test digits with seed ${seed} cannot be unpacked (${messageOf(error)}): download the result again.`,
        );
      }
}

/** What is no single value may be as large as it likes, and is not repeated. */
function quoted(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return JSON.stringify(value)?.slice(0, MAX_QUOTED) ?? 'nothing';
}

/** Characters of a file that a message repeats. */
const MAX_QUOTED = 60;

/** Settings that came after the first files, as they were in effect before there was a choice. */
const withLaterSettings = (config: Config): Config => ({
  ...{ teacherBend: 0, replicates: 1, heldOut: false, dropout: 0, teacherWrongLabels: false },
  ...config,
});

/** As the latest schema has it, whatever the file has of it. @param where in the file it stands @throws ResultFileError */
function upgraded(file: string, old: VariantResult, schema: number, where: readonly string[]): VariantResult {
  const variant = { ...old, config: withLaterSettings(old.config) };
  if (variant.problem !== null) return variant;
  if (schema < 4) requireFit(file, olderSchema, variant, where);
  const ofSchema3 = schema < 3 ? upgradedTo3(variant) : variant;
  const latest = schema < 4 ? upgradedTo4(ofSchema3) : ofSchema3;
  requireFit(file, finishedSchema, latest, where);
  return latest;
}

/** Schema 3 had one replicate, and did not say so. */
function upgradedTo4(variant: VariantResult): VariantResult {
  if (variant.problem !== null) return variant;
  const ofOne = (gain: Gain): Gain => ({
    ...gain,
    variance: gain.variance && { ...gain.variance, replicates: null },
    perReplicate: [gain.pairs.length],
  });
  const arms = variant.arms.map((arm) => ({ ...arm, gain: arm.gain && ofOne(arm.gain) }));
  return { ...variant, gain: ofOne(variant.gain), arms };
}

/** What schema 1 lacked: a gain for each arm, no spread of a single seed, and replicates, of which it kept no outcomes. The intervals of schema 2 too were over students alone. */
function upgradedTo3(variant: VariantResult): VariantResult {
  if (variant.problem !== null) return variant;
  const { replicates = [] }: Partial<Measured> = variant;
  const gainOverThem = ({ pairs, ci95, mean, mcnemarP }: Gain): Gain => ({
    ...gainOverStudents(pairs, mcnemarP),
    mean,
    ci95,
    studentsCi95: ci95,
  });
  const gain = gainOverThem(variant.gain);
  const arms = variant.arms.map((arm, at): ArmResult => ({
    ...arm,
    gain: at === 0 ? null : arm.gain ? gainOverThem(arm.gain) : gain,
    sdAccuracy: arm.accuracy.length > 1 ? arm.sdAccuracy : null,
  }));
  return { ...variant, gain, arms, replicates };
}
