/** A record of a run as it comes from storage or from a file: of another version, cut off, or made by anybody, until it is read here. */
import { z } from 'zod';
import { NUM_CLASSES, NUM_PIXELS } from '../distillation/shape.ts';
import { requireReader } from '../distillation/forward.ts';
import { ARMS } from '../experiment/arms.ts';
import { configSchema } from '../experiment/config.ts';
import { messageOf } from '../experiment/messageOf.ts';
import { readBy } from '../experiment/readBy.ts';
import type { RunRecord } from '../experiment/record.ts';
import { gainSchema, intervalSchema, unseenSchema } from '../experiment/resultSchema.ts';

// What a later page may have added goes through: whoever writes the record again loses nothing.

/** Losses overflow in runs that go wrong, and are kept so. */
const loss = z.custom<number>((value) => typeof value === 'number', 'expected a number');
const share = z.number().min(0).max(1);
const count = z.number().int().min(0);
const names = z.array(z.string()).nullable();
const choice = configSchema.pick({ data: true, sloppiness: true });

const dataSchema = z.looseObject({
  id: z.string(),
  source: choice,
  name: z.string(),
  provenance: z.string(),
  numTrain: count,
  numTest: count,
  numUnlabelled: count,
  isEndless: z.boolean(),
  classNames: names.optional(),
  remarks: z.array(z.looseObject({ text: z.string(), mend: z.string().nullable() })).optional(),
});

const metricsSchema = z.looseObject({
  accuracy: share,
  errors: count,
  numTested: count,
  nll: loss,
  ece: loss,
  reliability: z.array(z.looseObject({ count, meanConfidence: z.number(), accuracy: z.number() })),
  confusion: z.array(count),
});
const armReportSchema = z.looseObject({
  name: z.enum(ARMS),
  seeds: z.array(metricsSchema.extend({ agreement: share, meanKl: loss })).min(1),
  hardLoss: loss.nullable(),
  softLoss: loss.nullable(),
});

const spreadSchema = z.looseObject({ mean: loss, min: loss, max: loss });
const armPointSchema = z.looseObject({
  accuracy: spreadSchema,
  agreement: spreadSchema,
  nll: spreadSchema,
  meanKl: spreadSchema,
  hardLoss: spreadSchema.nullable(),
  softLoss: spreadSchema.nullable(),
});
export const curveSchema = z.array(
  z.looseObject({
    epoch: z.number(),
    arms: z.looseObject({ standalone: armPointSchema, distilled: armPointSchema }),
  }),
);

const floats = z.instanceof(Float32Array);
const bytes = z.instanceof(Uint8Array);
const layerSchema = z.looseObject({
  numInputs: count,
  numOutputs: count,
  convolution: z
    .object({
      inputSide: count,
      channels: count,
      size: count,
      stride: count,
      pool: count,
      padding: count.exactOptional(),
    })
    .nullable(),
  weights: floats,
  bias: floats,
});
const predictorSchema = z
  .object({
    networks: z.array(z.looseObject({ layers: z.array(layerSchema).min(1) })).min(1),
    average: z.enum(['probabilities', 'logits']),
  })
  .superRefine(({ networks }, context) => {
    try {
      networks.forEach((network) => requireReader(network, 'a network'));
    } catch (error) {
      context.addIssue({ code: 'custom', message: messageOf(error) });
    }
  });

const readingsSchema = z
  .looseObject({
    images: bytes,
    labels: bytes,
    teacher: floats,
    arms: z.array(z.looseObject({ name: z.enum(ARMS), seeds: z.array(floats).min(1) })),
  })
  .superRefine(({ images, labels, teacher, arms }, context) => {
    const fault = (message: string) => context.addIssue({ code: 'custom', message });
    const wrong = labels.find((label) => label >= NUM_CLASSES);
    if (wrong !== undefined) fault(`a label is ${wrong}; 0 … ${NUM_CLASSES - 1} were expected`);
    const pixels = NUM_PIXELS * labels.length;
    if (images.length !== pixels) fault(`there are ${images.length} pixels; ${pixels} were expected`);
    for (const logits of [teacher, ...arms.flatMap(({ seeds }) => seeds)]) {
      const expected = NUM_CLASSES * labels.length;
      const odd = logits.find((logit) => !Number.isFinite(logit));
      if (logits.length !== expected)
        fault(`a network has ${logits.length} logits; ${expected} were expected`);
      if (odd !== undefined) fault(`a logit is ${odd}; numbers were expected`);
    }
  });

