/** Settings that are swept: read and checked once, for the page and the command line. */
import type { Config } from './config.ts';
import { crossed, type SweepAxis, type Variant } from './preset.ts';
import { parseSettings, SettingsError } from './settings.ts';

/** A list of numbers is typed with + between them, because the comma parts the values. @throws SettingsError */
export function sweptSetting(name: string, value: string): Partial<Config> {
  return parseSettings([`${name}=${value.replace(/(\d)\+(?=\d)/g, '$1,')}`]);
}

/**
 * Every combination of the axes' values.
 * @throws SettingsError for a value that is no value of the setting or comes twice, for a setting that is swept twice
 * or cannot be
 */
export function cellsOf(axes: readonly SweepAxis[]): Variant[] {
  const names = new Set<string>();
  for (const { name } of axes) {
    if (name === 'data')
      throw new SettingsError(
        'data is swept, but an experiment has one set of digits. Run it once for each set, with --data.',
      );
    if (names.has(name))
      throw new SettingsError(`${name} is swept twice. Name all of its values in one sweep.`);
    names.add(name);
  }
  return axes
    .map(variantsOf)
    .reduce<Variant[]>((all, axis) => (all.length === 0 ? axis : crossed(all, axis)), []);
}

function variantsOf({ name, values }: SweepAxis): Variant[] {
  const typedAs = new Map<string, string>();
  return values.map((value) => {
    const config = sweptSetting(name, value);
    const read = JSON.stringify(config[name]);
    const twin = typedAs.get(read);
    if (twin !== undefined)
      throw new SettingsError(
        `${name} is swept over ${read} twice (typed "${twin}" and "${value}"). Name each value once.`,
      );
    typedAs.set(read, value);
    return { label: `${name} = ${value}`, config };
  });
}

/** The cells of a preset that has a single run are named by their settings alone. */
export function combine(variants: readonly Variant[], cells: readonly Variant[]): readonly Variant[] {
  const [only, ...others] = variants;
  if (!only || others.length > 0) return crossed(variants, cells);
  return cells.map(({ label, config }) => ({ label, config: { ...only.config, ...config } }));
}
