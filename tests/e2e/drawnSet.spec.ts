/** A set drawn on the page: kept over a reload, its classes named, saved, trained on. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { parseImages, parseLabels } from '../../src/data/idx.ts';
import { expect, test } from './fixture.ts';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Your own set' });
const told = (page: Page) => page.getByRole('status', { name: 'Own set' });
const drawn = (page: Page) => page.getByRole('list', { name: 'Drawn digits' }).getByRole('listitem');

async function openDialog(page: Page): Promise<void> {
  await page.goto('./?autostart=0');
  await expect(page.getByRole('status', { name: 'Data' })).toHaveText(/Penmanship/);
  await page.getByRole('button', { name: 'Draw a set' }).click();
  await expect(dialog(page)).toBeVisible();
}

/** A bar, upright for even labels and level for odd ones. */
async function draw(page: Page, label: number): Promise<void> {
  await dialog(page)
    .getByRole('radio', { name: new RegExp(`^${label},`) })
    .click();
  const box = (await page.getByRole('img', { name: 'Canvas of your set' }).boundingBox())!;
  const to = label % 2 === 0 ? [0.5, 0.8] : [0.8, 0.5];
  await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.3 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + to[0]! * box.width, box.y + to[1]! * box.height, { steps: 4 });
  await page.mouse.up();
  await dialog(page)
    .getByRole('button', { name: `Add as ${label}` })
    .click();
}

test('digits drawn and labelled are kept, saved as IDX, named, and trained on', async ({ page }) => {
  await openDialog(page);
  for (let label = 0; label < 4; label++) await draw(page, label);
  await expect(drawn(page)).toHaveCount(4);
  await dialog(page).getByRole('button', { name: 'Delete this 3' }).click();
  await dialog(page).getByRole('button', { name: 'Train on these' }).click();
  await expect(told(page)).toHaveText(
    'The set has 3 digits; training and testing need at least 30. Draw 27 more.',
  );

  await page.reload();
  await openDialog(page);
  await expect(drawn(page)).toHaveCount(3);
  await expect(dialog(page).getByRole('radio', { name: '2, 1 in the set' })).toBeVisible();
  await page.getByText('Names of the ten classes').click();
  await page.getByLabel('Name of class 9').fill('level bar');
  await page.getByLabel('Name of class 9').press('Enter');
  for (let at = 0; at < 27; at++) await draw(page, at % 2 === 0 ? 0 : 1);
  await expect(told(page)).toHaveText('30 digits.');

  for (const [what, length] of [
    ['images', 30 * 784],
    ['labels', 30],
  ] as const) {
    const saved = page.waitForEvent('download');
    await dialog(page)
      .getByRole('button', { name: `Save ${what} (IDX)` })
      .click();
    const bytes = new Uint8Array(await readFile(await (await saved).path()));
    expect((what === 'images' ? parseImages : parseLabels)(what, bytes)).toHaveLength(length);
  }

  await dialog(page).getByRole('button', { name: 'Train on these' }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole('status', { name: 'Data' })).toHaveText('Own digits: 25 + 5');
  await expect(
    page.getByRole('table', { name: 'Probabilities' }).getByRole('columnheader', { name: 'level bar' }),
  ).toBeVisible();
});

test('where the browser keeps nothing, a set can be drawn all the same, and that is said', async ({
  page,
}) => {
  await page.addInitScript('Object.defineProperty(window, "indexedDB", { value: undefined })');
  await openDialog(page);
  await draw(page, 0);
  await expect(drawn(page)).toHaveCount(1);
  await expect(told(page)).toContainText('The browser could not keep the set');
});
