import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Preset } from '../../../src/experiment/preset.ts';
import { PRESETS } from '../../../src/experiment/presets.ts';
import { loadRecorded } from '../../../src/library/recordedResults.ts';
import { evidenceOf } from '../../../src/ui/evidence/evidence.ts';
import { evidenceNumbers } from '../../../src/ui/evidence/evidenceNumbers.ts';
import { EvidencePicture } from '../../../src/ui/evidence/EvidencePicture.tsx';
import type { Measured } from '../../../src/ui/evidence/measured.ts';
import { variedAxis } from '../../../src/ui/evidence/variedAxis.ts';
import { results } from '../../figures/records.ts';

const NONE: Measured = { recorded: null, here: null };
const drawn = (preset: Preset, measured: Measured) =>
  renderToStaticMarkup(createElement(EvidencePicture, { preset, ...measured }));
const preset = (changes: Partial<Preset>): Preset => ({ ...PRESETS['controls']!, ...changes });
const ONE_RUN = preset({ config: {}, variants: [{ label: 'a', config: {} }] });

describe('the picture of a claim', () => {
  it('is of a kind that follows from what is measured and varied', () => {
    const kinds = Object.values(PRESETS).map((each) => [each.name, evidenceOf(each, NONE).kind]);
    expect(Object.fromEntries(kinds)).toMatchObject({
      'hinton-table': 'bars',
      'mythical-three': 'bars',
      'too-small': 'lines',
      patience: 'lines',
      agreement: 'rows',
      controls: 'rows',
      'same-size': 'rows',
    });
    const renamed = { ...PRESETS['too-small']!, name: 'controls' };
    expect(evidenceOf(renamed, NONE).kind).toBe('lines');
  });

  it('can be drawn of every preset, with what was recorded, here too, and with nothing; no number is missing', async () => {
    for (const each of Object.values(PRESETS)) {
      const recorded = await loadRecorded(each.name);
      for (const measured of [NONE, { recorded, here: null }, { recorded, here: recorded }])
        expect(drawn(each, measured), each.name).not.toMatch(/NaN|Infinity|undefined|null/);
    }
  });

  it('puts what was recorded and what was measured here on one axis', () => {
    const [recorded, here] = [4, 2].map((gain) =>
      results({ label: 'a', pairs: [gain - 0.5, gain, gain + 0.5], half: 0.6 }),
    );
    const xOf = (measured: Measured) =>
      [...drawn(ONE_RUN, measured).matchAll(/<circle cx="([\d.]+)"[^>]* r="4"/g)].map(([, x]) => Number(x));
    const [first, second] = xOf({ recorded: recorded!, here: here! });
    expect(first! - 6).toBeCloseTo(2 * (second! - 6), 0); // zero lies at 6
  });

  it('of one pair has a sentence in the place of a number, and a hollow mark', () => {
    const svg = drawn(ONE_RUN, { recorded: results({ label: 'a', pairs: [1.5], half: 0 }), here: null });
    expect(svg).toContain('one pair: no interval');
    expect(svg).not.toContain('+1.50');
    expect(svg).toMatch(/<circle[^>]*fill="var\(--ground\)"/);
  });

  it('leaves out what is no number, and says so', () => {
    const broken = results({ label: 'a', pairs: [NaN, NaN], half: NaN });
    const svg = drawn(ONE_RUN, { recorded: null, here: broken });
    expect(svg).toContain('no number');
    expect(svg).not.toMatch(/NaN/);
    expect(evidenceNumbers(ONE_RUN, { recorded: null, here: broken }).rows[0]).toContain('');
  });

  it('shows a refused run, one that was not tried yet, and one that a recording had under an older name', () => {
    const two = preset({
      config: {},
      variants: ['a', 'b'].map((label, at) => ({ label, config: { seed: 1 + at } })),
    });
    const svg = drawn(two, {
      recorded: results({ label: 'once c', pairs: [1, 2], half: 1 }),
      here: results({ label: 'a', problem: 'It does not fit.' }),
    });
    for (const text of ['refused', 'not yet', 'once c']) expect(svg).toContain(text);
  });
});

describe('the axis of a picture', () => {
  it('is the setting of many values; it is log where they range far, and groups the other setting', () => {
    expect(variedAxis(PRESETS['too-small']!)).toMatchObject({ setting: 'temperature', isLog: true });
    expect(variedAxis(PRESETS['too-small']!)?.groups.map(({ name }) => name)).toEqual([
      '16 units',
      '32 units',
      '128 units',
      '800 units',
    ]);
    expect(variedAxis(PRESETS['soft-weight']!)).toMatchObject({ setting: 'softWeight', isLog: false });
    expect(variedAxis(PRESETS['few-labels']!)).toBeNull(); // epochs vary with the labels
    expect(variedAxis(PRESETS['ensemble']!)).toBeNull(); // three values are read row by row
  });
});

describe('the numbers of a claim', () => {
  it('have a line per run and place, the source first, and as many fields as the header', async () => {
    const three = PRESETS['mythical-three']!;
    const { header, rows } = evidenceNumbers(three, { recorded: await loadRecorded(three.name), here: null });
    expect(rows.map(([run, where]) => [run, where])).toEqual([
      ['without any 3', 'source'],
      ['without any 3', 'recorded'],
      ['with threes', 'recorded'],
    ]);
    for (const row of rows) expect(row).toHaveLength(header.length);
    expect(rows[0]).toEqual(expect.arrayContaining([2.06, 1.33, 1.09, 0.14]));
  });
});
