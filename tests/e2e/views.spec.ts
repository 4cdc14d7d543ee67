/** What a finished run can be looked at by: curves, calibration, confusion, dark knowledge, mistakes; as pictures and numbers. */
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';

/** Small enough to be over in a second or two. */
const QUICK = './#seeds=2&epochs=6&teacherEpochs=2';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const run = (page: Page) => page.getByRole('status', { name: 'Run' });
const probe = (page: Page) => page.getByRole('region', { name: 'Probe' });
const view = (page: Page, name: string) =>
  page.getByRole('radiogroup', { name: 'Chart' }).getByText(name, { exact: true }).click();

async function contentsOf(page: Page, name: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
  return readFile(await download.path());
}

test('a finished run, looked at in every way', async ({ page }) => {
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(QUICK);
  await expect(run(page)).toHaveText(/^done in/, { timeout: 60_000 });

  await test.step('the accuracy chart is to be had as numbers, one line per epoch and arm, and as a picture', async () => {
    const lines = (await contentsOf(page, 'Save numbers: Test accuracy')).toString().trim().split('\n');
    expect(lines[1]).toBe('epoch,arm,mean,smoothed,lowest seed,highest seed');
    expect(lines).toHaveLength(2 + 2 * 7);
    const png = await contentsOf(page, 'Save picture: Test accuracy');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const shown = await page.locator('.curves .chart').boundingBox();
    expect(png.readUInt32BE(16)).toBe(2 * Math.round(shown!.width));
  });

  await test.step('losses and agreement stand side by side', async () => {
    await view(page, 'Loss');
    await expect(page.locator('.curves .chart')).toHaveCount(3);
    await view(page, 'Agreement');
    await expect(page.locator('.curves .chart')).toHaveCount(2);
  });

  await test.step('the reliability diagram tells the calibration error of each network', async () => {
    await view(page, 'Calibration');
    await expect(page.locator('.curves')).toContainText(/teacher ECE \d+\.\d %/);
    await expect(page.locator('.curves')).toContainText(/standalone ECE \d+\.\d %/);
  });

  await test.step('a cell of the confusion matrix opens its digits, by mouse and by keyboard; one becomes the probe', async () => {
    await view(page, 'Confusion');
    const matrix = page.getByRole('grid', { name: 'Confusion' });
    const cells = matrix.getByRole('gridcell');
    await expect(cells).toHaveCount(100);
    const counts = (await cells.allTextContents()).map((text) => Number(text.replace('·', '0')));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2000);
    const wrong = counts.findIndex((count, cell) => Math.floor(cell / 10) !== cell % 10 && count > 0);
    await cells.nth(wrong).click();
    const opened = page.locator('.curves .opened-digits');
    await expect(opened).toContainText(
      `${Math.floor(wrong / 10)} read as ${wrong % 10}: ${counts[wrong]} digit`,
    );
    await expect(opened.getByRole('button')).toHaveCount(counts[wrong]!);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await expect(matrix.locator('[aria-selected=true]')).toHaveAttribute(
      'data-cell',
      `${Math.floor(wrong / 10)}-${Math.max(0, (wrong % 10) - 1)}`,
    );
    await cells.nth(wrong).click();
    await opened.getByRole('button').first().click();
    await expect(probe(page)).toContainText(/test digit \d+/);
    await expect(page.locator('.prediction').first()).toContainText(`Teacher${wrong % 10}`);
  });

  await test.step('dark knowledge follows the temperature, and shows the digits behind a cell', async () => {
    const region = page.getByRole('region', { name: 'Dark knowledge' });
    await region.scrollIntoViewIfNeeded();
    await expect(region.getByRole('gridcell')).toHaveCount(100);
    const rows = async () => (await region.getByRole('gridcell').allTextContents()).map(Number).slice(70, 80);
    const at8 = await rows();
    expect(at8.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 1);
    await button(page, 'Set T = 20').click();
    await expect.poll(async () => (await rows())[7]!).toBeLessThan(at8[7]!);
    await region.getByRole('gridcell').nth(41).click();
    await expect(region).toContainText('The 4s in which it sees most of a 1');
    await expect(region.locator('.gallery').getByRole('button')).toHaveCount(24);
  });

  await test.step('mistakes: what one arm reads right and the other does not', async () => {
    const region = page.getByRole('region', { name: 'Mistakes' });
    await region.scrollIntoViewIfNeeded();
    await expect(region).toContainText(/Right only when distilled: \d+/);
    await region.getByRole('button').first().click();
    await expect(probe(page)).toContainText(/test digit \d+/);
  });
  expect(errors).toEqual([]);
});

