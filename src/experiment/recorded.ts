/** Results that lie beside the code: as much of an experiment as a table or a card asks for. */
import { z } from 'zod';
import { DEFAULT_CONFIG } from './config.ts';
import { findPreset } from './presets.ts';
import {
  RESULT_SCHEMA,
  type ArmResult,
  type ExperimentResult,
  type RunResult,
  type VariantResult,
} from './results.ts';
import { differingSettings } from './settings.ts';

const perSeed = z.array(z.number()).readonly();
const interval = z.tuple([z.number(), z.number()]).readonly().nullable();
const unseenSchema = z.object({
  digits: perSeed,
  ...{ numTested: z.number(), errors: z.number(), wrong: z.number() },
  ...{ shift: z.number(), shiftedErrors: z.number(), shiftedWrong: z.number() },
});
const armSchema = z.object({
  name: z.enum(['standalone', 'distilled']),
  ...{ temperature: z.number(), softWeight: z.number(), parameters: z.number() },
  ...{ seeds: perSeed, accuracy: perSeed, errors: perSeed, agreement: perSeed, nll: perSeed, ece: perSeed },
  unseen: z.array(unseenSchema).readonly().optional(),
});
const foundSchema = z.object({
  problem: z.null(),
  teacher: z.object({ name: z.string(), parameters: z.number(), accuracy: z.number(), errors: z.number() }),
  arms: z.array(armSchema).readonly(),
  gain: z.object({ mean: z.number(), ci95: interval, pairs: perSeed, mcnemarP: z.number() }),
  gapClosed: z.object({ share: z.number().nullable(), ci95: interval }),
});
const common = z.object({ label: z.string(), config: z.record(z.string(), z.unknown()) });
const recordedSchema = z.object({
  schema: z.literal(RESULT_SCHEMA),
  preset: z.string(),
  data: z.object({ name: z.string(), train: z.number(), test: z.number() }),
  backend: z.string(),
  /** Of training and measuring, on the machine where it was made. */
  minutes: z.number(),
  variants: z.array(z.union([common.and(foundSchema), common.extend({ problem: z.string() })])),
});

export type Recorded = z.infer<typeof recordedSchema>;
/** A run of an experiment, recorded or fresh. */
export type Finding = Recorded['variants'][number];

/** @throws Error naming what is wrong with it */
export function parseRecorded(file: string, json: unknown): Recorded {
  const read = recordedSchema.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`${file} is not a recorded result: ${issue?.path.join('.')} ${issue?.message}.`);
}

/** @param result as written by --json @throws UnknownPresetError */
export function recordOf(result: RunResult | ExperimentResult): Recorded {
  const { preset, data, backend, timing } = result;
  const variants: readonly VariantResult[] =
    'variants' in result
      ? result.variants
      : [{ ...result, index: 0, label: findPreset(preset).variants[0]!.label, problem: null }];
  return {
    ...{ schema: RESULT_SCHEMA, preset, data, backend },
    minutes: Number((timing.totalMs / 60_000).toFixed(1)),
    variants: variants.map(findingOf),
  };
}

function findingOf(variant: VariantResult): Finding {
  const { label, problem } = variant;
  const changed = differingSettings(variant.config, DEFAULT_CONFIG);
  const config = Object.fromEntries(changed.map((name) => [name, variant.config[name]]));
  if (problem !== null) return { label, config, problem };
  const { teacher, arms, gain, gapClosed } = variant;
  const { name, parameters, accuracy, errors } = teacher;
  return {
    ...{ label, config, problem, gain, gapClosed },
    teacher: { name, parameters, accuracy, errors },
    arms: arms.map(armOf),
  };
}

function armOf(arm: ArmResult) {
  const { name, temperature, softWeight, parameters, seeds, accuracy, errors, agreement, nll, ece, unseen } =
    arm;
  return {
    ...{ name, temperature, softWeight, parameters, seeds, accuracy, errors, agreement, nll, ece },
    ...(unseen && {
      unseen: unseen.map(({ digits, numTested, shift, ...counts }) => ({
        ...{ digits, numTested, shift, errors: counts.errors, wrong: counts.wrong },
        ...{ shiftedErrors: counts.shiftedErrors, shiftedWrong: counts.shiftedWrong },
      })),
    }),
  };
}
