/** The experiments one can run by name. */
import type { Preset } from './preset.ts';
import { FRONTIER_PRESETS } from './presets/frontier.ts';
import { LABEL_PRESETS } from './presets/labels.ts';
import { LIMIT_PRESETS } from './presets/limits.ts';
import { PAPER_PRESETS } from './presets/paper.ts';
import { SCEPTIC_PRESETS } from './presets/sceptic.ts';

/** By name, in the order in which they are shown. */
export const PRESETS: Readonly<Record<string, Preset>> = Object.fromEntries(
  [...PAPER_PRESETS, ...LABEL_PRESETS, ...LIMIT_PRESETS, ...FRONTIER_PRESETS, ...SCEPTIC_PRESETS].map(
    (preset) => [preset.name, preset],
  ),
);

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
