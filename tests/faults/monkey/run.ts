/** `npm run faults -- --monkey MINUTES [--seed N]`: a monkey at the built page, for so long. */
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { ensureChromium } from '../../support/chromium.ts';
import { CHROMIUM_FLAGS } from '../../support/chromiumFlags.ts';
import { letLoose } from './monkey.ts';

/** @returns whether nothing broke, and nothing grew */
export async function runMonkey(minutes: number, seed: number): Promise<boolean> {
  console.log(`monkey for ${minutes} minutes, seed ${seed}`);
  const server = await preview({ preview: { port: 0, host: 'localhost' } });
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS });
  try {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      serviceWorkers: 'block',
    });
    const errors: string[] = [];
    context.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    context.on('weberror', (error) => errors.push(String(error.error())));
    const page = await context.newPage();
    await page.addInitScript('globalThis.__name = (named) => named'); // tsx wraps functions in it
    const endMs = Date.now() + minutes * 60_000;
    const address = server.resolvedUrls!.local[0]!;
    const goesOn = () => Date.now() < endMs;
    const tell = (act: string) => console.log(act.replaceAll('\n', ' '));
    const report = await letLoose(page, { address, seed, errors, goesOn, tell });
    console.log(`${report.numActs} acts\nat first   ${JSON.stringify(report.before)}`);
    console.log(`at the end ${JSON.stringify(report.after)}`);
    console.log(report.faults.length > 0 ? report.faults.join('\n') : 'nothing broke, and nothing grew');
    return report.faults.length === 0;
  } finally {
    await browser.close();
    await server.close();
  }
}
