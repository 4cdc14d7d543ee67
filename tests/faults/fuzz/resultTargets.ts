/** Results as files: what --json, the page and a class bring, and what is made of them. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe } from '../../../src/cli/describe.ts';
import { mergeShards } from '../../../src/experiment/merge.ts';
import { packOutcomes, unpackOutcomes } from '../../../src/experiment/outcomes.ts';
import { findPreset } from '../../../src/experiment/presets.ts';
import { poolFiles } from '../../../src/experiment/poolFiles.ts';
import { parseRecorded, recordOf } from '../../../src/experiment/recorded.ts';
import { parseResultFile, resultFile } from '../../../src/experiment/resultFile.ts';
import type { ExperimentResult } from '../../../src/experiment/results.ts';
import { decodeArrays, encodeArrays } from '../../../src/library/encodedArrays.ts';
import { readRunFile, writeRunFile, type OpenedFile } from '../../../src/library/runFile.ts';
import { finishedRecord, interruptedRecord } from '../../support/keptRecords.ts';
import { smallResult } from '../../support/smallResult.ts';
import { DEEP_JSON } from './hostile.ts';
import { lawful, requireText, target, type Target } from './law.ts';
import { mutatedJson, mutatedTree } from './mutations.ts';

const SINGLE = smallResult();
const parsed = (value: unknown): ExperimentResult => parseResultFile('a.json', JSON.stringify(value));
const ONE = parsed(SINGLE);
const SHARDS = [0, 1].map((index): ExperimentResult => ({
  ...ONE,
  shard: { index, count: 2 },
  variants: [{ ...ONE.variants[0]!, index, label: `run ${index}` }],
  unfinished: [`run ${1 - index}`],
}));
const REFUSED: ExperimentResult = {
  ...ONE,
  variants: [
    ONE.variants[0]!,
    { index: 1, label: 'b', config: ONE.config, problem: 'There are too few digits.' },
  ],
};
/** As older pages wrote it. */
const OLD = { ...SINGLE, schema: 1, replicates: undefined };
const files = mutatedJson(SINGLE, resultFile(REFUSED), resultFile(SHARDS[0]!), OLD, { ...SINGLE, schema: 3 });

/** What is read can be said, written, read again as the same, and joined. */
function requireWhole(result: ExperimentResult): void {
  requireText(describe(result));
  // A file of one run has the settings of that run, and no others.
  const again = { ...parsed(resultFile(result)), config: null };
  assert.deepEqual(again, JSON.parse(JSON.stringify({ ...result, config: null })));
}

/** Of others a result is not judged. */
function knownPreset(result: ExperimentResult): ExperimentResult {
  findPreset(result.preset);
  return result;
}

function merge([one, other]: readonly [string, string]): ExperimentResult {
  const read = [one, other].map((text, at) => {
    const file = `${at}.json`;
    return { file, result: parseResultFile(file, text) };
  });
  return knownPreset(mergeShards(read));
}

function pool(texts: readonly string[]): void {
  const { result, pooled, leftOut } = poolFiles(texts.map((text, at) => ({ file: `${at}.json`, text })));
  assert.equal(pooled.length + leftOut.length, texts.length);
  assert.equal(result === null, pooled.length === 0);
  for (const { why } of leftOut) requireText(why);
}

const RECORDED = recordOf({ ...ONE, preset: 'default' });
const RUNS = [finishedRecord(), interruptedRecord()].map((record) => {
  const text = writeRunFile({ record, name: 'mine', classNames: [...'abcdefghij'] });
  return JSON.parse(text) as unknown;
});

const readRun = (text: string) => readRunFile({ name: 'run.json', blob: new Blob([text]) });

async function requireSame(opened: OpenedFile): Promise<void> {
  if (opened.kind === 'experiment') return;
  const again = await readRun(writeRunFile(opened.run));
  assert.deepEqual(again, opened);
}

const outcomes = fc
  .array(fc.boolean(), { maxLength: 200 })
  .map((right) => [Uint8Array.from(right, Number), new Uint8Array(right.length).fill(1)] as const);

export const RESULT_TARGETS: Readonly<Record<string, Target>> = {
  'a result': target(files, (text) => knownPreset(parseResultFile('a.json', text)), requireWhole),
  'shards that are merged': target(
    fc.tuple(mutatedJson(...SHARDS, SINGLE), mutatedJson(...SHARDS, SINGLE)),
    merge,
    requireWhole,
  ),
  'results that are pooled': lawful(fc.array(files, { maxLength: 3 }), pool),
  'a recorded result': target(
    mutatedTree([() => structuredClone(RECORDED)]).map(
      (value) => JSON.parse(JSON.stringify(value) ?? 'null') as unknown,
    ),
    (value) => parseRecorded('a.json', value),
    (read) => assert.deepEqual(parseRecorded('a.json', JSON.parse(JSON.stringify(read))), read),
  ),
  'a run as a file': target(mutatedJson(...RUNS, SINGLE, resultFile(REFUSED)), readRun, requireSame, 30),
  'a run as a file, nested deep': target(
    fc.constantFrom(
      `{"kept":${DEEP_JSON}}`,
      `{"kept":{"schema":1,"name":null,"classNames":null,"record":{"a":${DEEP_JSON}}}}`,
      DEEP_JSON,
    ),
    readRun,
    requireSame,
    1,
  ),
  'numbers in base64': target(
    mutatedTree([() => encodeArrays({ a: Float32Array.of(1, NaN), b: [Uint8Array.of(7)] })]),
    (value) => decodeArrays(value),
    (read) => assert.deepEqual(decodeArrays(encodeArrays(read)), read),
  ),
  'outcomes of digits': lawful(outcomes, ([classes, labels]) => {
    assert.deepEqual(unpackOutcomes(packOutcomes(classes, labels), labels.length), classes);
  }),
};
