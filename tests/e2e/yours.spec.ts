/** Ten digits that the page asks for: drawn unseen, counted in the Comparison, kept over a reload, saved and opened again. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import type { PageObject } from '../support/pageObject.ts';
import { DRAWINGS } from '../support/drawings.ts';
import { expect, test } from './fixture.ts';

const wanted = (page: Page) => page.getByRole('status', { name: 'Asked for' });
const predictions = (page: Page) => page.getByRole('list', { name: 'Predictions' });
const cells = (page: Page) => page.getByRole('table', { name: 'Comparison' }).locator('td.yours-cell');
const heading = (page: Page) =>
  page.getByRole('table', { name: 'Comparison' }).getByRole('columnheader', { name: 'Yours', exact: true });

/** Draws what is asked for, in a plain hand. */
async function drawAsked(page: Page, on: PageObject): Promise<void> {
  const digit = Number(/Draw an? (\d)/.exec(await wanted(page).innerText())![1]);
  await on.draw(...DRAWINGS.find((each) => each.digit === digit && each.hand === 'plain')!.strokes);
}

/** @returns how many of ten */
const numRight = async (cell: Locator) => Number(/^(\d+)\/10/.exec(await cell.innerText())![1]);

test('ten digits are asked for, drawn unseen, and counted; they are kept, saved and opened again', async ({
  page,
  on,
}) => {
  await on.open('#teacher=shipped&seeds=2&epochs=3&labels=300');
  await on.train.click();
  await on.untilDone();
  await expect(heading(page)).toHaveCount(0);

  await on.button('Draw ten of your own').click();
  await expect(page.getByText('Covered until your ten are drawn')).toBeVisible();
  for (let at = 0; at < 4; at++) {
    await expect(wanted(page)).toContainText(`${at + 1} of 10`);
    await drawAsked(page, on);
    await expect(predictions(page)).toHaveText(/(covered.*){3}/);
    await on.button('Next').click();
  }

  // What is begun is put aside by Stop, unseen, and comes back.
  await drawAsked(page, on);
  const begun = await wanted(page).innerText();
  await on.button('Stop').click();
  await expect(predictions(page)).toContainText('nothing to read');
  await expect(heading(page)).toHaveCount(0);
  await page.reload();
  await expect(on.button('Go on: 4 of 10 drawn')).toBeVisible();
  await on.train.click();
  await on.untilDone();
  await on.button('Go on: 4 of 10 drawn').click();
  expect(await wanted(page).innerText()).toBe(begun);
  for (let at = 4; at < 10; at++) {
    await drawAsked(page, on);
    if (at === 5) await page.keyboard.press('Enter');
    else await on.button('Next').click();
    if (at < 9) await expect(wanted(page)).toContainText(`${at + 2} of 10`);
  }

  await expect(wanted(page)).toHaveCount(0);
  await expect(heading(page)).toBeVisible();
  await expect(cells(page)).toHaveText([/^\d+\/10/, /^\d+\/10/, /^\d+\/10/]);
  expect(await numRight(cells(page).first())).toBeGreaterThanOrEqual(7);
  await expect(page.getByText('10 are few')).toBeVisible();

  const yours = page.getByRole('region', { name: 'Yours' });
  await on.reach(yours);
  await expect(yours.getByRole('list', { name: 'What you drew' }).getByRole('listitem')).toHaveCount(10);
  const saved = page.waitForEvent('download');
  await yours.getByRole('button', { name: 'Save pictures (PNG)' }).click();
  const zip = await (await saved).path();

  await page.reload();
  await expect(on.button('Draw ten more')).toBeVisible();
  await expect(heading(page)).toHaveCount(0); // no run has read them
  await page.getByRole('button', { name: 'Draw a set' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your own set' });
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'yours-test.zip', mimeType: 'application/zip', buffer: await readFile(zip) });
  await expect(dialog.getByRole('status', { name: 'Own set' })).toHaveText('20 digits.');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(on.button('Draw ten more')).toBeVisible(); // copies are not asked for
});
