/** The sweeps that the page offers, and what is typed for them. */
import type { Config } from '../../experiment/config.ts';
import { DEFAULT_CONFIG } from '../../experiment/config.ts';
import type { SweepAxis } from '../../experiment/preset.ts';
import { differingSettings, SettingsError } from '../../experiment/settings.ts';
import { sweptSetting } from '../../experiment/sweep.ts';
import type { ExperimentOrder } from '../../worker/experimentApi.ts';

interface AxisOffer {
  readonly name: keyof Config;
  readonly title: string;
  /** To begin with. */
  readonly values: string;
}

/** Down, then across. */
type AxisOffers = readonly [AxisOffer, AxisOffer];

const TEMPERATURE: AxisOffer = { name: 'temperature', title: 'T', values: '1, 2, 4, 8, 20' };

export const SWEEPS = {
  'temperature × softWeight': [
    TEMPERATURE,
    { name: 'softWeight', title: 'softWeight', values: '0.25, 0.5, 0.75, 0.9, 1' },
  ],
  'temperature × hidden units': [
    TEMPERATURE,
    { name: 'hidden', title: 'hidden units', values: '16, 32, 64, 128' },
  ],
  'labels × temperature': [
    { name: 'labels', title: 'labels', values: '200, 500, 1000, 2000, 5000' },
    TEMPERATURE,
  ],
} as const satisfies Record<string, AxisOffers>;

export type SweepName = keyof typeof SWEEPS;

export interface TypedValues {
  /** As they will be run and named, each once; none where there is a problem. */
  readonly values: readonly string[];
  readonly problem: string | null;
}

/** "1, 2 4" → 1, 2, 4; "8, 8.0" → 8; "1,5 2,5" and "1,5; 2,5" → 1.5, 2.5 */
export function readValues(name: keyof Config, typed: string): TypedValues {
  const read = new Map<string, string>();
  try {
    for (const value of partsOf(typed)) {
      const key = JSON.stringify(sweptSetting(name, value));
      if (!read.has(key)) read.set(key, value);
    }
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { values: [], problem: error.message };
  }
  if (read.size === 0) return { values: [], problem: 'Name at least one value, e.g. 1, 2, 4.' };
  return { values: [...read.values()], problem: null };
}

/**
 * A comma at the end of a part separates. One inside a number is a decimal comma where blanks or semicolons separate
 * alone, and separates where there are points or more than one; "1,5" by itself may be either.
 * @throws SettingsError for that
 */
function partsOf(typed: string): string[] {
  const parts = typed.split(/[\s;]+/).filter((part) => part !== '');
  const isSeparator = parts.some((part) => /^,|,$/.test(part));
  const isDecimal = !isSeparator && (parts.length > 1 || typed.includes(';'));
  return parts.flatMap((part) => {
    const pieces = part.split(',').filter((piece) => piece !== '');
    if (pieces.length !== 2 || typed.includes('.')) return pieces;
    const [whole, fraction] = pieces;
    if (isDecimal) return [`${whole}.${fraction}`];
    throw new SettingsError(
      `"${whole},${fraction}" may be ${whole}.${fraction}, or ${whole} and ${fraction}. Write ${whole}.${fraction}, or "${whole} ${fraction}".`,
    );
  });
}

/** The settings above, with the swept ones taken out. */
export function sweepOrder(config: Config, axes: readonly SweepAxis[], seeds: number): ExperimentOrder {
  const swept = new Set(axes.map(({ name }) => name));
  const changed = differingSettings(config, DEFAULT_CONFIG).filter((name) => !swept.has(name));
  const settings = Object.fromEntries(changed.map((name) => [name, config[name]]));
  return { preset: 'default', settings: { ...settings, seeds }, axes, budget: null };
}

/** A claim on the digits in use. */
export function claimOrder(
  preset: string,
  { data, sloppiness }: Config,
  seeds: number,
  budget: ExperimentOrder['budget'],
): ExperimentOrder {
  const hand = data === 'embedded' ? { sloppiness } : {};
  return { preset, settings: { seeds, data, ...hand }, axes: [], budget };
}
