/** The built page as a person uses it: draw, slide, train, read. */
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import type { RunResult } from '../../src/experiment/results.ts';

const errors: string[] = [];
test.beforeEach(({ page }) => {
  errors.length = 0;
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
});
test.afterEach(() => expect(errors).toEqual([]));

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const run = (page: Page) => page.getByRole('status', { name: 'Run' });

/** Probabilities of one row of the figure's table, by digit. */
async function probabilities(page: Page, temperature: number): Promise<number[]> {
  const row = page
    .getByRole('table', { name: 'Probabilities' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: `T = ${temperature}`, exact: true }) });
  return (await row.getByRole('cell').allTextContents()).map(Number);
}

async function comparison(page: Page, network: string): Promise<string[]> {
  const row = page
    .getByRole('table', { name: 'Comparison' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: network }) });
  return row.getByRole('cell').allTextContents();
}

async function drawSeven(page: Page): Promise<void> {
  const box = (await page.getByRole('img', { name: 'Drawing canvas' }).boundingBox())!;
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(0.3, 0.25));
  await page.mouse.down();
  await page.mouse.move(...at(0.7, 0.25), { steps: 12 });
  await page.mouse.move(...at(0.45, 0.8), { steps: 16 });
  await page.mouse.up();
}

test('trains by itself, is drawn on and slid meanwhile, and shows the numbers of the run', async ({
  page,
}) => {
  const openedMs = Date.now();
  await page.goto('./');
  await expect(page.getByRole('status', { name: 'Backend' })).toHaveText(/wasm SIMD/);
  await expect(page.getByRole('status', { name: 'Data' })).toHaveText('Penmanship mid: 10 000 + 2 000');
  await expect(page.getByRole('table', { name: 'Probabilities' })).toBeVisible();
  console.log(`first curve of the probe ${Date.now() - openedMs} ms after opening`);
  await expect(button(page, 'Pause')).toBeVisible(); // it has begun by itself

  await test.step('the temperature acts at once, while training runs', async () => {
    const slider = page.getByRole('slider', { name: 'Temperature', exact: true });
    await slider.focus();
    await page.keyboard.press('End');
    await expect(slider).toHaveAttribute('aria-valuenow', '20');
    const hot = await probabilities(page, 20);
    expect(hot.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 2);
    expect(Math.max(...hot)).toBeLessThan(Math.max(...(await probabilities(page, 1))));
    await page.getByRole('textbox', { name: 'Temperature value' }).fill('8');
    await page.getByRole('textbox', { name: 'Temperature value' }).blur();
    await expect(slider).toHaveAttribute('aria-valuenow', '8');
  });

  await test.step('a drawing is read while training runs', async () => {
    await drawSeven(page);
    await expect(page.getByRole('list', { name: 'Predictions' }).getByRole('listitem').first()).toContainText(
      /Teacher7/,
      {
        timeout: 20_000,
      },
    );
  });

  await test.step('pauses, makes one step, goes on', async () => {
    await button(page, 'Pause').click();
    await expect(run(page)).toHaveText(/^paused · \w+, step [\d ]+ of [\d ]+$/);
    const stepOf = async () =>
      Number(/step ([\d ]+) of/.exec((await run(page).textContent())!)![1]!.replace(' ', ''));
    const before = await stepOf();
    await page.waitForTimeout(400);
    expect(await stepOf()).toBe(before);
    await button(page, 'Step').click();
    await expect.poll(stepOf).toBe(before + 1);
    await button(page, 'Resume').click();
  });

  const startedMs = Date.now();
  await expect(run(page)).toHaveText(/^done in/, { timeout: 90_000 });
  console.log(`${await run(page).textContent()}; the last part took ${Date.now() - startedMs} ms`);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    button(page, 'Download results').click(),
  ]);
  const result = JSON.parse(await readFile(await download.path(), 'utf8')) as RunResult;
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;

  await test.step('the comparison shows the numbers of the run', async () => {
    expect((await comparison(page, 'Teacher')).slice(0, 2)).toEqual([
      percent(result.teacher.accuracy),
      String(result.teacher.errors),
    ]);
    for (const [row, name] of [
      ['Standalone student', 'standalone'],
      ['Distilled student', 'distilled'],
    ] as const) {
      const arm = result.arms.find((each) => each.name === name)!;
      const cells = await comparison(page, row);
      expect(arm.accuracy).toHaveLength(5);
      expect(cells[0]).toBe(percent(arm.accuracy.reduce((sum, value) => sum + value, 0) / 5));
      expect(cells[2]).toBe('50 890');
      expect(cells[3]).toMatch(/^\d+\.\d+ ms$/);
      expect(cells[4]).toBe(
        `${((100 * arm.agreement.reduce((sum, value) => sum + value, 0)) / 5).toFixed(1)} %`,
      );
    }
    await expect(page.getByRole('region', { name: 'Comparison' })).toContainText(
      `+${result.gain.mean.toFixed(2)} points`,
    );
    expect(result.gain.ci95![0]).toBeGreaterThan(0);
  });

  await test.step('the table of probabilities is softmax at each temperature, and the prediction is its row at T = 1', async () => {
    const [at4, at8] = [await probabilities(page, 4), await probabilities(page, 8)];
    const best = at4.indexOf(Math.max(...at4));
    at4.forEach((value, digit) => {
      if (value > 0.01)
        expect(Math.log(at8[digit]! / at8[best]!)).toBeCloseTo(Math.log(value / at4[best]!) / 2, 1);
    });
    const at1 = await probabilities(page, 1);
    const digit = at1.indexOf(Math.max(...at1));
    await expect(page.getByRole('list', { name: 'Predictions' }).getByRole('listitem').first()).toContainText(
      `Teacher${digit}`,
    );
    expect(digit).toBe(7);
  });

  await test.step('the hardest and the disputed digits of the run can be looked at', async () => {
    for (const kind of ['Hardest', 'Disputed', 'Random']) {
      await button(page, kind).click();
      await expect(page.getByRole('region', { name: 'Probe' })).toContainText(/test digit \d+/);
    }
  });

  await test.step('Rewind stands at the first weights, with the teacher kept', async () => {
    await button(page, 'Rewind').click();
    await expect(run(page)).toHaveText('paused · Students, step 0 of 1 240');
    expect((await comparison(page, 'Teacher'))[0]).toBe(percent(result.teacher.accuracy));
    const [accuracy] = await comparison(page, 'Distilled student');
    expect(parseFloat(accuracy!)).toBeLessThan(30);
  });
});

test('Step on an idle page makes one step and stands', async ({ page }) => {
  await page.goto('./?autostart=0');
  await button(page, 'Step').click();
  await expect(run(page)).toHaveText('paused · Teacher, step 1 of 780');
  await button(page, 'Step').click();
  await expect(run(page)).toHaveText('paused · Teacher, step 2 of 780');
});

test('an empty canvas predicts nothing; Undo takes back a stroke', async ({ page }) => {
  await page.goto('./?autostart=0');
  await button(page, 'Train').click();
  await expect(page.getByRole('table', { name: 'Probabilities' })).toBeVisible();
  await button(page, 'Clear').click();
  await expect(page.getByRole('listitem').first()).toContainText('nothing to read');
  await drawSeven(page);
  await expect(page.getByRole('listitem').first()).toContainText('then');
  await button(page, 'Undo').click();
  await expect(page.getByRole('listitem').first()).toContainText('nothing to read');
  await button(page, 'Show a test 3').click();
  await expect(page.getByRole('region', { name: 'Probe' })).toContainText('test digit');
});
