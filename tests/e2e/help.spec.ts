/** Help at every control, by mouse, keyboard and finger; the sheet of keys and words; the keys. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';

const card = (page: Page) => page.getByRole('tooltip');

test('every control of the first screen has help', async ({ page, on }) => {
  await on.open();
  const without = await page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>(
      ':is(.top-bar, .columns) :is(button, input, textarea, [role=slider])',
    );
    return [...controls]
      .filter((each) => each.checkVisibility() && !each.closest('[data-help], .notices, .chart-buttons'))
      .map((each) => each.getAttribute('aria-label') ?? each.textContent);
  });
  expect(without).toEqual([]);
});

test('a mouse that rests on a control is told what it is; Escape sends that away', async ({ page, on }) => {
  await on.open();
  await page.getByText('Taught by', { exact: true }).hover();
  await expect(card(page)).toContainText('Weight of the soft loss');
  await expect(card(page)).toContainText('Try 0');
  await expect(card(page)).toContainText('From 0 to 1. Default: 0.9');
  await card(page).hover();
  await expect(card(page)).toBeVisible(); // it can be read with the mouse on it
  await page.keyboard.press('Escape');
  await expect(card(page)).toHaveCount(0);
});

test('the help of a list never lies over the list', async ({ page, on }) => {
  await on.open();
  const teacher = page.getByRole('combobox', { name: 'Teacher' });
  await teacher.hover();
  await expect(card(page)).toBeVisible();
  await teacher.click();
  const option = page.getByRole('option', { name: 'bring your own …' });
  await option.hover();
  await teacher.hover();
  await page.waitForTimeout(1_000); // longer than a mouse has to rest
  await expect(card(page)).toHaveCount(0);
  await option.click();
  await expect(page.getByRole('dialog', { name: 'Bring a teacher' })).toBeVisible();
});

test('a control that gets the focus by keyboard is described by its help', async ({ page, on }) => {
  await on.open();
  await page.keyboard.press('Tab');
  await on.temperature.focus();
  await expect(on.temperature).toHaveAccessibleDescription(/divided by T.*Try 1, then 8/s);
  await expect(card(page)).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(on.temperature).not.toHaveAttribute('aria-describedby');
});

test.describe('by finger', () => {
  test.use({ hasTouch: true });

  test('a tap on a label, and a long press on a button that is then not pressed', async ({ page, on }) => {
    await on.open();
    await page.getByText('Digits kept', { exact: true }).tap();
    await expect(card(page)).toContainText('Images of all others are taken out');
    await page.getByRole('heading', { name: 'Distillery' }).tap();
    await expect(card(page)).toHaveCount(0);
    await hold(page, 'Train');
    await expect(card(page)).toContainText('Trains a teacher and both kinds of students');
    await expect(on.train).toBeVisible(); // not Pause
    await on.train.tap();
    await on.train.waitFor({ state: 'hidden' });
  });
});

/** Chromium's own input of touches. */
async function hold(page: Page, name: string): Promise<void> {
  const box = (await page.getByRole('button', { name, exact: true }).boundingBox())!;
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await card(page).waitFor();
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

test('the keys do what the sheet says, and nothing while one types', async ({ page, on }) => {
  await on.open('#T=8');
  await on.draw([
    [0.5, 0.2],
    [0.5, 0.8],
  ]);
  await page.keyboard.press('u');
  await expect(on.button('Undo')).toBeDisabled();
  await page.keyboard.press('+');
  await expect(on.temperature).toHaveAttribute('aria-valuenow', '8.72');
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  await expect(on.temperature).toHaveAttribute('aria-valuenow', '7.34');
  await page.keyboard.press('Control+p');
  await page.getByRole('textbox', { name: 'Labels' }).focus();
  await page.keyboard.press('p');
  await expect(on.train).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Labels' }).blur();
  await page.keyboard.press('p');
  await on.button('Pause').waitFor();
  await page.keyboard.press('p');
  await on.button('Resume').waitFor();
  await page.keyboard.press('r');
  await expect(on.run).toContainText(/paused|step 0/);
});

test('the sheet names keys and words, gives the focus back, and switches the keys off for good', async ({
  page,
  on,
}) => {
  await on.open();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Help' });
  await expect(sheet.getByText('Train, pause, resume')).toBeVisible();
  await expect(sheet.getByText('One draw of all that a run leaves to chance')).toBeAttached();
  await page.keyboard.press('p'); // a dialog is open
  await sheet.getByRole('switch', { name: /Keys act/ }).uncheck({ force: true });
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(on.train).toBeVisible();
  await page.keyboard.press('?');
  await expect(sheet).toBeHidden();
  await page.reload();
  await expect(on.train).toBeEnabled();
  await page.keyboard.press('p');
  await on.button('Help').click();
  await expect(on.train).toBeAttached();
  await page.keyboard.press('Escape');
  await expect(on.button('Help')).toBeFocused();
});
