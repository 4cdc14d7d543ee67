/** The sweeps that the page offers, and what is typed for them. */
import type { Config } from '../../experiment/config.ts';
import { DEFAULT_CONFIG } from '../../experiment/config.ts';
import type { SweepAxis } from '../../experiment/preset.ts';
import { differingSettings } from '../../experiment/settings.ts';
import type { ExperimentOrder } from '../../worker/experimentApi.ts';

interface AxisOffer {
  readonly name: keyof Config;
  readonly title: string;
  /** To begin with. */
  readonly values: string;
}

export interface SweepOffer {
  readonly title: string;
  /** Down, then across. */
  readonly axes: readonly [AxisOffer, AxisOffer];
}

const TEMPERATURE: AxisOffer = { name: 'temperature', title: 'T', values: '1, 2, 4, 8, 20' };

export const SWEEPS = {
  'temperature × softWeight': {
    title: 'temperature × softWeight',
    axes: [TEMPERATURE, { name: 'softWeight', title: 'softWeight', values: '0.25, 0.5, 0.75, 0.9, 1' }],
  },
  'temperature × hidden units': {
    title: 'temperature × hidden units',
    axes: [TEMPERATURE, { name: 'hidden', title: 'hidden units', values: '16, 32, 64, 128' }],
  },
  'labels × temperature': {
    title: 'labels × temperature',
    axes: [{ name: 'labels', title: 'labels', values: '200, 500, 1000, 2000, 5000' }, TEMPERATURE],
  },
} as const satisfies Record<string, SweepOffer>;

export type SweepName = keyof typeof SWEEPS;

/** "1, 2 4" → ["1", "2", "4"], each once */
export function valuesOf(typed: string): string[] {
  return [...new Set(typed.split(/[\s,;]+/).filter((value) => value !== ''))];
}

/** The settings above, with the swept ones taken out. */
export function sweepOrder(config: Config, axes: readonly SweepAxis[], seeds: number): ExperimentOrder {
  const swept = new Set(axes.map(({ name }) => name));
  const changed = differingSettings(config, DEFAULT_CONFIG).filter((name) => !swept.has(name));
  const settings = Object.fromEntries(changed.map((name) => [name, config[name]]));
  return { preset: 'default', settings: { ...settings, seeds }, axes, budget: null };
}
