/** The states in which the page is looked at, and how a freshly opened one is brought into each. */
import { expect, type Page } from '@playwright/test';

const train = (page: Page) => page.getByRole('button', { name: 'Train', exact: true });
const run = (page: Page) => page.getByRole('status', { name: 'Run' });

const REACH = {
  async opening(page: Page) {
    await page.route(/engine\.worker/, () => new Promise(() => undefined)); // never comes
    await page.goto('./');
    await expect(page.getByRole('region', { name: 'Probe' })).toBeVisible();
  },
  async empty(page: Page) {
    await page.goto('./?autostart=0');
    await expect(train(page)).toBeEnabled();
  },
  async training(page: Page) {
    await page.goto('./?autostart=0#epochs=500');
    await train(page).click();
    await expect(run(page)).toContainText('Students', { timeout: 60_000 });
    await page.waitForTimeout(2_000); // a curve of some points
  },
  async finished(page: Page) {
    await page.goto('./?autostart=0');
    await train(page).click();
    await expect(run(page)).toHaveText(/^done in/, { timeout: 90_000 });
  },
  async failed(page: Page) {
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

export type PageState = keyof typeof REACH;
export const STATES: readonly PageState[] = ['opening', 'empty', 'training', 'finished', 'failed'];

/** All of the page is laid out then, as if somebody had scrolled through it. */
export async function reachState(page: Page, state: PageState): Promise<void> {
  await REACH[state](page);
  await page.addStyleTag({ content: '* { content-visibility: visible !important; }' });
}
