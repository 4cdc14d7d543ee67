/** Builds the page by Vite's own command, in a process of its own: tsx, which runs this one, breaks a plugin of Vite. */
import { spawnSync } from 'node:child_process';

/** @returns whether it could be built; if not, the reason is on the terminal */
export function buildPage(): boolean {
  // By the shell, as npx is a script on Windows.
  return spawnSync('npx vite build --logLevel warn', { stdio: 'inherit', shell: true }).status === 0;
}
