/** Results that lie beside the code: as much of an experiment as a table or a card asks for. */
import { z } from 'zod';
import type { Config } from './config.ts';
import { numTrained } from './heldOut.ts';
import type { Preset } from './preset.ts';
import { findPreset } from './presets.ts';
import { RESULT_SCHEMA, type ExperimentResult } from './results.ts';
import { differingSettings, parseConfig } from './settings.ts';
import { verdictsOn, type PartVerdict, type Tried } from './verdicts.ts';

const perSeed = z.array(z.number()).readonly();
const interval = z.tuple([z.number(), z.number()]).readonly().nullable();
const unseenSchema = z.object({
  digits: perSeed,
  numTested: z.number(),
  errors: z.number(),
  wrong: z.number(),
  shift: z.number(),
  shiftedErrors: z.number(),
  shiftedWrong: z.number(),
});
const armSchema = z.object({
  name: z.enum(['standalone', 'distilled']),
  temperature: z.number(),
  softWeight: z.number(),
  parameters: z.number(),
  seeds: perSeed,
  accuracy: perSeed,
  errors: perSeed,
  agreement: perSeed,
  nll: perSeed,
  ece: perSeed,
  unseen: z.array(unseenSchema).readonly().optional(),
});
const gainSchema = z.object({
  mean: z.number(),
  ci95: interval,
  covers: z
    .enum(['replicates, students and test digits', 'students and test digits', 'students'])
    .or(z.literal('first weights').transform(() => 'students' as const)) // schema 2
    .default('students'), // schema 1 did not say so
  lack: z.enum(['one student', 'few digits', 'no spread']).nullable().default(null), // new in schema 3
  pairs: perSeed,
  perReplicate: perSeed.optional(), // new in schema 4
  mcnemarP: z.number(),
});
const common = z.object({ label: z.string(), config: z.record(z.string(), z.unknown()) });
const foundSchema = common.extend({
  problem: z.null(),
  teacher: z.object({ name: z.string(), parameters: z.number(), accuracy: z.number(), errors: z.number() }),
  arms: z.array(armSchema).readonly(),
  gain: gainSchema,
  gapClosed: z.object({ share: z.number().nullable(), ci95: interval }),
});
const recordedSchema = z.object({
  schema: z.literal([1, 2, 3, RESULT_SCHEMA]),
  preset: z.string(),
  data: z.object({ name: z.string(), train: z.number(), test: z.number() }),
  backend: z.string(),
  /** Of training and measuring, on the machine where it was made. */
  minutes: z.number(),
  variants: z.array(z.union([foundSchema, common.extend({ problem: z.string() })])),
  /** Judged when it was made, while it was known who read which digit; not in files of schema 1 and 2. */
  verdicts: z
    .array(
      z.object({ says: z.string(), verdict: z.enum(['holds', 'not so', 'open']), p: z.number().nullable() }),
    )
    .optional(),
});

export type Recorded = z.infer<typeof recordedSchema> & { readonly verdicts: readonly PartVerdict[] };
/** A run of an experiment, recorded or fresh. */
export type Finding = Recorded['variants'][number];

/** @throws Error naming what is wrong with it */
export function parseRecorded(file: string, json: unknown): Recorded {
  const read = recordedSchema.safeParse(json);
  if (read.success) {
    const { verdicts, ...result } = read.data;
    return { ...result, verdicts: verdicts ?? judged(result) };
  }
  const [issue] = read.error.issues;
  throw new Error(`${file} is not a recorded result: ${issue?.path.join('.')} ${issue?.message}.`);
}

/** As much of a result as is recorded: its whole config, because defaults change. */
export function recordOf(result: ExperimentResult): Recorded {
  const minutes = Number((result.timing.totalMs / 60_000).toFixed(1));
  const verdicts = judged(result);
  return { ...recordedSchema.parse({ ...result, minutes }), verdicts };
}

const judged = ({
  preset,
  variants,
  data,
}: {
  readonly preset: string;
  readonly variants: readonly Tried[];
  readonly data: { readonly test: number };
}) => verdictsOn(findPreset(preset).expects, variants, data.test);

/** Those of the digits and of how often: they do not change the claim. */
const OF_THE_RECORDING: readonly (keyof Config)[] = ['data', 'sloppiness', 'seeds', 'replicates'];

interface Change {
  readonly label: string;
  readonly name: keyof Config;
  /** As JSON: in the run that was made, and in the preset. */
  readonly made: string;
  readonly now: string;
}

/** Where the runs that were made are not those of a preset; what they do not say is taken as it is now. @param made by variant @param train training digits that there were: a preset may ask for more, and takes them all */
export function changesFrom(
  preset: Pick<Preset, 'config' | 'variants'>,
  made: readonly { readonly label: string; readonly config: object }[],
  { train }: { readonly train: number },
): Change[] {
  return made.flatMap(({ label, config }, at) => {
    const wanted = parseConfig(preset.config, preset.variants[at]?.config ?? {});
    const then = parseConfig(wanted, config);
    const tookAll = then.labels === Math.min(wanted.labels, numTrained(wanted, train));
    const now = tookAll ? { ...wanted, labels: then.labels } : wanted;
    return differingSettings(then, now)
      .filter((name) => !OF_THE_RECORDING.includes(name))
      .map((name) => ({ label, name, made: JSON.stringify(then[name]), now: JSON.stringify(now[name]) }));
  });
}

/** What a preset has changed since it was recorded, e.g. "learningRate 0.003 (now 0.007)". */
export function changedSince(
  { variants, data }: Recorded,
  preset: Pick<Preset, 'config' | 'variants'>,
): string[] {
  const texts = changesFrom(preset, variants, data).map(
    ({ name, made, now }) => `${name} ${made} (now ${now})`,
  );
  return [...new Set(texts)];
}
