/** What a result file must be to be shown, joined and judged: every number that is used, and lists that belong together. */
import { z } from 'zod';
import { ARMS } from './arms.ts';
import { MAX_SHARDS, RESULT_SCHEMA } from './results.ts';

const MAX_DIGITS = 10_000_000;
const count = z.number().int().min(0);
const share = z.number().min(0).max(1);
const perSeed = z.array(z.number()).min(1);
export const intervalSchema = z.tuple([z.number(), z.number()]).nullable();

/** Percentage points between two shares; a sum of such is a little beyond. */
const points = z.number().min(-101).max(101);

export const gainSchema = z.looseObject({
  mean: points,
  ci95: intervalSchema,
  covers: z.enum(['replicates, students and test digits', 'students and test digits', 'students']),
  lack: z.enum(['one student', 'few digits', 'no spread']).nullable(),
  variance: z
    .object({ students: z.number().nullable(), replicates: z.number().nullable(), digits: z.number() })
    .nullable(),
  studentsCi95: intervalSchema,
  firstStage: z.number(),
  pairs: z.array(points).min(1),
  perReplicate: z.array(count).min(1),
  mcnemarP: z.number(),
});

export const unseenSchema = z.looseObject({
  digits: z.array(count),
  numTested: count,
  errors: count,
  wrong: count,
  shift: z.number(),
  shiftedErrors: count,
  shiftedWrong: count,
  curve: z.array(z.looseObject({ shift: z.number(), trainErrors: count, errors: count, wrong: count })),
});

const armSchema = z.looseObject({
  name: z.enum(ARMS),
  temperature: z.number(),
  softWeight: z.number(),
  parameters: z.number(),
  seeds: perSeed,
  accuracy: z.array(share).min(1),
  errors: perSeed,
  agreement: perSeed,
  nll: perSeed,
  ece: perSeed,
  meanKl: perSeed,
  confusion: z.array(z.array(z.number())).min(1),
  heldOutAccuracy: z.array(share).optional(),
  unseen: z.array(unseenSchema).optional(),
  meanAccuracy: share,
  sdAccuracy: z.number().nullable(),
  gain: gainSchema.nullable(),
});
type Arm = z.infer<typeof armSchema>;
/** What an arm has one of for each of its seeds; the last two not always. */
const BY_SEED = ['seeds', 'accuracy', 'errors', 'agreement', 'nll', 'ece', 'meanKl', 'confusion'] as const;

const replicateSchema = z.looseObject({
  seed: z.number(),
  teacher: z.looseObject({
    name: z.string(),
    accuracy: share,
    errors: z.number(),
    outcomes: z.string(),
    nll: z.number().optional(),
    ece: z.number().optional(),
    confusion: z.array(z.number()).optional(),
  }),
  arms: z.array(
    z.looseObject({
      name: z.enum(ARMS),
      seeds: z.array(z.number()).min(1),
      outcomes: z.array(z.string()),
      heldOut: z.array(z.string()).optional(),
    }),
  ),
  pairs: z.array(z.number()),
});

const timingSchema = z.looseObject({
  totalMs: z.number(),
  stepMs: z.number().optional(),
  imagesPerSecond: z.number().optional(),
});

/** A finished variant, as the latest schema has it. */
export const finishedSchema = z
  .looseObject({
    teacher: z.looseObject({
      name: z.string(),
      parameters: z.number(),
      accuracy: share,
      errors: z.number(),
      nll: z.number(),
      ece: z.number(),
      confusion: z.array(z.number()),
    }),
    arms: z.array(armSchema).min(2),
    gain: gainSchema,
    gapClosed: z.looseObject({ share: z.number().nullable(), ci95: intervalSchema }),
    replicates: z.array(replicateSchema),
    timing: timingSchema,
  })
  .superRefine(({ arms, gain, replicates }, context) => {
    const fault = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    if (arms.length < 2) return; // that is said already
    const numSeeds = arms[0]!.seeds.length;
    arms.forEach((arm, at) => {
      const odd = oddListOf(arm, numSeeds);
      if (odd) fault(['arms', at, odd], `does not have one value for each of ${numSeeds} seeds`);
      if (at > 0 && !arm.gain) fault(['arms', at, 'gain'], 'is missing');
      if (arm.gain && !isOf(arm.gain, numSeeds)) fault(['arms', at, 'gain', 'pairs'], UNLIKE_ARMS);
    });
    if (!isOf(gain, numSeeds)) fault(['gain', 'pairs'], UNLIKE_ARMS);
    const { perReplicate } = gain;
    if (replicates.length > 0 && replicates.length !== perReplicate.length)
      fault(['replicates'], `are ${replicates.length}, and the gain is over ${perReplicate.length}`);
    replicates.forEach(({ arms: own }, at) => {
      const isWhole = own.every(
        ({ seeds, outcomes }) => outcomes.length === perReplicate[at] && seeds.length === perReplicate[at],
      );
      if (own.length !== arms.length || !isWhole) fault(['replicates', at, 'arms'], UNLIKE_ARMS);
    });
  });

const UNLIKE_ARMS = 'has other arms or seeds than the result';

function oddListOf(arm: Arm, numSeeds: number): string | undefined {
  const lists = { heldOutAccuracy: arm.heldOutAccuracy, unseen: arm.unseen };
  const optional = Object.entries(lists).find(([, list]) => list && list.length !== numSeeds)?.[0];
  return BY_SEED.find((name) => arm[name].length !== numSeeds) ?? optional;
}

function isOf({ pairs, perReplicate }: z.infer<typeof gainSchema>, numSeeds: number): boolean {
  const inAll = perReplicate.reduce((sum, each) => sum + each, 0);
  return pairs.length === numSeeds && inAll === numSeeds && perReplicate.every((each) => each > 0);
}

const settings = z.looseObject({
  seed: z.number().optional(),
  seeds: z.number().optional(),
  replicates: z.number().optional(),
  labels: z.number().optional(),
});

/** What every file has, of whatever schema. */
export const commonSchema = z.looseObject({
  schema: z.literal([1, 2, 3, RESULT_SCHEMA]),
  preset: z.string(),
  config: settings,
  data: z.looseObject({
    id: z.string().nullish(), // schema 1 had none
    name: z.string(),
    train: count.max(MAX_DIGITS),
    test: count.max(MAX_DIGITS),
  }),
  backend: z.string(),
  timing: timingSchema,
  versions: z.record(z.string(), z.string()),
});

/** As much of a finished variant as the older schemas have, from which it is made one of the latest. */
const ofOlder = z.looseObject({
  ci95: intervalSchema,
  pairs: perSeed,
});
export const olderSchema = z.looseObject({
  arms: z
    .array(z.looseObject({ accuracy: perSeed, sdAccuracy: z.number().nullable(), gain: ofOlder.nullish() }))
    .min(2),
  gain: ofOlder,
});

export const manySchema = commonSchema.extend({
  axes: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  variants: z.array(
    z.looseObject({ index: count, label: z.string(), config: settings, problem: z.string().nullable() }),
  ),
  unfinished: z.array(z.string()),
  shard: z
    .object({ index: count, count: z.number().int().min(1).max(MAX_SHARDS) })
    .refine(({ index, count: all }) => index < all, 'is none of its shards')
    .nullable(),
  underWay: z
    .looseObject({
      labels: z.array(z.string()),
      epoch: z.number(),
      numTested: z.number(),
      accuracy: z.array(z.array(z.number())),
    })
    .optional(),
});
