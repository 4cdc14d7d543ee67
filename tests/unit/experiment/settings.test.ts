import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/experiment/config.ts';
import { findPreset } from '../../../src/experiment/presets.ts';
import {
  parseConfig,
  parseSettings,
  readList,
  SETTING_NAMES,
  SettingsError,
} from '../../../src/experiment/settings.ts';

describe('settings', () => {
  it('reads numbers, lists and switches, and T for temperature', () => {
    expect(parseSettings(['T=4', 'hidden=300,100', 'labels=500', 'squareTemperature=false'])).toEqual({
      temperature: 4,
      hidden: [300, 100],
      labels: 500,
      squareTemperature: false,
    });
    expect(parseSettings(['hidden='])).toEqual({ hidden: [] });
    expect(parseSettings(['keptDigits=7,8'])).toEqual({ keptDigits: [7, 8] });
    expect(parseSettings(['keptDigits=3'])).toEqual({ keptDigits: [3] });
  });

  it('reads −0 as 0, which is what a link says of it', () => {
    expect(parseSettings(['weightDecay=-0', 'keptDigits=-0,1'])).toEqual({
      weightDecay: 0,
      keptDigits: [0, 1],
    });
  });

  it('sets nothing that was not named', () => {
    expect(parseSettings([])).toEqual({});
    expect(parseConfig(parseSettings(['seed=7']))).toEqual({ ...DEFAULT_CONFIG, seed: 7 });
  });

  it('refuses an unknown key and lists the known ones', () => {
    expect(() => parseSettings(['alpha=0.5'])).toThrow(SettingsError);
    for (const name of SETTING_NAMES) expect(() => parseSettings(['alpha=0.5'])).toThrow(name);
    expect(() => parseSettings(['__proto__=1'])).toThrow('Unknown setting "__proto__"');
    expect(() => parseSettings(['constructor=1'])).toThrow('Unknown setting');
  });

  it.each([
    ['T=1e9'],
    ['hidden=0'],
    ['hidden=1000000'],
    ['labels=NaN'],
    ['seeds=2.5'],
    ['learningRate=1e6'],
    ['softWeight=1.1'],
    ['keptDigits='],
    ['keptDigits=3,3'],
    ['keptDigits=8,7'],
    ['keptDigits=10'],
    ['wrongLabels=0.95'],
    ['keptDigits=,7'],
    ['labels=0x10'],
    ['labels='],
    ['labels=60,000'],
    ['squareTemperature=1'],
    ['learningRate=1e999'],
  ])('refuses %s with the value received', (pair) => {
    expect(() => parseSettings([pair])).toThrow(SettingsError);
    expect(() => parseSettings([pair])).toThrow(/got /);
  });

  it('names the item of a list that cannot be read, and numbers that JSON lacks', () => {
    expect(() => parseSettings(['hidden=32,x'])).toThrow('got "x" in [32,"x"]');
    expect(() => parseSettings(['keptDigits=,7'])).toThrow('got "" in ["",7]');
    expect(() => parseSettings(['labels=0x10'])).toThrow('got "0x10"');
    expect(() => parseSettings(['learningRate=1e999'])).toThrow('got Infinity');
  });

  it.each([
    ['32, 16', [32, 16]],
    ['16 8', [16, 8]],
    [' 300,100, ', [300, 100]],
    ['64;32', [64, 32]],
    ['', []],
  ])('reads the list %j as it is typed into a field', (typed, hidden) => {
    expect(readList('hidden', typed)).toEqual({ value: { hidden } });
  });

  it('refuses a typed list in words that quote what cannot be read', () => {
    expect(readList('hidden', '32, x')).toEqual({
      refusal: expect.stringMatching(/^hidden: .*; got "x" in \[32,"x"\]\.$/) as string,
    });
    expect(readList('teacherConvolutions', '3x3x16+pool, 3x4x2')).toEqual({
      refusal: expect.stringContaining(
        'a convolution is written as 3x3x32+pool or 5x5x16/2; got "3x4x2"',
      ) as string,
    });
  });

  it('refuses convolutions that leave nothing of the image, which no network can be made of', () => {
    const thrice = Array.from({ length: 3 }, () => '3x3x8/2+pool').join(',');
    expect(() => parseSettings([`teacherConvolutions=${thrice}`])).toThrow('leave no pixel');
    expect(() => parseSettings(['teacherConvolutions=3x3'])).toThrow(
      /^teacherConvolutions: a convolution is written[^:]*$/,
    );
  });

  it('refuses what is not key=value', () => {
    expect(() => parseSettings(['labels'])).toThrow('key=value');
  });

  it('never accepts or crashes on arbitrary text other than by its own error', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        try {
          parseConfig(parseSettings([text]));
        } catch (error) {
          expect(error).toBeInstanceOf(SettingsError);
        }
      }),
    );
  });
});

describe('presets', () => {
  it('finds the default and lists the known ones for an unknown name', () => {
    expect(parseConfig(findPreset('default').config)).toEqual(DEFAULT_CONFIG);
    expect(() => findPreset('nope')).toThrow('Known are: default');
    expect(() => findPreset('toString')).toThrow('Known are');
  });
});
