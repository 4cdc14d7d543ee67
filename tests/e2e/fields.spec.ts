/** A field that was left shows the value that the next run takes; what was refused is said, and the old value stands. */
import { expect, test, type Page } from '@playwright/test';
import { SETTINGS } from '../../src/experiment/settingsTable.ts';

const labelsOf = (page: Page) => page.getByLabel('Labels', { exact: true });
const drawerOf = (page: Page) => page.getByRole('dialog', { name: 'All settings' });
const refusal = (page: Page) => page.getByRole('alert');

async function open(page: Page, hash = '') {
  await page.goto(`./?autostart=0${hash}`);
  await expect(page.getByRole('status', { name: 'Data' })).toContainText('+', { timeout: 30_000 });
}

async function openDrawer(page: Page) {
  await page.getByRole('button', { name: /^All settings/ }).click();
  await expect(drawerOf(page)).toBeVisible();
}

test('a number is taken when its field is left, and refused in words', async ({ page }) => {
  await open(page);
  const labels = labelsOf(page);

  await test.step('beyond the limits: the old value stands, and the refusal goes with the next change', async () => {
    await labels.fill('70 000');
    await labels.press('Tab');
    await expect(labels).toHaveValue('2 000');
    await expect(refusal(page)).toHaveText('"70 000" is not taken: Labels may be from 10 to 60 000.');
    await labels.press('1');
    await expect(refusal(page)).toHaveCount(0);
  });

  await test.step('a refusal goes when the value in use changes, and stays away', async () => {
    await labels.fill('16 8');
    await labels.press('Enter');
    await expect(refusal(page)).toHaveText('"16 8" is not taken: it is no number.');
    await expect(labels).toHaveValue('2 000');
    await page.getByRole('slider', { name: 'Labelled digits' }).press('ArrowRight');
    await expect(labels).toHaveValue('5 000');
    await page.getByRole('slider', { name: 'Labelled digits' }).press('ArrowLeft');
    await expect(labels).toHaveValue('2 000');
    await expect(refusal(page)).toHaveCount(0);
  });

  await test.step('as people write it, and by arrow keys', async () => {
    await labels.fill('1,500');
    await expect(page).not.toHaveURL(/labels/);
    await labels.press('Enter');
    await expect(labels).toHaveValue('1 500');
    await expect(page).toHaveURL(/labels=1500/);
    await labels.fill('1800');
    await labels.press('ArrowUp');
    await expect(labels).toHaveValue('2 000');
    await labels.fill('');
    await labels.press('Escape');
    await expect(labels).toHaveValue('2 000');
  });

  await test.step('what is being typed stays while the value in use changes from elsewhere', async () => {
    await labels.fill('3000');
    await page.evaluate(() => (location.hash = '#labels=700'));
    await expect(page.getByRole('slider', { name: 'Labelled digits' })).toHaveAttribute(
      'aria-valuetext',
      '700 labels',
    );
    await expect(labels).toHaveValue('3000');
    await labels.blur();
    await expect(labels).toHaveValue('3 000');
  });

  await test.step('the temperature keeps its places, here and in the loss', async () => {
    const temperature = page.getByLabel('Temperature value');
    await temperature.fill('2,345');
    await temperature.blur();
    await expect(temperature).toHaveValue('T = 2.345');
    await expect(page.getByLabel('Trained at T', { exact: true })).toHaveValue('T = 2.345');
    await expect(page.locator('.formula')).toContainText('KL(teacher at T = 2.345)');
    await expect(page.getByRole('slider', { name: 'Taught by' })).toBeVisible();
  });
});

test('the weight of the soft loss can be set to hundredths by its slider', async ({ page }) => {
  await open(page);
  const slider = page.getByRole('slider', { name: 'Taught by' });
  for (let at = 0; at < 3; at++) await slider.press('ArrowRight');
  await expect(page.locator('.formula')).toContainText('0.07 · CE(labels) + 0.93 · ');
});

test('All settings take what was typed when they are closed, by Escape or by a click', async ({ page }) => {
  await open(page);
  await openDrawer(page);
  const drawer = drawerOf(page);
  const students = drawer.getByRole('group', { name: 'Students' });
  await students.getByLabel('Hidden units, layer by layer').fill('32 16');
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(page).toHaveURL(/hidden=32,16/);

  await openDrawer(page);
  await expect(students.getByLabel('Hidden units, layer by layer')).toHaveValue('32, 16');
  await students.getByLabel('Learning rate', { exact: true }).fill('0.0000015');
  await page.getByRole('button', { name: 'Close the settings' }).click();
  await expect(page).toHaveURL(/learningRate=0.0000015/);
  await openDrawer(page);
  await expect(students.getByLabel('Learning rate', { exact: true })).toHaveValue('0.0000015');
});

test('All settings have a field for everything, each with its help; lists are refused in words', async ({
  page,
}) => {
  await open(page);
  await openDrawer(page);
  const drawer = drawerOf(page);
  await drawer.getByRole('combobox', { name: 'Students start' }).click();
  await page.getByRole('option', { name: 'copied' }).click();
  await drawer.getByLabel('Weight of the non-targets').fill('4');
  await drawer.getByLabel('Weight of the non-targets').press('Enter');
  await drawer.getByRole('switch', { name: 'Soft loss times T²' }).press('Space');
  await expect(page).toHaveURL(/squareTemperature=false&nonTargetWeight=4&studentStart=copied/);

  const kept = drawer.getByLabel('Digits kept');
  await kept.fill('7, 8, 8');
  await expect(kept).toHaveAccessibleDescription(/Default: 0, 1, 2/);
  await kept.press('Enter');
  await expect(refusal(page)).toHaveText('keptDigits: name each digit once, in order; got [7,8,8].');
  await expect(kept).toHaveValue('0, 1, 2, 3, 4, 5, 6, 7, 8, 9');

  const help = drawer.getByText('How often a student sees every image');
  await expect(help).toBeHidden();
  await drawer.getByRole('group', { name: 'Students' }).getByLabel('Epochs').focus();
  await expect(help).toBeVisible();
  for (const { group, label } of Object.values(SETTINGS))
    if (group !== 'page') await expect(drawer.getByText(label).first()).toBeAttached();
});
