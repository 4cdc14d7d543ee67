/** Result files: always the fields of one run, and the variants where there are several; those of older schemas are read as the latest. */
import { z } from 'zod';
import type { Config } from './config.ts';
import { gainOverStudents } from './gain.ts';
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

/** As much of a file as must be so; what the engine wrote is not measured again. */
const gainSchema = z.looseObject({
  mean: z.number(),
  ci95: z.tuple([z.number(), z.number()]).nullable(),
  pairs: z.array(z.number()),
});
/** What is not a number stands in JSON as null, and is told by its place. */
const perSeed = z.array(z.number());
const measuredSchema = z.looseObject({
  teacher: z.looseObject({ name: z.string(), accuracy: z.number(), errors: z.number() }),
  arms: z
    .array(
      z.looseObject({
        name: z.string(),
        ...{ accuracy: perSeed, errors: perSeed, agreement: perSeed, nll: perSeed, ece: perSeed },
        gain: gainSchema.nullish(), // schema 1 had none
      }),
    )
    .min(2),
  gain: gainSchema,
});
const settings = z.record(z.string(), z.unknown());
const variantSchema = z
  .looseObject({ index: z.number(), label: z.string(), config: settings, problem: z.string().nullable() })
  .superRefine((variant, context) => {
    const faults = variant.problem === null ? measuredSchema.safeParse(variant).error?.issues : [];
    faults?.forEach(({ path, message }) => context.addIssue({ code: 'custom', path, message }));
  });
const commonSchema = z.looseObject({
  schema: z.literal([1, 2, 3, RESULT_SCHEMA]),
  preset: z.string(),
  config: settings,
  data: z.looseObject({ name: z.string(), train: z.number(), test: z.number() }),
  backend: z.string(),
  timing: z.looseObject({ totalMs: z.number() }),
  versions: z.record(z.string(), z.string()),
});
const manySchema = commonSchema.extend({
  axes: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  variants: z.array(variantSchema),
  unfinished: z.array(z.string()),
  shard: z.object({ index: z.number().int().min(0), count: z.number().int().min(1).max(100_000) }).nullable(),
});
const singleSchema = commonSchema.and(measuredSchema);

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
  const read = (variant: VariantResult) => upgraded(variant, schema);
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
    const rest = { axes, variants: variants.map(read), unfinished, shard };
    return { ...common, ...rest, ...(underWay && { underWay }) };
  }
  const variant = read({
    index: 0,
    label: labelOf(preset),
    config,
    problem: null,
    ...measuredOf(result),
  });
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
  const [issue] = (isMany ? manySchema : singleSchema).safeParse(json).error?.issues ?? [];
  if (!issue) return json as ExperimentResult | RunResult;
  const value = issue.path.reduce<unknown>((at, name) => Reflect.get(Object(at) as object, name), json);
  const got = JSON.stringify(value)?.slice(0, MAX_QUOTED) ?? 'nothing';
  throw new ResultFileError(
    `${file} is not a result of --json: ${issue.path.join('.')} ${issue.message}; got ${got}.`,
  );
}

/** Characters of a file that a message repeats. */
const MAX_QUOTED = 60;

/** Settings that came after the first files, as they were in effect before there was a choice. */
const withLaterSettings = (config: Config): Config => ({
  ...{ teacherBend: 0, replicates: 1, heldOut: false, dropout: 0, teacherWrongLabels: false },
  ...config,
});

function upgraded(old: VariantResult, schema: number): VariantResult {
  const variant = { ...old, config: withLaterSettings(old.config) };
  const ofSchema3 = schema < 3 ? upgradedTo3(variant) : variant;
  return schema < 4 ? upgradedTo4(ofSchema3) : ofSchema3;
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
