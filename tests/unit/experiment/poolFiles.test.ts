/** Thirty files of a class, of which some are cut, of another run, or there twice. */
import { describe, expect, it } from 'vitest';
import { poolFiles, type TextFile } from '../../../src/experiment/poolFiles.ts';
import type { RunResult } from '../../../src/experiment/results.ts';
import { smallResult } from '../../support/smallResult.ts';

/** What the pupil with this seed downloads. */
function fileOf(seed: number, change: (run: RunResult) => unknown = (run) => run): TextFile {
  const run = smallResult();
  const seeds = [100 * seed + 1, 100 * seed + 2];
  const arms = run.arms.map((arm) => ({ ...arm, seeds }));
  const replicates = run.replicates.map((replicate) => ({
    ...replicate,
    seed,
    arms: replicate.arms.map((arm) => ({ ...arm, seeds })),
  }));
  const own: RunResult = { ...run, config: { ...run.config, seed }, arms, replicates };
  return { file: `pupil-${seed}.json`, text: JSON.stringify(change(own)) };
}

const withOther = (run: RunResult) => ({ ...run, config: { ...run.config, labels: 500 } });

describe('the files of a class', () => {
  it('are pooled but for those that cannot be, each told why', () => {
    const good = Array.from({ length: 26 }, (_, at) => fileOf(10 + at));
    const bad: TextFile[] = [
      fileOf(2, withOther), // the first of all, and yet not what the others are measured by
      { ...fileOf(3), text: fileOf(3).text.slice(0, -200) },
      { ...fileOf(4), text: fileOf(4).text.replace('"accuracy":0.9', '"accuracy":NaN') },
      fileOf(5, (run) => ({ ...run, gain: { ...run.gain, mean: null } })), // what JSON makes of NaN
      { ...fileOf(10), file: 'again.json' },
      fileOf(6, (run) => ({
        ...run,
        replicates: [
          {
            ...run.replicates[0]!,
            arms: run.replicates[0]!.arms.map((arm) => ({
              ...arm,
              outcomes: arm.outcomes.map(() => 'AA=='),
            })),
          },
        ],
      })),
      { file: 'notes.txt', text: 'remember the milk' },
      { file: 'empty.json', text: '' },
    ];
    const { result, pooled, leftOut } = poolFiles([bad[0]!, ...good, ...bad.slice(1)]);
    expect(pooled).toHaveLength(26);
    expect(result!.replicates).toHaveLength(26);
    expect(result!.gain.covers).toBe('replicates, students and test digits');
    const why = new Map(leftOut.map((each) => [each.file, each.why]));
    expect(why.size).toBe(bad.length);
    expect(why.get('pupil-2.json')).toBe('Its setting labels is 500, where that of the first is 2000.');
    expect(why.get('pupil-3.json')).toContain('pupil-3.json is not JSON');
    expect(why.get('pupil-4.json')).toContain('pupil-4.json is not JSON');
    expect(why.get('pupil-5.json')).toMatch(/gain\.mean .*got null/);
    expect(why.get('again.json')).toContain('Its seed 10 is that of pupil-10.json');
    expect(why.get('pupil-6.json')).toContain('Outcomes of 10 digits take 2 bytes; got 1.');
    expect(why.get('notes.txt')).toContain('is not JSON');
    expect(why.get('empty.json')).toContain('is not JSON');
  });

  it('give nothing where there are none that can be pooled', () => {
    expect(poolFiles([])).toEqual({ result: null, pooled: [], leftOut: [] });
    expect(poolFiles([{ file: 'a', text: '{}' }])).toMatchObject({ result: null, leftOut: [{ file: 'a' }] });
  });
});
