import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { parseResultFile, resultFile } from '../../../src/experiment/resultFile.ts';
import { mergeShards } from '../../../src/experiment/merge.ts';
import { decodeArrays, encodeArrays } from '../../../src/library/encodedArrays.ts';
import { readRunFile, writeRunFile, type OpenedFile, type RunFile } from '../../../src/library/runFile.ts';
import { finishedRecord, interruptedRecord } from '../../support/keptRecords.ts';

const open = (text: string, name = 'run.json') => readRunFile({ name, blob: new Blob([text]) });
function runIn(opened: OpenedFile): RunFile {
  if (opened.kind !== 'run') throw new Error('This is no run.');
  return opened.run;
}

describe('a run as a file', () => {
  it.each([
    ['finished', finishedRecord()],
    ['interrupted', interruptedRecord()],
  ])('%s comes back to the bit', async (_, record) => {
    const file = { record, name: 'mine', classNames: 'abcdefghij'.split('') };
    expect(runIn(await open(writeRunFile(file)))).toEqual(file);
  });

  it('carries every float and byte, and numbers that JSON has not', () => {
    fc.assert(
      fc.property(
        fc.float32Array({ minLength: 0 }),
        fc.uint8Array(),
        fc.double(),
        (floats, bytes, number) => {
          const value = { floats, deep: [{ bytes }, number] };
          const read = decodeArrays(JSON.parse(JSON.stringify(encodeArrays(value)))) as typeof value;
          expect(new Uint32Array(read.floats.slice().buffer)).toEqual(new Uint32Array(floats.slice().buffer));
          expect(read.deep).toEqual([{ bytes }, number]);
        },
      ),
    );
  });

  it('is a result file for the command line: read, and merged', () => {
    const record = finishedRecord();
    const result = parseResultFile('run.json', writeRunFile({ record, name: null, classNames: null }));
    expect(result.variants[0]).toMatchObject({ gain: record.result!.gain, config: record.result!.config });
    expect(mergeShards([{ file: 'run.json', result }]).variants).toHaveLength(1);
    expect(resultFile(result)).toEqual(record.result);
  });

  it('that is interrupted is no result, and is refused as one', () => {
    const text = writeRunFile({ record: interruptedRecord(), name: null, classNames: null });
    expect(() => parseResultFile('run.json', text)).toThrow('run.json is not a result of --json');
  });

  it('of the command line is a record with its numbers, and without what it has not', async () => {
    const result = finishedRecord().result!;
    const { record } = runIn(await open(JSON.stringify(result)));
    expect(record).toMatchObject({
      result,
      curve: [],
      weights: {},
      readings: null,
      data: { id: result.data.id },
    });
    expect(record.teacher?.accuracy).toBe(result.teacher.accuracy);
    expect(record.arms.map(({ seeds }) => seeds.map(({ accuracy }) => accuracy))).toEqual(
      result.arms.map(({ accuracy }) => accuracy),
    );
  });

  it('of several variants is an experiment', async () => {
    const experiment = parseResultFile('a', JSON.stringify(finishedRecord().result));
    const [variant] = experiment.variants;
    const two = { ...experiment, variants: [variant!, { ...variant!, index: 1, label: 'other' }] };
    const opened = await open(JSON.stringify(resultFile(two)));
    expect(opened).toMatchObject({ kind: 'experiment', result: { variants: [{}, { label: 'other' }] } });
  });
});

describe('a file that is refused', () => {
  const text = writeRunFile({ record: finishedRecord(), name: null, classNames: null });
  const changed = (change: (json: { kept: Record<string, unknown> }) => void) => {
    const json = JSON.parse(text) as { kept: Record<string, unknown> };
    change(json);
    return JSON.stringify(json);
  };
  const bias = Float32Array.from({ length: 10 }, (_, at) => at + 0.1);
  const encoded = (value: Float32Array) => (encodeArrays(value) as { float32: string }).float32;

  it.each([
    ['is cut in half', text.slice(0, text.length / 2), 'run.json is not JSON, or is cut off after'],
    ['is empty', '', 'cut off after 0 characters'],
    [
      'is of a newer version',
      changed(({ kept }) => (kept['schema'] = 2)),
      'newer version of this page (schema 2; this one reads 1)',
    ],
    [
      'has NaN for a weight',
      text.replaceAll(encoded(bias), encoded(bias.map((value) => (value > 5 ? NaN : value)))),
      'has a weight that is NaN',
    ],
    [
      'has weights that are cut off',
      text.replaceAll(encoded(bias), encoded(bias.slice(1))),
      '9 biases; 7840 and 10 were expected',
    ],
    ['has weights that are no base64', text.replaceAll(encoded(bias), '!!!!'), 'is no base64: "!!!!'],
    ['has weights of half a number', text.replaceAll(encoded(bias), 'AAAA'), '3 bytes; a multiple of 4'],
    [
      'has a setting that is none',
      changed(({ kept }) => Object.assign((kept['record'] as { config: object }).config, { seeds: 1e9 })),
      'got 1000000000',
    ],
    [
      'is nested deep',
      text.replace('"record":', `"record":{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}},"other":`),
      'run.json cannot be read: Lists lie in lists more than 100 deep',
    ],
    ['is other JSON', '[1, 2]', 'run.json is not a result of --json'],
    ['is the number 7', '7', 'run.json is not a result of --json'],
  ])('%s', async (_, broken, why) => {
    await expect(open(broken)).rejects.toThrow(why);
  });

  it('has 2 GB: it is not even read', async () => {
    const blob = { size: 2 ** 31, text: () => Promise.reject(new Error('It was read.')) } as Blob;
    await expect(readRunFile({ name: 'big.json', blob })).rejects.toThrow(
      'big.json has 2147483648 bytes; a file of a run has at most 500000000.',
    );
  });

  it('survives any change of one character', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length - 1),
        fc.string({ minLength: 1, maxLength: 1 }),
        async (at, other) => {
          const broken = text.slice(0, at) + other + text.slice(at + 1);
          await open(broken).then(
            (opened) => expect(['run', 'experiment']).toContain(opened.kind),
            (error: Error) => expect(error.message).toContain('run.json'),
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});