test('every setting can be set; a list that cannot be read is refused in words; a run can be cancelled', async ({
  page,
}) => {
  await page.goto('./?autostart=0');
  await button(page, /^All settings/).click();
  const drawer = page.getByRole('dialog', { name: 'All settings' });
  await drawer.getByRole('textbox', { name: 'Hidden units, layer by layer' }).first().fill('32, x');
  await page.keyboard.press('Enter');
  await expect(drawer).toContainText('got "x" in [32,"x"]');
  await drawer.getByRole('textbox', { name: 'Hidden units, layer by layer' }).first().fill('32, 16');
  await page.keyboard.press('Enter');
  await drawer.getByRole('textbox', { name: 'Epochs' }).first().fill('500');
  await button(page, 'Close the settings').click();
  await expect(button(page, /^All settings/)).toContainText('784-32-16-10 × 5 seeds × 2 arms');

  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(run(page)).toHaveText(/Students, step \d/, { timeout: 30_000 });
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(run(page)).toHaveText(/^cancelled · Students, step/);
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
  await button(page, /Keep 3 in the transfer set/).click();
  await expect(page.getByRole('note')).toContainText('keptDigits');
});

test('figure 3 tells its values where it is pointed at, and to the arrow keys', async ({ page }) => {
  await page.goto('./?autostart=0#T=4');
  const figure = page.getByRole('region', { name: 'Softened probabilities' });
  const plot = figure.getByRole('application');
  const told = figure.locator('.plot-tooltip');
  const cell = (digit: number) =>
    figure
      .getByRole('row', { name: /^T = 4 / })
      .getByRole('cell')
      .nth(digit)
      .textContent();
  await expect(plot).toBeVisible({ timeout: 20_000 });

  const box = (await plot.boundingBox())!;
  await page.mouse.move(box.x + box.width - 20, box.y + 40);
  await expect(told).toContainText(/^9T = 1: .*T = 4 \(yours\): /);
  const shown = Number(/yours\): ([\d.]+)/.exec((await told.textContent())!)?.[1]);
  expect(shown).toBeCloseTo(Number(await cell(9)), 2);
  await page.mouse.move(box.x, box.y - 200);
  await expect(told).toHaveCount(0);

  await plot.focus();
  await expect(told).toContainText(/^0T/);
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
  await expect(told).toContainText(/^1T/);
  await page.keyboard.press('End');
  await expect(told).toContainText(/^9T/);
  await page.keyboard.press('Tab');
  await expect(told).toHaveCount(0);
});

test.describe('by finger', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });
  test('figure 3 keeps the digit that was tapped, until something else is', async ({ page }) => {
    await page.goto('./?autostart=0#T=4');
    const figure = page.getByRole('region', { name: 'Softened probabilities' });
    const plot = figure.getByRole('application');
    await expect(plot).toBeVisible({ timeout: 20_000 });
    await plot.scrollIntoViewIfNeeded();
    const box = (await plot.boundingBox())!;
    await page.touchscreen.tap(box.x + box.width - 20, box.y + 40);
    await expect(figure.locator('.plot-tooltip')).toContainText(/^9T/);
    await page.waitForTimeout(300); // the mouse events that follow a tap
    await expect(figure.locator('.plot-tooltip')).toContainText(/^9T/);
    await figure.getByLabel('Temperature value').tap();
    await expect(figure.locator('.plot-tooltip')).toHaveCount(0);
  });
});
