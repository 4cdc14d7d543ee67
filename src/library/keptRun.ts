/** What is known of a kept run without opening it: enough for a list and a picture of its verdict. */
import { z } from 'zod';
import { ARMS } from '../experiment/arms.ts';
import { configSchema, type Config } from '../experiment/config.ts';
import type { DataSummary } from '../experiment/events.ts';
import type { RunRecord } from '../experiment/record.ts';
import type { Gain } from '../experiment/results.ts';
import { gainSchema } from '../experiment/resultSchema.ts';
import { sizeOf } from './typedArrays.ts';

export interface KeptRun {
  readonly id: string;
  /** Given by a person; null where nobody gave one. */
  readonly name: string | null;
  /** Milliseconds since 1970. */
  readonly keptAt: number;
  readonly config: Config;
  readonly data: Pick<DataSummary, 'id' | 'name' | 'numTest'>;
  /** Of its set, where a person named them. */
  readonly classNames: readonly string[] | null;
  readonly backend: string | null;
  /** That its students reached; 0 before any. */
  readonly epoch: number;
  readonly teacher: { readonly accuracy: number } | null;
  /** Standalone first, by seed; empty before there were students. */
  readonly arms: readonly { readonly accuracy: readonly number[]; readonly errors: readonly number[] }[];
  /** Null where the run was interrupted. */
  readonly gain: Gain | null;
  /** Of its numbers, without the test digits that it shares with others of its set. */
  readonly bytes: number;
  readonly digitBytes: number;
}

export const KEPT_SCHEMA = 1;

export const keptRunSchema = z.object({
  id: z.string().min(1),
  name: z.string().nullable(),
  keptAt: z.number(),
  config: configSchema,
  data: z.object({ id: z.string(), name: z.string(), numTest: z.number() }),
  classNames: z.array(z.string()).nullable(),
  backend: z.string().nullable(),
  epoch: z.number(),
  teacher: z.object({ accuracy: z.number() }).nullable(),
  arms: z.array(z.object({ accuracy: z.array(z.number()).min(1), errors: z.array(z.number()).min(1) })),
  gain: gainSchema.nullable(),
  bytes: z.number(),
  digitBytes: z.number(),
});

/** @param keptAt milliseconds since 1970 @param classNames as a person named those of its set */
export function keptRunOf(
  record: RunRecord,
  { id, keptAt, classNames }: Pick<KeptRun, 'id' | 'keptAt' | 'classNames'>,
): KeptRun {
  const { config, data, backend, curve, readings, result } = record;
  const teacher = result?.teacher ?? record.teacher;
  const { images, labels, ...logits } = readings ?? {};
  return {
    id,
    name: null,
    keptAt,
    config,
    data: { id: data.id, name: data.name, numTest: data.numTest },
    classNames,
    backend,
    epoch: curve.at(-1)?.epoch ?? 0,
    teacher: teacher && { accuracy: teacher.accuracy },
    arms: ARMS.flatMap((name) => armOf(record, name)),
    gain: result?.gain ?? null,
    bytes: sizeOf({ ...record, readings: logits }),
    digitBytes: sizeOf({ images, labels }),
  };
}

function armOf({ arms, result }: RunRecord, name: (typeof ARMS)[number]): KeptRun['arms'] {
  const found = result?.arms.find((arm) => arm.name === name);
  if (found) return [{ accuracy: found.accuracy, errors: found.errors }];
  const live = arms.find((arm) => arm.name === name)?.seeds;
  return live
    ? [{ accuracy: live.map((each) => each.accuracy), errors: live.map((each) => each.errors) }]
    : [];
}

/** The same settings on the same digits with the same numbers: kept twice, one would say nothing that the other does not. */
export function isSameRun(one: KeptRun, other: KeptRun): boolean {
  const told = ({ config, data, backend, arms, gain }: KeptRun) =>
    JSON.stringify([config, data.id, backend, arms, gain]);
  return one.gain !== null && told(one) === told(other);
}
