import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/experiment/settings.ts';
import { sweepOrder, valuesOf } from '../../../src/ui/experiments/sweeps.ts';

describe('sweeps on the page', () => {
  it('read values however they are parted, each once', () => {
    expect(valuesOf(' 1, 2;4  8,2,')).toEqual(['1', '2', '4', '8']);
    expect(valuesOf(' , ')).toEqual([]);
  });

  it('keep the settings above, but for those that are swept', () => {
    const config = parseConfig({ labels: 500, temperature: 3, epochs: 7 });
    const axes = [
      { name: 'temperature' as const, values: ['1', '2'] },
      { name: 'softWeight' as const, values: ['1'] },
    ];
    const { settings, axes: swept } = sweepOrder(config, axes, 3);
    expect(settings).toEqual({ labels: 500, epochs: 7, seeds: 3 });
    expect(swept).toBe(axes);
  });
});
