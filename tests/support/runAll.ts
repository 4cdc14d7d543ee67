/** `npm test`: everything a change must pass, the cheap parts first; ends in one line that counts. */
import { spawn } from 'node:child_process';
import { ensureChromium } from './chromium.ts';

/** A part is one check, or a runner whose closing lines say how many tests it ran. */
const PARTS = [
  'format',
  'types',
  'lint',
  'floors',
  'dead',
  'unit',
  'build',
  'bundle',
  'browser',
  'browsers',
  'e2e',
];

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
for (const part of PARTS) {
  console.log(`\n── test:${part}`);
  const startedMs = performance.now();
  const { code, output } = await runPart(part);
  outcomes.push({ part, outcome: countTests(output, code), seconds: (performance.now() - startedMs) / 1000 });
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

function runPart(part: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', `test:${part}`], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (target: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk.toString();
      target.write(chunk);
    };
    child.stdout.on('data', take(process.stdout));
    child.stderr.on('data', take(process.stderr));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
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
