/** What the command line measured of the presets, as files beside the page. */
import { parseRecorded, type Recorded } from '../experiment/recorded.ts';

/** @param pageUrl the page's address @returns null where the preset was not measured @throws Error for people */
export async function fetchRecorded(pageUrl: string, preset: string): Promise<Recorded | null> {
  const name = `${preset}.json`;
  const response = await fetch(new URL(`results/${name}`, pageUrl));
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  if (!response.ok || !isJson) return null;
  return parseRecorded(name, await response.json());
}
