/** `npm run figures`: draws all figures anew, accepts them, and shows each as it was committed and as it is now. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const PORT = 4174;
const FOLDER = 'tests/figures';

const drawn = spawnSync(
  'npx',
  [
    'vitest',
    'run',
    '--config',
    'tests/vitest.config.ts',
    '--project',
    'unit',
    'tests/unit/ui/figures.test.ts',
  ],
  { env: { ...process.env, FIGURES: 'accept' }, stdio: 'inherit' },
);
if (drawn.status !== 0) process.exit(drawn.status ?? 1);

const { FIGURES } = await import('./figures.tsx');
const figures = await Promise.all(
  FIGURES.map(async ({ name, shows }) => {
    const file = `${FOLDER}/${name}.svg`;
    const now = await readFile(file, 'utf8');
    const before = committed(file);
    return { name, shows, file, now, before };
  }),
);
const changed = figures.filter(({ now, before }) => now !== before);
for (const { file, before } of changed) console.log(`${before === null ? 'new' : 'changed'}: ${file}`);
console.log(
  changed.length === 0
    ? 'All figures are as they were committed.'
    : `Commit what is as it should be; git checkout ${FOLDER} takes the rest back.`,
);

/** Null where it was not there. */
function committed(file: string): string | null {
  try {
    return execFileSync('git', ['show', `HEAD:${file}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  }
}

/** Whatever the reader's own scheme: an image asks for it itself. */
const SCHEMES = { light: 'not all', dark: 'all' } as const;
const inScheme = (svg: string, scheme: keyof typeof SCHEMES) =>
  svg.replace('(prefers-color-scheme: dark)', SCHEMES[scheme]);
const image = (svg: string, scheme: keyof typeof SCHEMES) =>
  `<img alt="${scheme}" src="data:image/svg+xml,${encodeURIComponent(inScheme(svg, scheme))}">`;

function gallery(): string {
  const sections = figures.map(({ name, shows, file, now, before }) => {
    const isChanged = now !== before;
    const old = isChanged
      ? `<p>before</p>${before === null ? '<p>not there</p>' : image(before, 'light')}<p>now</p>`
      : '';
    return `<section><h2>${name}${isChanged ? ' <mark>changed</mark>' : ''}</h2><p>${shows}. <code>${file}</code></p>${old}${image(now, 'light')}${image(now, 'dark')}</section>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Figures of Distillery</title>
<style>body{font:14px sans-serif;max-width:1360px;margin:24px auto;padding:0 16px}h2{margin:32px 0 4px;font-size:16px}p{margin:4px 0}img{margin:4px 8px 4px 0;max-width:100%;border:1px solid #ddd}mark{font-size:13px}</style>
<h1>Figures</h1><p>${changed.length} of ${figures.length} differ from what is committed.</p>${sections.join('')}</html>`;
}

if (process.argv.includes('--accept-only')) process.exit(0);
createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(gallery());
}).listen(PORT, 'localhost', () => console.log(`Look at them on http://localhost:${PORT} (Ctrl-C ends it).`));
