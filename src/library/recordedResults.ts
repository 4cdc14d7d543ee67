/** What the command line measured of the presets; each file is loaded when its card is shown. */
import { parseRecorded, type Recorded } from '../experiment/recorded.ts';

const FILES = import.meta.glob<unknown>('./recorded/*.json', { import: 'default' });

/** Each is read once a visit, which takes a while. */
const loaded = new Map<string, Promise<Recorded | null>>();

/** @returns null where the preset was not measured @throws Error for people */
export function loadRecorded(preset: string): Promise<Recorded | null> {
  const known = loaded.get(preset);
  if (known) return known;
  const reading = readRecorded(preset);
  loaded.set(preset, reading);
  reading.catch(() => loaded.delete(preset)); // another time it may be had
  return reading;
}

async function readRecorded(preset: string): Promise<Recorded | null> {
  const load = FILES[`./recorded/${preset}.json`];
  if (!load) return null;
  const read = await load().catch((cause: unknown) => {
    throw new Error(
      'What was recorded of it could not be loaded: the connection is lost, or a newer version of the page stands on the server. Come back to this room with a connection, or reload the page.',
      { cause },
    );
  });
  return parseRecorded(`${preset}.json`, read);
}
