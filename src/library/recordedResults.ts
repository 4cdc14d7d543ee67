/** What the command line measured of the presets; each file is loaded when its card is shown. */
import { parseRecorded, type Recorded } from '../experiment/recorded.ts';

const FILES = import.meta.glob<unknown>('./recorded/*.json', { import: 'default' });

/** @returns null where the preset was not measured @throws Error for people */
export async function loadRecorded(preset: string): Promise<Recorded | null> {
  const load = FILES[`./recorded/${preset}.json`];
  return load ? parseRecorded(`${preset}.json`, await load()) : null;
}
