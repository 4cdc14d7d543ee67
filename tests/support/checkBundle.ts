/** Checks the built page: no tfjs in what it loads at once, little enough JavaScript, nothing that older browsers cannot read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const DIST = 'dist';
const MAX_GZIP_KB = 220;
/** A string that every build of tfjs-core carries: the name of a kernel. */
const TFJS_MARKER = 'FusedBatchNorm';

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}

const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
const files = new Set<string>();

function follow(key: string): void {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`The manifest of the build has no chunk ${key}.`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  chunk.imports?.forEach(follow); // static imports only: what is imported later is not waited for
}

Object.entries(manifest)
  .filter(([, chunk]) => chunk.isEntry)
  .forEach(([key]) => follow(key));

const scripts = [...files].filter((file) => file.endsWith('.js'));
const problems: string[] = [];
let bytes = 0;
for (const file of scripts) {
  const code = readFileSync(join(DIST, file));
  bytes += gzipSync(code).length;
  if (code.includes(TFJS_MARKER)) problems.push(`${file} contains tfjs; only the worker may.`);
}
/** The union package of tfjs is for tests and the bench alone (tests/bench/contenders.ts, tests/unit/engine/cohort.test.ts). */
const TFJS_LAYERS_MARKER = 'categoricalCrossentropy';
/** What browsers at the floor (README, index.html) do not have, or those below cannot even parse, to be told so. */
const TOO_NEW = [
  { pattern: /\(\?<[=!]/, what: 'a lookbehind, which Safari 16.3 cannot even parse' },
  { pattern: /AbortSignal\.any\b/, what: 'AbortSignal.any, which Safari 17.3 and Firefox 123 do not have' },
];
for (const file of readdirSync(join(DIST, 'assets')).filter((name) => name.endsWith('.js'))) {
  const code = readFileSync(join(DIST, 'assets', file), 'utf8');
  for (const { pattern, what } of TOO_NEW)
    if (pattern.test(code)) problems.push(`${file} contains ${what}: …${around(code, pattern)}…`);
  if (code.includes(TFJS_LAYERS_MARKER))
    problems.push(`${file} contains tfjs-layers; only tests and the bench may.`);
}

const kilobytes = bytes / 1000;
console.log(
  `Initial JavaScript: ${kilobytes.toFixed(1)} kB gzip in ${scripts.length} files (limit ${MAX_GZIP_KB}).`,
);
if (scripts.length === 0) problems.push('No entry script was found in the build.');
if (kilobytes > MAX_GZIP_KB) problems.push(`${kilobytes.toFixed(1)} kB is more than ${MAX_GZIP_KB} kB.`);
problems.forEach((problem) => console.error(problem));
process.exitCode = problems.length > 0 ? 1 : 0;

function around(code: string, pattern: RegExp): string {
  const at = code.search(pattern);
  return code.slice(Math.max(0, at - 40), at + 40);
}
