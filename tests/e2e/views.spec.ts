/** What a finished run can be looked at by: curves, calibration, confusion, dark knowledge, mistakes; as pictures and numbers. */
import type { Locator, Page } from '@playwright/test';
import type { PageObject } from '../support/pageObject.ts';
import { expect, test } from './fixture.ts';

/** Small enough to be over in a second or two. */
const QUICK = '#seeds=2&epochs=6&teacherEpochs=2';

const view = (page: Page, name: string) =>
  page.getByRole('radiogroup', { name: 'Chart' }).getByText(name, { exact: true }).click();

test('a finished run, looked at in every way', async ({ page, on }) => {
  await on.open(QUICK);
  await on.train.click();
  await on.untilDone();

  await test.step('the accuracy chart is to be had as numbers, one line per epoch and arm, and as a picture', async () => {
    const lines = (await on.download('Save numbers: Test accuracy')).toString().trim().split('\n');
    expect(lines[0]).toBe('epoch,arm,mean,smoothed,lowest seed,highest seed,unit,run');
    expect(lines).toHaveLength(1 + 2 * 7); // the last epoch too: curves wait for each other only while they grow
    const png = await on.download('Save picture: Test accuracy');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const shown = await page.locator('.curves .chart').boundingBox();
    expect(png.readUInt32BE(16)).toBeGreaterThanOrEqual(2 * Math.floor(shown!.width));
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
    await becomesProbe(on, opened.getByRole('button').first());
    await expect(on.reading).toContainText(`Teacher${wrong % 10}`);
  });

  await test.step('dark knowledge follows the temperature, and shows the digits behind a cell', async () => {
    const region = page.getByRole('region', { name: 'Dark knowledge' });
    await on.reach(region);
    await expect(region.getByRole('gridcell')).toHaveCount(100);
    const rows = async () => (await region.getByRole('gridcell').allTextContents()).map(Number).slice(70, 80);
    const at8 = await rows();
    expect(at8.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 1);
    await on.button('Set T = 20').click(); // may scroll the matrix out of sight, where it stands still
    await on.reach(region.getByRole('grid'));
    await expect(region).toContainText('T = 20');
    await expect.poll(async () => (await rows())[7]!).toBeLessThan(at8[7]!);
    await region.getByRole('gridcell').nth(41).click();
    await expect(region).toContainText('The 4s in which it sees most of a 1');
    await expect(region.locator('.gallery').getByRole('button')).toHaveCount(24);
  });

  await test.step('mistakes: what one arm reads right and the other does not', async () => {
    const region = page.getByRole('region', { name: 'Mistakes' });
    await on.reach(region);
    await expect(region).toContainText(/Right only when distilled: \d+/);
    await becomesProbe(on, region.getByRole('button').last());
  });
});

/** A click on a small digit, named by its number, shows that one. */
async function becomesProbe(on: PageObject, digit: Locator): Promise<void> {
  const index = /test digit (\d+)/.exec((await digit.getAttribute('aria-label'))!)![1]!;
  await digit.click();
  await expect(on.probe).toContainText(`test digit ${index}`);
}

test('the run before has a name, and leaves the axes to the run on display', async ({ page, on }) => {
  await on.open('#seeds=2&epochs=30&teacherEpochs=2');
  await on.train.click();
  await on.untilDone();
  await page.evaluate(() => (location.hash = '#seeds=2&epochs=4&teacherEpochs=1&labels=20&hidden=4'));
  await expect(page.getByRole('note')).toContainText('labels');
  await on.train.click();
  await expect(on.run).not.toHaveText(/^done in/);
  await on.untilDone();
  const chart = page.locator('.curves .chart');
  await expect(chart).toContainText('run before');
  const epochs = async () =>
    (await chart.locator('svg text').allTextContents()).filter((text) => /^\d+$/.test(text)).map(Number);
  await expect.poll(async () => Math.max(...(await epochs()))).toBe(4);
  const csv = (await on.download('Save numbers: Test accuracy')).toString();
  expect(csv).toMatch(/^30,distilled,.*,"?run before/m);
  expect(csv).toMatch(/^4,distilled,.*,this run$/m);
});

test('many opened digits scroll inside the panel: the matrix keeps its height', async ({ page, on }) => {
  await on.open(QUICK);
  await on.train.click();
  await on.untilDone();
  await view(page, 'Confusion');
  const matrix = page.getByRole('grid', { name: 'Confusion' });
  const before = (await matrix.boundingBox())!.height;
  await matrix.getByRole('gridcell').first().click();
  await expect(page.locator('.curves .opened-digits').getByRole('button').nth(40)).toBeAttached();
  expect((await matrix.boundingBox())!.height).toBe(before);
  await page.keyboard.press('Tab'); // away, and back: Tab comes to the chosen cell
  await page.keyboard.press('Shift+Tab');
  await expect(matrix.locator('[aria-selected=true]')).toBeFocused();
});

test('a picture that cannot be made is said in words', async ({ page, on }) => {
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('The canvas is tainted.', 'SecurityError');
    };
    HTMLCanvasElement.prototype.toBlob = refuse;
    HTMLCanvasElement.prototype.toDataURL = refuse;
  });
  await on.open('#T=4');
  await on.button('Save picture: Probability by digit').click();
  await expect(on.alert).toContainText('The picture could not be made (The canvas is tainted.)');
});

test('every setting can be set; a list that cannot be read is refused in words', async ({ page, on }) => {
  await on.open();
  await on.button(/^All settings/).click();
  const drawer = page.getByRole('dialog', { name: 'All settings' });
  await drawer.getByRole('textbox', { name: 'Hidden units, layer by layer' }).first().fill('32, x');
  await page.keyboard.press('Enter');
  await expect(drawer).toContainText('got "x" in [32,"x"]');
  await drawer.getByRole('textbox', { name: 'Hidden units, layer by layer' }).first().fill('32, 16');
  await page.keyboard.press('Enter');
  await drawer.getByRole('textbox', { name: 'Epochs' }).first().fill('500');
  await on.button('Close the settings').click();
  await expect(on.button(/^All settings/)).toContainText('784-32-16-10 × 5 seeds × 2 arms');

  await on.train.click();
  await on.untilStudents();
  await on.button(/Keep 3 in the transfer set/).click();
  await expect(page.getByRole('note')).toContainText('keptDigits');
});

test('figure 3 tells its values where it is pointed at, and to the arrow keys', async ({ page, on }) => {
  await on.open('#T=4');
  const { figure } = on;
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
  test('figure 3 keeps the digit that was tapped, until something else is', async ({ page, on }) => {
    await on.open('#T=4');
    const { figure } = on;
    const plot = figure.getByRole('application');
    await expect(plot).toBeVisible({ timeout: 20_000 });
    await plot.scrollIntoViewIfNeeded();
    const box = (await plot.boundingBox())!;
    await plot.evaluate((element) => {
      element.addEventListener('click', () => element.setAttribute('data-clicked', ''));
    });
    await page.touchscreen.tap(box.x + box.width - 20, box.y + 40);
    await expect(plot).toHaveAttribute('data-clicked', ''); // the last of the mouse events that follow a tap
    await expect(figure.locator('.plot-tooltip')).toContainText(/^9T/);
    await figure.getByLabel('Temperature value').tap();
    await expect(figure.locator('.plot-tooltip')).toHaveCount(0);
  });
});
