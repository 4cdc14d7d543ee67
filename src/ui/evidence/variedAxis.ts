/** The setting of many values that the variants of a preset take in turn: what a picture lays along its axis. */
import type { Config } from '../../experiment/config.ts';
import type { Preset } from '../../experiment/preset.ts';
import { parseConfig } from '../../experiment/settings.ts';
import { SETTING_NAMES, SETTINGS, type SettingName } from '../../experiment/settingsTable.ts';

/** Fewer are read more easily row by row. */
const FEWEST_VALUES = 4;
/** From the least value to the largest: beyond, a log axis shows the small ones apart. */
const WIDE_RATIO = 8;

export interface VariedAxis {
  readonly setting: SettingName;
  readonly title: string;
  readonly isLog: boolean;
  /** Ascending. */
  readonly values: readonly number[];
  /** Variants that differ in this setting alone; a single group has no name. */
  readonly groups: readonly {
    readonly name: string | null;
    readonly at: readonly { readonly label: string; readonly x: number }[];
  }[];
}

/** Null unless the variants are every value of one setting, or every pair of two. */
export function variedAxis({ config, variants }: Pick<Preset, 'config' | 'variants'>): VariedAxis | null {
  const configs = variants.map((variant) => parseConfig(config, variant.config));
  const valuesOf = (name: SettingName) => [...new Set(configs.map((each) => JSON.stringify(each[name])))];
  const varied = SETTING_NAMES.filter((name) => valuesOf(name).length > 1);
  const isGrid = varied.reduce((product, name) => product * valuesOf(name).length, 1) === variants.length;
  const [setting] = varied
    .filter((name) => configs.every((each) => typeof each[name] === 'number'))
    .toSorted((a, b) => valuesOf(b).length - valuesOf(a).length);
  if (varied.length > 2 || !isGrid || !setting || valuesOf(setting).length < FEWEST_VALUES) return null;
  const other = varied.find((name) => name !== setting);
  const placed = variants.map(({ label }, at) => ({
    label,
    x: Number(configs[at]![setting]),
    group: other === undefined ? '' : JSON.stringify(configs[at]![other]),
  }));
  const values = [...new Set(placed.map(({ x }) => x))].toSorted((a, b) => a - b);
  const groups = [...new Set(placed.map(({ group }) => group))].map((group) => {
    const members = placed.filter((each) => each.group === group);
    return {
      name: other === undefined ? null : sharedPart(members.map(({ label }) => label)),
      at: members.toSorted((a, b) => a.x - b.x),
    };
  });
  const isLog = values[0]! > 0 && values.at(-1) / values[0]! >= WIDE_RATIO;
  return { setting, title: axisTitle(setting), isLog, values, groups };
}

/** "16 units, T = 1", "16 units, T = 8" → "16 units" */
function sharedPart(labels: readonly string[]): string {
  const [first = '', ...others] = labels.map((label) => label.split(', '));
  const shared = [...first].filter((part) => others.every((parts) => parts.includes(part)));
  return shared.join(', ');
}

function axisTitle(name: keyof Config): string {
  return name === 'temperature' ? 'T' : SETTINGS[name].label.toLowerCase();
}
