/** The experiment that the settings are those of; another one is trained at once. */
import { useDeferredValue, useMemo } from 'react';
import type { Config } from '../experiment/config.ts';
import { watchedConfig } from '../experiment/plan.ts';
import { PRESETS } from '../experiment/presets.ts';
import { differingSettings } from '../experiment/settings.ts';
import { actions, useStore } from '../store/useStore.ts';
import { Select } from './Select.tsx';
import { helped } from './help/helped.ts';

export function ExperimentPicker() {
  const config = useDeferredValue(useStore((state) => state.config)); // a slider being dragged comes first
  const summary = useStore((state) => state.data.summary);
  const watched = useMemo(
    () => Object.values(PRESETS).map((preset) => ({ ...preset, config: watchedConfig(preset, summary) })),
    [summary],
  );
  const fits = (preset: Config) => differingSettings(config, preset).every((name) => FREE.includes(name));
  const name = watched.find((preset) => fits(preset.config))?.name ?? null;
  return (
    <Select
      size="xs"
      className="experiment-picker"
      aria-label="Experiment"
      {...helped('experiment')}
      placeholder="own settings"
      data={OPTIONS}
      value={name}
      allowDeselect={false}
      maxDropdownHeight={420}
      onChange={(value) => value !== null && actions.watchPreset(value)}
    />
  );
}

const OPTIONS = Object.values(PRESETS).map(({ name, title }) => ({ value: name, label: title }));

/** Settings that are a person's own business, whatever the experiment. */
const FREE: readonly (keyof Config)[] = ['data', 'sloppiness', 'seed', 'seeds'];
