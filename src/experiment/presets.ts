/** The experiments one can run by name, each with the claim it tries. */
import type { Config } from './config.ts';

export interface Preset {
  readonly name: string;
  readonly claim: string;
  readonly source: string;
  /** What differs from the default settings. */
  readonly config: Partial<Config>;
}

export const PRESETS: Readonly<Record<string, Preset>> = {
  default: {
    name: 'default',
    claim:
      'A small student that has few labelled digits makes fewer errors when it also learns from the probabilities of a better teacher.',
    source:
      'Hinton, Vinyals, Dean 2015, “Distilling the Knowledge in a Neural Network”, arXiv 1503.02531, §3',
    config: {},
  },
};

/** @throws UnknownPresetError naming the known ones */
export function findPreset(name: string): Preset {
  const preset = Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined;
  if (!preset) throw new UnknownPresetError(name);
  return preset;
}

export class UnknownPresetError extends Error {
  constructor(name: string) {
    super(`Unknown preset "${name}". Known are: ${Object.keys(PRESETS).join(', ')}.`);
  }
}
