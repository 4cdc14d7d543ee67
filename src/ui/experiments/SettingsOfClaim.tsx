/** In which settings an experiment differs from the page's own: all of its runs, and what they vary. */
import { DEFAULT_CONFIG, type Config } from '../../experiment/config.ts';
import type { Preset } from '../../experiment/preset.ts';
import { differingSettings, parseConfig } from '../../experiment/settings.ts';
import { SETTINGS, type SettingName } from '../../experiment/settingsTable.ts';

export function SettingsOfClaim({ preset: { config, variants } }: { readonly preset: Preset }) {
  const configs = variants.map((variant) => parseConfig(config, variant.config));
  const names = new Set(configs.flatMap((each) => differingSettings(each, DEFAULT_CONFIG)));
  if (names.size === 0) return <p className="small">Its settings are those with which the page opens.</p>;
  return (
    <dl className="claim-settings">
      {[...names].map((name) => (
        <div key={name}>
          <dt>
            {SETTINGS[name].group === 'teacher' ? `Teacher: ${SETTINGS[name].label}` : SETTINGS[name].label}
          </dt>
          <dd>{valuesOf(name, configs)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** "1, 4, 20 (the page opens with 8)" */
function valuesOf(name: SettingName, configs: readonly Config[]): string {
  const text = (value: unknown) => (Array.isArray(value) ? value.join(' · ') || 'none' : String(value));
  const values = new Set(configs.map((config) => text(config[name])));
  return `${[...values].join(', ')} (the page opens with ${text(DEFAULT_CONFIG[name])})`;
}
