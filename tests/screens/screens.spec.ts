/** Takes the screenshots, and says what is cut off, overlaps, scrolls sideways or was logged as an error in each. */
import { rm } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { layoutFaults } from '../support/layoutFaults.ts';

const FOLDER = '.cache/screenshots';
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
  { width: 320, height: 640 },
];
const SCHEMES = ['light', 'dark'] as const;

const train = (page: Page) => page.getByRole('button', { name: 'Train', exact: true });
const run = (page: Page) => page.getByRole('status', { name: 'Run' });

/** How a freshly opened page is brought into each state. */
const STATES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  async opening(page) {
    await page.route(/engine\.worker/, () => new Promise(() => undefined)); // never comes
    await page.goto('./');
    await expect(page.getByRole('region', { name: 'Probe' })).toBeVisible();
  },
  async empty(page) {
    await page.goto('./?autostart=0');
    await expect(train(page)).toBeEnabled();
  },
  async training(page) {
    await page.goto('./?autostart=0#epochs=500');
    await train(page).click();
    await expect(run(page)).toContainText('Students', { timeout: 60_000 });
    await page.waitForTimeout(2_000); // a curve of some points
  },
  async finished(page) {
    await page.goto('./?autostart=0');
    await train(page).click();
    await expect(run(page)).toHaveText(/^done in/, { timeout: 90_000 });
  },
  async failed(page) {
    await page.goto('./?autostart=0#labels=60000');
    await expect(train(page)).toBeEnabled();
    const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'a picture with a long name.png', mimeType: 'image/png', buffer: picture });
    await expect(page.getByRole('alert').first()).toBeVisible();
    await train(page).click();
  },
};

test.beforeAll(() => rm(FOLDER, { recursive: true, force: true }));

for (const [state, reach] of Object.entries(STATES))
  test(`screenshots: ${state}`, async ({ page }) => {
    const faults: string[] = [];
    let shot = state;
    const note = (what: string) => faults.push(`${shot}: ${what}`);
    page.on('console', (message) => message.type() === 'error' && note(`console: ${message.text()}`));
    page.on('pageerror', (error) => note(`error: ${error.message}`));
    await reach(page);
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
