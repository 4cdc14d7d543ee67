/**
 * A run as one file: the result JSON of the command line, and beside it, as `kept`, all else that the record has. So the command
 * line reads what the page exports, and the page reads what the command line writes.
 */
import { z } from 'zod';
import type { NamedFile } from '../data/own/namedFile.ts';
import { messageOf } from '../experiment/messageOf.ts';
import type { RunRecord } from '../experiment/record.ts';
import { parseResultFile, resultFile } from '../experiment/resultFile.ts';
import type { ExperimentResult } from '../experiment/results.ts';
import { decodeArrays, encodeArrays } from './encodedArrays.ts';
import { recordOfResult } from './resultRecord.ts';
import { parsed, parseRecord } from './recordSchema.ts';

const FILE_SCHEMA = 1;
/** A run on 70 000 digits with a hundred students has less. */
const MAX_FILE_BYTES = 500_000_000;

export interface RunFile {
  readonly record: RunRecord;
  /** Given by a person. */
  readonly name: string | null;
  readonly classNames: readonly string[] | null;
}

/** What a file holds: a run, or an experiment of several, which has no record of its own. */
export type OpenedFile =
  | { readonly kind: 'run'; readonly run: RunFile }
  | { readonly kind: 'experiment'; readonly result: ExperimentResult };

export function writeRunFile({ record, name, classNames }: RunFile): string {
  const { result, ...rest } = record;
  const kept = { schema: FILE_SCHEMA, name, classNames, record: encodeArrays(rest) };
  return `${JSON.stringify({ ...result, kept })}\n`;
}

const keptSchema = z.looseObject({
  schema: z.number(),
  name: z.string().nullable(),
  classNames: z.array(z.string()).nullable(),
  record: z.looseObject({}),
});

/** @throws Error for people, naming the file, what it has and what was expected */
export async function readRunFile({ name, blob }: NamedFile): Promise<OpenedFile> {
  if (blob.size > MAX_FILE_BYTES)
    throw new Error(`${name} has ${blob.size} bytes; a file of a run has at most ${MAX_FILE_BYTES}.`);
  const text = await blob.text();
  const json = parsedJson(name, text);
  if (typeof json !== 'object' || json === null || !('kept' in json)) return ofCommandLine(name, text);
  const { kept, ...result } = json;
  const { schema, ...file } = parsed(name, keptSchema, kept);
  if (schema > FILE_SCHEMA)
    throw new Error(
      `${name} was written by a newer version of this page (schema ${schema}; this one reads ${FILE_SCHEMA}). Reload the page to get that.`,
    );
  const hasResult = Object.keys(result).length > 0;
  const record = { ...decoded(name, file.record), result: hasResult ? result : null };
  return {
    kind: 'run',
    run: { record: parseRecord(name, record), name: file.name, classNames: file.classNames },
  };
}

function parsedJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(
      `${name} is not JSON, or is cut off after ${text.length} characters; expected a run that this page exported, or a result of --json.`,
    );
  }
}

function decoded(name: string, value: object): object {
  try {
    return Object(decodeArrays(value)) as object;
  } catch (error) {
    throw new Error(`${name} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

/** A result of --json: its numbers, without curve, networks and test digits. */
function ofCommandLine(name: string, text: string): OpenedFile {
  const experiment = parseResultFile(name, text);
  const whole = resultFile(experiment);
  if ('variants' in whole) return { kind: 'experiment', result: experiment };
  const record = parseRecord(name, recordOfResult(whole));
  return { kind: 'run', run: { record, name: null, classNames: null } };
}
