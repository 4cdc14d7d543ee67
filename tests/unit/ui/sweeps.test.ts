import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/experiment/settings.ts';
import { claimOrder, readValues, sweepOrder } from '../../../src/ui/experiments/sweeps.ts';

describe('sweeps on the page', () => {
  const read = (typed: string, name: 'temperature' | 'hidden' | 'labels' = 'temperature') => {
    const { values, problem } = readValues(name, typed);
    return problem ?? values;
  };

  it('read values however they are parted, each once', () => {
    for (const typed of [' 1, 2;4  8,', '1,2,4,8', '1 , 2 , 4 , 8', '1 2 4 8', '1;2;4;8'])
      expect(read(typed)).toEqual(['1', '2', '4', '8']);
    expect(read('8, 8.0')).toEqual(['8']);
    expect(read('0.5,1')).toEqual(['0.5', '1']);
    expect(read('16, 30+20', 'hidden')).toEqual(['16', '30+20']);
  });

  it('read a comma inside a number as its decimal where blanks or semicolons separate', () => {
    expect(read('1,5 2,5')).toEqual(['1.5', '2.5']);
    expect(read('1,5; 2,5')).toEqual(['1.5', '2.5']);
    expect(read('1,5 2')).toEqual(['1.5', '2']);
  });

  it('refuse in words what may be read in two ways, is no value, or is none', () => {
    expect(read('1,5')).toContain('"1,5" may be 1.5, or 1 and 5. Write 1.5, or "1 5".');
    expect(read('1, 2,5')).toContain('"2,5" may be 2.5');
    expect(read('1, 2;4  8,2,')).toContain('"8,2" may be');
    expect(read('1, 99')).toContain('temperature: ');
    expect(read('1,000 2,000', 'labels')).toContain('labels: ');
    expect(read(' , ')).toContain('at least one value');
  });

  it('read back what they understood', () => {
    const value = fc.integer({ min: 2, max: 80 }).map((quarters) => quarters / 4);
    const values = fc.uniqueArray(value, { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(values, fc.constantFrom(', ', ' ', '; '), (numbers, separator) => {
        expect(read(numbers.join(separator))).toEqual(numbers.map(String));
        const withCommas = numbers.map((each) => String(each).replace('.', ','));
        if (separator !== ', ') expect(read(withCommas.join(separator))).toEqual(numbers.map(String));
      }),
    );
  });

  it('of claims say which digits are in use', () => {
    const order = claimOrder('few-labels', parseConfig({ data: 'mnist', labels: 7_000 }), 3, null);
    expect(order).toEqual({
      preset: 'few-labels',
      settings: { seeds: 3, data: 'mnist' },
      axes: [],
      budget: null,
    });
    expect(claimOrder('default', parseConfig({ sloppiness: 'hard' }), 3, null).settings).toMatchObject({
      data: 'embedded',
      sloppiness: 'hard',
    });
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
