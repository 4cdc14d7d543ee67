/** Finds a Chromium for the tests, installs one where there is none, or says in one line what to do. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

/** The shell first: without windows of its own it is about a third faster. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const MAC_APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const INSTALL_LIMIT_MS = 5 * 60_000;

/** @returns the path of an executable @throws Error with one line that says what to do */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  console.log('No Chromium found: installing one for the tests.');
  for (const install of [installByPlaywright, installByApt]) {
    install();
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium was found and none could be installed: install Chromium or Google Chrome, or set CHROMIUM_PATH to one.',
  );
}

/** CHROMIUM_PATH, the usual names on the PATH, the applications of macOS, then Playwright's own. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH is ${named}, but there is no such file.`);
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const candidates = [named ?? '', ...onPath, ...MAC_APPLICATIONS, chromium.executablePath()];
  return candidates.find((path) => path !== '' && existsSync(path));
}

function installByPlaywright(): void {
  spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'inherit', timeout: INSTALL_LIMIT_MS });
}

/** Debian and Ubuntu, where this user may. */
function installByApt(): void {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return;
  const isRoot = process.getuid?.() === 0;
  const prefix = isRoot ? [] : ['sudo', '-n'];
  for (const step of [
    ['update'],
    ['install', '-y', 'chromium-headless-shell'],
    ['install', '-y', 'chromium'],
  ]) {
    if (findChromium()) return;
    const [command, ...rest] = [...prefix, 'apt-get', ...step];
    // Ubuntu has no package of the shell; ensureChromium says what to do where none is to be had.
    spawnSync(command!, rest, { stdio: 'inherit', timeout: INSTALL_LIMIT_MS });
  }
}
