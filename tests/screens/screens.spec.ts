/** Takes the screenshots, and says what is cut off, overlaps, scrolls sideways or was logged as an error in each. */
import { rm } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { layoutFaults } from '../support/layoutFaults.ts';
import { reachState, STATES } from '../support/pageStates.ts';

const FOLDER = '.cache/screenshots';
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
  { width: 320, height: 640 },
];
const SCHEMES = ['light', 'dark'] as const;

test.beforeAll(() => rm(FOLDER, { recursive: true, force: true }));

for (const state of STATES)
  test(`screenshots: ${state}`, async ({ page }) => {
    const faults: string[] = [];
    let shot: string = state;
    const note = (what: string) => faults.push(`${shot}: ${what}`);
    page.on('console', (message) => message.type() === 'error' && note(`console: ${message.text()}`));
    page.on('pageerror', (error) => note(`error: ${error.message}`));
    await reachState(page, state);
    for (const size of SIZES)
      for (const colorScheme of SCHEMES) {
        shot = `${state}-${size.width}-${colorScheme}`;
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        await page.evaluate(() => window.scrollTo(0, 0));
        await page.waitForTimeout(300); // charts measure themselves anew
        await page.screenshot({ path: `${FOLDER}/${shot}.png` });
        await page.screenshot({ path: `${FOLDER}/${shot}-full.png`, fullPage: true });
        (await page.evaluate(layoutFaults)).forEach(note);
      }
    console.log(`${2 * SIZES.length * SCHEMES.length} shots in ${FOLDER}; ${faults.length} faults`);
    console.log(faults.join('\n'));
    expect(faults).toEqual([]);
  });
