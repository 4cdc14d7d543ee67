/** `npm run licences`: what ships with the page, each with its licence; fails where one asks more of the page than to be named. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** What the lock file says of a package. */
interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/** Licences that ask to be named, or for nothing. */
const FREE = [
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'OFL-1.1',
  'CC0-1.0',
  'Zlib',
  'Unlicense',
  'BlueOak-1.0.0',
];

/** @param licence as SPDX writes it: of several joined by OR one is enough, of several joined by AND each counts */
export function isFree(licence: string): boolean {
  const bare = licence.replace(/[()]/g, '');
  return bare
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((name) => FREE.includes(name.trim())));
}

/** Name, version and licence of all that is installed for the page itself. @param lock text of package-lock.json */
export function shipped(lock: string): { readonly name: string; readonly licence: string }[] {
  const { packages } = JSON.parse(lock) as { packages: Readonly<Record<string, Locked>> };
  return Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .map(([path, { version, license }]) => ({
      name: `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)} ${version ?? ''}`,
      licence: license ?? 'not stated',
    }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

function main(): void {
  const all = shipped(readFileSync('package-lock.json', 'utf8'));
  for (const { name, licence } of all) console.log(`${licence.padEnd(16)} ${name}`);
  const refused = all.filter(({ licence }) => !isFree(licence));
  console.log(`${all.length} packages; ${refused.length} with a licence that is not on the list.`);
  for (const { name, licence } of refused)
    console.error(
      `${name} is under ${licence}; expected one of ${FREE.join(', ')}. Replace it, or make it a tool of development.`,
    );
  process.exitCode = refused.length > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
