import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDone } from '../../../src/cli/resume.ts';
import type { Backend } from '../../../src/engine/backend.ts';
import { factsOf } from '../../../src/engine/experiment.ts';
import type { DigitSet } from '../../../src/data/digitSet.ts';
import { planExperiment } from '../../../src/experiment/plan.ts';
import { findPreset } from '../../../src/experiment/presets.ts';
import type { ExperimentResult, VariantResult } from '../../../src/experiment/results.ts';
import { resultOf } from '../../../src/experiment/resultsSoFar.ts';
import { someDigits } from '../../support/digitFiles.ts';

const digits: DigitSet = {
  ...{ id: 'own-1', source: { data: 'own', sloppiness: 'mid' }, name: 'Some digits', provenance: '' },
  ...{ train: someDigits(60), test: someDigits(40) },
};
const backend: Backend = { name: 'wasm', label: 'wasm SIMD', version: '', alternative: null, notes: [] };
const plan = planExperiment(findPreset('few-labels'));
const prepared = { plan, digits, backend };
const refused = ({ index, label, config }: (typeof plan.variants)[number]): VariantResult => ({
  ...{ index, label, config, problem: 'It was refused.' },
});
const halfDone = resultOf(
  plan,
  factsOf({ digits, backend: backend.label }),
  { done: new Map([[1, refused(plan.variants[1]!)]]), students: new Map() },
  5,
);

let [folder, file] = ['', ''];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resume-'));
  file = join(folder, 'result.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('a file to go on from', () => {
  it('of the same experiment gives what is done, written by an older version, too', async () => {
    for (const schema of [1, 2, 3]) {
      await writeFile(file, JSON.stringify({ ...halfDone, schema }));
      expect((await readDone(file, prepared, null))!.variants).toEqual(halfDone.variants);
    }
  });

  const withRun = (change: Partial<VariantResult>): Partial<ExperimentResult> => ({
    variants: [{ ...halfDone.variants[0]!, ...change } as VariantResult],
  });
  it.each<[string, Partial<ExperimentResult> | { schema: number }, string]>([
    ['another preset', { preset: 'default' }, 'preset is "default" in it, and "few-labels" is asked for'],
    [
      'another config',
      { config: { ...plan.config, hidden: [5] } },
      'hidden is [5] in it, and [128] is asked',
    ],
    ['other digits', { data: { ...halfDone.data, id: 'own-2' } }, 'digits is {"id":"own-2"'],
    [
      'another kind of arithmetic',
      { backend: 'cpu' },
      'backend is "cpu" in it, and "wasm SIMD" is asked for',
    ],
    ['another version of tfjs', { versions: { tfjs: '3.0.0' } }, 'versions is {"tfjs":"3.0.0"} in it'],
    ['a shard', { shard: { index: 0, count: 2 } }, 'number of shards is 2 in it, and null is asked for'],
    [
      'a preset whose runs were others once',
      withRun({ config: { ...plan.variants[1]!.config, epochs: 7 } }),
      'epochs of "500 labels" is 7 in it, and 200 is asked for',
    ],
    [
      'runs in another order',
      withRun({ index: 2 }),
      'run 2 is 500 labels in it, and 100 labels is asked for',
    ],
    ['a later schema', { schema: 5 }, 'schema Invalid option: expected one of 1|2|3|4; got 5'],
  ])('of %s is refused with what was found and expected, and stays as it is', async (_, change, reason) => {
    const text = JSON.stringify({ ...halfDone, ...change });
    await writeFile(file, text);
    await expect(readDone(file, prepared, null)).rejects.toThrow(reason);
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('that is no result, or a folder, is refused', async () => {
    await writeFile(file, '{');
    await expect(readDone(file, prepared, null)).rejects.toThrow('is not JSON');
    await expect(readDone(folder, prepared, null)).rejects.toThrow('cannot be read');
  });
});
