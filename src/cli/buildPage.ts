/** Builds the page by Vite's own command, in a process of its own: tsx, which runs this one, breaks a plugin of Vite. */
import { execSync } from 'node:child_process';

/** @throws Error where the page cannot be built; the reason is on the terminal */
export function buildPage(): void {
  execSync('npx vite build --logLevel warn', { stdio: 'inherit' });
}