const perSeed = z.array(z.number()).min(1);
const network = { parameters: count, bytes: count, multiplyAdds: count, latencyMs: z.number() };
const resultSchema = z.looseObject({
  schema: z.number(),
  preset: z.string(),
  config: configSchema,
  data: z.looseObject({ id: z.string().nullable(), name: z.string(), train: count, test: count }),
  backend: z.string(),
  teacher: z.looseObject({
    ...network,
    name: z.string(),
    accuracy: share,
    errors: z.number(),
    nll: loss,
    ece: loss,
    confusion: z.array(z.number()),
  }),
  arms: z
    .array(
      z.looseObject({
        ...network,
        name: z.enum(ARMS),
        temperature: z.number(),
        softWeight: z.number(),
        seeds: perSeed,
        accuracy: perSeed,
        errors: perSeed,
        agreement: perSeed,
        nll: z.array(loss),
        ece: z.array(loss),
        meanKl: z.array(loss),
        confusion: z.array(z.array(z.number())),
        unseen: z.array(unseenSchema).optional(),
        meanAccuracy: z.number(),
        sdAccuracy: z.number().nullable(),
        gain: gainSchema.nullable(),
      }),
    )
    .min(2),
  gain: gainSchema,
  gapClosed: z.looseObject({ share: z.number().nullable(), ci95: intervalSchema }),
  replicates: z.array(
    z.looseObject({
      seed: z.number(),
      teacher: z.looseObject({ name: z.string(), accuracy: share, errors: z.number(), outcomes: z.string() }),
      arms: z.array(
        z.looseObject({ name: z.enum(ARMS), seeds: z.array(z.number()), outcomes: z.array(z.string()) }),
      ),
      pairs: z.array(z.number()),
    }),
  ),
  timing: z.looseObject({
    totalMs: z.number(),
    stepMs: z.number().optional(),
    imagesPerSecond: z.number().optional(),
  }),
  versions: z.record(z.string(), z.string()),
});

export const recordSchema = z.looseObject({
  config: configSchema,
  data: dataSchema,
  backend: z.string().nullable(),
  curve: curveSchema,
  curveOver: z.looseObject({ digits: count, seeds: count }).nullable(),
  teacher: metricsSchema.nullable(),
  arms: z.array(armReportSchema),
  weights: z.looseObject({
    teacher: predictorSchema.optional(),
    standalone: predictorSchema.optional(),
    distilled: predictorSchema.optional(),
  }),
  readings: readingsSchema.nullable(),
  result: resultSchema.nullable(),
});

/** Characters of a value that a message repeats. */
const MAX_QUOTED = 60;

/** @param what is read, e.g. "The kept run" @throws Error that names the first fault, with what was received */
export function parseRecord(what: string, value: unknown): RunRecord {
  return parsed(what, recordSchema, value) as RunRecord;
}

/** @throws Error as parseRecord */
export function parsed<Schema extends z.ZodType>(
  what: string,
  schema: Schema,
  value: unknown,
): z.infer<Schema> {
  const read = readBy(schema, value);
  if (!read.issue) return read.data;
  const { path, message } = read.issue;
  const found = path.reduce<unknown>((at, name) => Reflect.get(Object(at) as object, name), value);
  const isPlain = typeof found === 'number' || typeof found === 'string' || typeof found === 'boolean';
  const got = isPlain ? `; got ${String(found).slice(0, MAX_QUOTED)}` : '';
  const where = path.length > 0 ? `${path.map(String).join('.')}: ` : '';
  throw new Error(`${what} cannot be read: ${where}${message}${got}.`);
}
