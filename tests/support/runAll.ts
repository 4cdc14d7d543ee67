/** `npm test`: everything a change must pass, what needs no run of it first; ends in one line that counts. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { ensureChromium } from './chromium.ts';

/** Each keeps one core busy: they go side by side, the longest first. */
const CHECKS = ['lint', 'types', 'format', 'dead', 'floors'];
/** Runners whose closing lines say how many tests they ran, and what they need; each has the machine to itself. */
const RUNNERS = ['unit', 'build', 'bundle', 'browser', 'browsers', 'e2e'];

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

try {
  process.env['CHROMIUM_PATH'] = ensureChromium();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
const outcomes: { part: string; outcome: Outcome; seconds: number }[] = [];
const waiting = [...CHECKS];
await Promise.all(
  Array.from({ length: Math.min(waiting.length, availableParallelism()) }, async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) await run(part);
  }),
);
for (const part of RUNNERS) {
  console.log(`\n── test:${part}`);
  await run(part, (chunk, target) => target.write(chunk));
}

console.log('');
for (const { part, outcome, seconds } of outcomes) {
  const { passed, failed, skipped } = outcome;
  const verdict =
    failed > 0 ? `FAILED (${failed})` : `ok (${passed}${skipped > 0 ? `, ${skipped} skipped` : ''})`;
  console.log(`test:${part.padEnd(8)} ${verdict} ${seconds.toFixed(1)} s`);
}
const sum = (key: keyof Outcome) => outcomes.reduce((total, { outcome }) => total + outcome[key], 0);
const skipped = sum('skipped');
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = sum('failed') > 0 ? 1 : 0;

/** @param onOutput told what the part prints, as it comes; without it all of it is printed at the end */
async function run(part: string, onOutput?: (chunk: Buffer, target: NodeJS.WriteStream) => void) {
  const startedMs = performance.now();
  let output = '';
  const code = await new Promise<number | null>((resolve) => {
    const child = spawn('npm', ['run', '--silent', `test:${part}`], { stdio: ['ignore', 'pipe', 'pipe'] });
    const take = (target: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk.toString();
      onOutput?.(chunk, target);
    };
    child.stdout.on('data', take(process.stdout));
    child.stderr.on('data', take(process.stderr));
    child.on('close', resolve);
  });
  if (!onOutput) console.log(`\n── test:${part}\n${output}`);
  outcomes.push({
    part,
    outcome: countTests(output, code ?? 1),
    seconds: (performance.now() - startedMs) / 1000,
  });
}

/** Vitest and Playwright say "12 passed"; any other part counts as one. A failing exit code is never a pass. */
function countTests(output: string, code: number): Outcome {
  // eslint-disable-next-line no-control-regex -- colours of the terminal
  const plain = output.replace(/\x1b\[[0-9;]*m/g, '');
  const summary = /^\s*Tests\s.*$/m.exec(plain)?.[0] ?? plain.slice(-400);
  const number = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(summary)?.[1] ?? 0);
  const [passed, failed, skipped] = [number('passed'), number('failed'), number('skipped')];
  if (code !== 0) return { passed, failed: Math.max(1, failed), skipped };
  return passed + skipped > 0 ? { passed, failed, skipped } : { passed: 1, failed: 0, skipped: 0 };
}
