import { describe, expect, it } from 'vitest';
import { findPreset } from '../../../../src/experiment/presets.ts';
import { loadRecorded } from '../../../../src/library/recordedResults.ts';
import { axisOf, rowsOf, SHOWN_OF } from '../../../../src/ui/story/recordedRows.ts';

describe('recorded runs as rows', () => {
  it.each(SHOWN_OF)('of $preset are all there, with their intervals', async ({ preset, labels }) => {
    const recorded = await loadRecorded(preset);
    const wanted = labels ?? findPreset(preset).variants.map(({ label }) => label);
    expect(rowsOf(recorded!, labels).map(({ label }) => label)).toEqual(wanted);
  });

  it('show what the text says: some lost, and those with few or wrong labels gained most', async () => {
    const rows = (
      await Promise.all(
        SHOWN_OF.map(async ({ preset, labels }) => rowsOf((await loadRecorded(preset))!, labels)),
      )
    ).flat();
    const lost = new Set(rows.filter(({ side }) => side === 'below').map(({ preset }) => preset));
    expect(lost).toEqual(new Set(['too-small', 'patience', 'stronger-teacher']));
    const [most, second] = [...rows].sort((a, b) => b.gain - a.gain);
    expect([most!.preset, second!.preset]).toEqual(['noisy-labels', 'few-labels']);
  });

  it('leave out runs that were refused, or have no interval', () => {
    const common = { label: 'a', config: {} };
    expect(rowsOf({ preset: 'p', variants: [{ ...common, problem: 'no' }] })).toEqual([]);
  });
});

it('the axis of gains reaches from the lowest end to the highest, zero always within', () => {
  const at = axisOf([2, 4, 9]);
  expect(at(-1)).toBe(0);
  expect(at(9)).toBe(100);
  expect(at(0)).toBe(10);
});
