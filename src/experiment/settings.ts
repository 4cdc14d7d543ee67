/** Settings that come from outside (command line, link, file) are read here once, and trusted afterwards; and written. */
import type { z } from 'zod';
import { configSchema, DEFAULT_CONFIG, type Config } from './config.ts';
import { kindOf } from './settingKinds.ts';
import { SETTING_NAMES, type SettingName } from './settingsTable.ts';
import { isDecimal, type Typed } from './typedNumber.ts';

/** What was wrong, what was received and what was expected, in words. */
export class SettingsError extends Error {}

/** Names a person may type besides those of the settings. */
const ALIASES: Readonly<Record<string, string>> = { T: 'temperature' };

export { SETTING_NAMES } from './settingsTable.ts';

/**
 * Reads `key=value` pairs, e.g. ["hidden=300,100", "T=4"].
 * @throws SettingsError for an unknown key (listing the known ones), a missing "=", or a value out of its limits
 */
export function parseSettings(pairs: readonly string[]): Partial<Config> {
  const settings: Record<string, unknown> = {};
  for (const pair of pairs) {
    const split = pair.indexOf('=');
    if (split < 1) throw new SettingsError(`A setting is written key=value; got "${pair}".`);
    const typed = pair.slice(0, split);
    const name = settingNamed(typed);
    if (name === null)
      throw new SettingsError(`Unknown setting "${typed}". Known are: ${SETTING_NAMES.join(', ')}, and T.`);
    const value = readValue(name, pair.slice(split + 1));
    if (Object.hasOwn(settings, name) && JSON.stringify(settings[name]) !== JSON.stringify(value))
      throw new SettingsError(
        `${name} is set twice: to ${JSON.stringify(settings[name])} and to ${JSON.stringify(value)}. Leave one of the two out.`,
      );
    settings[name] = value;
  }
  const read = configSchema.partial().safeParse(settings);
  if (!read.success) throw new SettingsError(explain(read.error, settings));
  // Defaults belong to the whole config, not to the few settings that were named.
  return Object.fromEntries(Object.keys(settings).map((name) => [name, Reflect.get(read.data, name)]));
}

/** The setting that a person means by a typed name; null when there is none. */
export function settingNamed(typed: string): SettingName | null {
  const meant = Object.hasOwn(ALIASES, typed) ? ALIASES[typed] : typed;
  return SETTING_NAMES.find((name) => name === meant) ?? null;
}

/** A list as people type it into a field: its items parted by commas or blanks, e.g. "32, 16". */
export function readList(name: SettingName, typed: string): Typed<Partial<Config>> {
  const items = typed
    .normalize('NFKC')
    .split(/[\s,;]+/)
    .filter((item) => item !== '');
  try {
    return { value: parseSettings([`${name}=${items.join(',')}`]) };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { refusal: error.message };
  }
}

/** The inverse of parseSettings: `key=value` for every setting that differs from its default, e.g. ["hidden=300,100", "T=4"]. */
export function writeSettings(config: Config): string[] {
  const shortNames = Object.entries(ALIASES);
  return differingSettings(config, DEFAULT_CONFIG).map((name) => {
    const short = shortNames.find(([, long]) => long === name)?.[0] ?? name;
    return `${short}=${String(config[name])}`; // a list is written with commas
  });
}

/** A whole config from parts, later ones winning. @throws SettingsError */
export function parseConfig(...parts: readonly Partial<Config>[]): Config {
  const merged = Object.assign({}, ...parts) as Record<string, unknown>;
  const read = configSchema.safeParse(merged);
  if (!read.success) throw new SettingsError(explain(read.error, merged));
  return read.data;
}

/** Names of the settings in which two configs differ. */
export function differingSettings(config: Config, other: Config): (keyof Config)[] {
  const names = Object.keys(config) as (keyof Config)[];
  return names.filter((name) => JSON.stringify(config[name]) !== JSON.stringify(other[name]));
}

/** What is no number, list or switch stays text, so that the schema refuses it as it was written. */
function readValue(name: SettingName, text: string): unknown {
  const setting = kindOf(name);
  switch (setting.kind) {
    case 'number':
      return readDecimal(text);
    case 'list': {
      const items = text === '' ? [] : text.split(',');
      return setting.of === 'numbers' ? items.map(readDecimal) : items;
    }
    case 'switch':
      return text === 'true' || text === 'false' ? text === 'true' : text;
    case 'choice':
    case 'text':
      return text;
    default:
      throw new Error(`Unknown kind of setting ${String(setting satisfies never)}.`);
  }
}

const readDecimal = (text: string) => (isDecimal(text.trim()) ? Number(text) + 0 : text); // −0 is 0

function explain(error: z.ZodError, received: Readonly<Record<string, unknown>>): string {
  return error.issues
    .map(({ path: [first = 'settings', at], message }) => {
      const name = String(first);
      const value = Object.hasOwn(received, name) ? received[name] : undefined;
      const culprit = Array.isArray(value) && typeof at === 'number' ? quoted(value[at]) : '';
      return `${name}: ${message}; got ${culprit && `${culprit} in `}${quoted(value)}.`;
    })
    .join(' ');
}

/** As it was written; JSON has no Infinity. */
function quoted(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
