/** A run under way as it comes from the browser's storage: of another version, cut off, or of anybody, until it is read here. */
import { z } from 'zod';
import { PHASES } from '../experiment/checkpoint.ts';
import { configSchema } from '../experiment/config.ts';
import { curveSchema, recordSchema } from '../library/recordSchema.ts';
import { RUN_STATUSES } from './runState.ts';

export const SNAPSHOT_VERSION = 2; // 1 had its floats in arrays

const count = z.number().int().min(0);

const runSchema = z.looseObject({
  runId: count,
  status: z.enum(RUN_STATUSES),
  phase: z.enum(PHASES),
  step: count,
  numSteps: count,
  epoch: z.number(),
  phaseStartedMs: z.number(),
  pausedAtMs: z.number().nullable(),
  message: z.string().nullable(),
  marks: z.array(z.looseObject({ epoch: z.number(), text: z.string() })),
  record: recordSchema.nullable(),
  more: recordSchema.nullable(),
  goal: z.looseObject({ seeds: count, replicates: count }).nullable(),
  keptAs: z.string().nullable(),
  before: z.looseObject({ name: z.string(), curve: curveSchema }).nullable(),
});

export const keptSchema = z.looseObject({
  version: z.literal(SNAPSHOT_VERSION),
  run: runSchema,
  inPhaseMs: z.number(),
  config: configSchema,
  seeds: z.array(z.number()).nullable(),
  teacherId: z.string().nullable(),
  checkpoint: z
    .looseObject({ frame: z.string(), floats: z.instanceof(Blob).or(z.instanceof(ArrayBuffer)) })
    .nullable(),
  base: z.number().nullable(),
});

export const baseSchema = z.looseObject({ number: z.number(), record: recordSchema });
