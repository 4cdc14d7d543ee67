/** Builds the page, serves it, and measures how fast it opens and answers: the section "page" of the bench. */
import { spawnSync } from 'node:child_process';
import { chromium, type Browser } from '@playwright/test';
import { preview } from 'vite';
import { ensureChromium } from '../support/chromium.ts';
import { CHROMIUM_FLAGS } from '../support/chromiumFlags.ts';
import { REQUIRED, rounded, type PageSpeed } from '../support/pageSpeed.ts';

export async function withBuiltPage<T>(measure: (browser: Browser, url: string) => Promise<T>): Promise<T> {
  const { status } = spawnSync('npx vite build --logLevel warn', { stdio: 'inherit', shell: true });
  if (status !== 0) throw new Error('The page could not be built: the reason stands above.');
  const server = await preview({ preview: { port: 0, host: 'localhost' } });
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS });
  try {
    return await measure(browser, server.resolvedUrls!.local[0]!);
  } finally {
    await browser.close();
    await server.close();
  }
}

const WHAT: Readonly<Record<keyof PageSpeed, string>> = {
  firstContentfulPaintMs: 'first contentful paint, ms',
  firstCurveMs: 'first softened curve, ms',
  totalBlockingMs: 'total blocking time, ms',
  layoutShift: 'layout shift',
  frameP95Ms: 'a frame while training, 95th percentile, ms',
  sliderToCurveP95Ms: 'from the slider to the curve while training, 95th percentile, ms',
  drawingToPredictionP95Ms: 'from the pen to the prediction while training, 95th percentile, ms',
};

/** In Markdown. */
export function pageTable(speed: PageSpeed): string {
  const rows = (Object.keys(REQUIRED) as (keyof PageSpeed)[]).map(
    (name) => `| ${WHAT[name]} | ${rounded(speed[name])} | ${REQUIRED[name]} |`,
  );
  return ['| | measured | at most |', '|---|---|---|', ...rows].join('\n');
}
