import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { betweenMarkers } from '../../../src/cli/files.ts';
import { readRecorded, record, tableOf } from '../../../src/cli/resultsTable.ts';
import { findingText } from '../../../src/experiment/words/findings.ts';
import { PRESETS } from '../../../src/experiment/presets.ts';
import { changedSince, parseRecorded, type Finding } from '../../../src/experiment/recorded.ts';
import { parseConfig } from '../../../src/experiment/settings.ts';

const arm = (name: 'standalone' | 'distilled', errors: number[]) => ({
  ...{
    name,
    temperature: 8,
    softWeight: 0.9,
    parameters: 10,
    seeds: [1, 2],
    errors,
    nll: [1, 1],
    ece: [0, 0],
  },
  ...{ accuracy: errors.map((count) => 1 - count / 1000), agreement: [0.5, 0.75] },
});
const finding: Finding = {
  ...{
    label: 'x',
    config: {},
    problem: null,
    teacher: { name: 't', parameters: 9, accuracy: 0.99, errors: 10 },
  },
  arms: [
    arm('standalone', [100, 110]),
    {
      ...arm('distilled', [80, 85]),
      unseen: [1, 2].map((shift) => ({
        digits: [3],
        numTested: 100,
        errors: 80,
        wrong: 40,
        shift,
        shiftedErrors: 60,
        shiftedWrong: 4,
      })),
    },
  ],
  gain: { mean: 2.25, ci95: [-0.93, 5.43], covers: 'students', lack: null, pairs: [2, 2.5], mcnemarP: 0.1 },
  gapClosed: { share: 0.2, ci95: null },
};

describe('the table of results', () => {
  it('says of each run what its preset measures', () => {
    expect(findingText(finding, ['gain', 'errors'])).toBe(
      '+2.25 points (−0.93 … +5.43 over students alone); errors 105.0 alone, 82.5 distilled, teacher 10',
    );
    expect(findingText(finding, ['agreement'])).toBe('agreement 62.50 % alone, 62.50 % distilled');
    expect(findingText(finding, ['unseen'])).toBe(
      '80.0 errors, 40.0 on the 100 of digit 3; with 1.5 added to their biases 60.0, 4.0',
    );
    expect(findingText({ label: 'x', config: {}, problem: 'It does not fit.' }, ['gain'])).toBe(
      'refused: It does not fit.',
    );
  });

  it('in the README is that of the recorded results', async () => {
    const recorded = await readRecorded();
    const readme = await readFile('README.md', 'utf8');
    expect(betweenMarkers('README.md', readme, 'experiments', tableOf(recorded))).toBe(readme);
  });

  it('is made of results of the runs that their presets have, and says what settings have changed since', async () => {
    for (const recorded of await readRecorded()) {
      const preset = PRESETS[recorded.preset]!;
      expect(recorded.variants.map(({ label }) => label)).toEqual(preset.variants.map(({ label }) => label));
      const changed = changedSince(recorded, preset);
      expect(tableOf([recorded]).includes('; recorded with ')).toBe(changed.length > 0);
      const [first, ...others] = recorded.variants;
      const faster = {
        ...recorded,
        variants: [{ ...first!, config: { ...first!.config, learningRate: 0.5 } }, ...others],
      };
      expect(changedSince(faster, preset).join()).toMatch(/learningRate 0\.5 \(now 0\.00\d\)/);
    }
  });

  it('refuses a README without its marks, and a file that is something else', () => {
    expect(() => betweenMarkers('README.md', '# no marks', 'experiments', '')).toThrow(
      'no place for the table',
    );
    expect(() => parseRecorded('x.json', { schema: 1 })).toThrow('x.json is not a recorded result: preset');
  });
});

describe('record', () => {
  it('takes nothing over that is not the whole of its preset', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'record-'));
    const write = async (name: string, change: object) => {
      const file = join(folder, name);
      const result = {
        ...{
          schema: 2,
          preset: 'controls',
          config: {},
          backend: 'wasm',
          axes: [],
          versions: {},
          shard: null,
        },
        ...{ data: { name: 'x', train: 1, test: 1 }, timing: { totalMs: 5 }, variants: [], unfinished: [] },
      };
      await writeFile(file, JSON.stringify({ ...result, ...change }));
      return file;
    };
    const part = await write('part.json', { unfinished: ['a run'] });
    await expect(record([part])).rejects.toThrow(
      /is not the whole of controls: a run are not done; --resume/,
    );
    const shard = await write('shard.json', { shard: { index: 0, count: 2 } });
    await expect(record([shard])).rejects.toThrow('it is shard 1 of 2; merge them first');
    const sweep = await write('sweep.json', { axes: [{ name: 'hidden', values: ['8'] }] });
    await expect(record([sweep])).rejects.toThrow(
      'sweep.json is a sweep over hidden, and not controls as it is',
    );
    const run = { index: 0, label: 'the true teacher', problem: 'It was refused.' };
    const other = { ...run, config: parseConfig({ hidden: [8] }) };
    await expect(record([await write('other.json', { variants: [other] })])).rejects.toThrow(
      /other\.json is not controls as it is: in "the true teacher" hidden is \[8\], and \[.*\] in the preset/,
    );
    await expect(record([join(folder, 'none.json')])).rejects.toThrow(
      /none\.json cannot be read: .* Name a result written by --json FILE/,
    );
    await rm(folder, { recursive: true });
  });
});
