/** The built page as a person uses it: draw, slide, train, read. */
import type { Page } from '@playwright/test';
import type { RunResult } from '../../src/experiment/results.ts';
import { SEVEN } from '../support/pageObject.ts';
import { expect, test } from './fixture.ts';

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

test('is slid and drawn on while it trains; pauses, makes steps, goes on, is cancelled', async ({
  page,
  on,
}) => {
  await on.open('#epochs=500&teacherEpochs=1');
  await on.train.click();
  await on.untilStudents();

  await test.step('the temperature acts at once', async () => {
    await on.temperature.focus();
    await page.keyboard.press('End');
    await expect(on.temperature).toHaveAttribute('aria-valuenow', '20');
    const hot = await probabilities(page, 20);
    expect(hot.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 2);
    expect(Math.max(...hot)).toBeLessThan(Math.max(...(await probabilities(page, 1))));
    await page.getByRole('textbox', { name: 'Temperature value' }).fill('8');
    await page.getByRole('textbox', { name: 'Temperature value' }).blur();
    await expect(on.temperature).toHaveAttribute('aria-valuenow', '8');
  });

  await test.step('a drawing is read', async () => {
    await on.draw(SEVEN);
    await expect(on.probe).toContainText('drawn by you');
    await expect(on.reading).toContainText(/Teacher\d/);
  });

  await test.step('pauses, and makes one step for each Step', async () => {
    await on.button('Pause').click();
    await expect(on.run).toHaveText(/^paused · \w+, step [\d ]+ of [\d ]+$/);
    const before = await on.step();
    for (const taken of [1, 2]) {
      await on.button('Step').click();
      await expect.poll(() => on.step()).toBe(before + taken);
    }
    await on.button('Resume').click();
    await expect.poll(() => on.step()).toBeGreaterThan(before + 2);
  });

  await on.button('Cancel').click();
  await expect(on.run).toHaveText(/^cancelled · Students, step/);
  await expect(on.train).toBeEnabled();
});

test('trains by itself, and shows the numbers of the run', async ({ page, on }) => {
  const openedMs = Date.now();
  await page.goto('./');
  await expect(on.backend).toHaveText(/wasm SIMD/);
  await expect(on.data).toHaveText('Penmanship mid: 10 000 + 2 000');
  await expect(on.probabilities).toBeVisible();
  console.log(`first curve of the probe ${Date.now() - openedMs} ms after opening`);
  await on.untilDone();
  console.log(await on.run.innerText());

  const result = JSON.parse((await on.download('Download results')).toString()) as RunResult;
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
    await expect(on.reading).toContainText(`Teacher${digit}`);
    expect(digit).toBe(7);
  });

  await test.step('the hardest and the disputed digits of the run can be looked at', async () => {
    for (const kind of ['Hardest', 'Disputed', 'Random']) {
      await on.draw(SEVEN);
      await expect(on.probe).toContainText('drawn by you');
      await on.button(kind).click();
      await expect(on.probe).toContainText(/test digit \d+/);
    }
  });

  await test.step('Rewind stands at the first weights, with the teacher kept', async () => {
    await on.button('Rewind').click();
    await expect(on.run).toHaveText('paused · Students, step 0 of 1 240');
    expect((await comparison(page, 'Teacher'))[0]).toBe(percent(result.teacher.accuracy));
    const accuracy = async () => parseFloat((await comparison(page, 'Distilled student'))[0]!);
    await expect.poll(accuracy).toBeLessThan(30);
  });
});

test('Step on an idle page makes one step and stands', async ({ on }) => {
  await on.open();
  for (const step of [1, 2]) {
    await on.button('Step').click();
    await expect(on.run).toHaveText(`paused · Teacher, step ${step} of 1 482`);
  }
});

test('an empty canvas predicts nothing; Undo takes back a stroke', async ({ on }) => {
  await on.open();
  await expect(on.probabilities).toBeVisible();
  await on.button('Clear').click();
  await expect(on.reading).toContainText('nothing to read');
  await on.draw(SEVEN);
  await expect(on.reading).toContainText('then');
  await on.button('Undo').click();
  await expect(on.reading).toContainText('nothing to read');
  await on.button('Show a test 3').click();
  await expect(on.probe).toContainText('test digit');
});

test('the colours change by their button, and back, without an error', async ({ page, on }) => {
  await on.open();
  for (const scheme of ['dark', 'light']) {
    await on.button(`Change to ${scheme}`).click();
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
  }
});
