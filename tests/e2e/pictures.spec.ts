/** Every chart that can be saved, light and dark, wide and narrow: the picture holds the whole of it, and can be read. */
import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { pictureFaults } from '../support/pictureFaults.ts';
import { expect, test } from './fixture.ts';

const LOOKS = [
  { width: 1440, height: 900, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
  { width: 1440, height: 900, colorScheme: 'dark' },
] as const;

/** Below a room's first screen things are made when they come near. */
async function titlesOf(page: Page): Promise<string[]> {
  const buttons = page.getByRole('button', { name: /^Save drawing: / });
  const names = await buttons.evaluateAll((all) => all.map((button) => button.getAttribute('aria-label')!));
  return names.map((name) => name.replace('Save drawing: ', ''));
}

async function savedAs(page: Page, name: string): Promise<Buffer> {
  const button = page.getByRole('button', { name, exact: true });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await download.path());
}

async function expectWhole(page: Page, what: string): Promise<number> {
  const titles = await titlesOf(page);
  for (const title of titles) {
    const svg = (await savedAs(page, `Save drawing: ${title}`)).toString();
    expect.soft(await page.evaluate(pictureFaults, { svg, title }), `${what}: ${title}`).toEqual([]);
    const png = await savedAs(page, `Save picture: ${title}`);
    const [, width, height] = /^<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg)!.map(Number);
    expect.soft([png.readUInt32BE(16), png.readUInt32BE(20)], title).toEqual([2 * width!, 2 * height!]);
    const csv = (await savedAs(page, `Save numbers: ${title}`)).toString();
    const [header, first] = csv.split('\n').map((line) => line.split(','));
    expect
      .soft(
        header!.every((name) => name !== '' && !name.startsWith('#')),
        title,
      )
      .toBe(true);
    expect.soft(first!.length, title).toBeGreaterThanOrEqual(header!.length);
    const numbers = csv.split(/[,\n]/).flatMap((field) => (/^[-\d.e]+$/.test(field) ? [Number(field)] : []));
    expect.soft(numbers, title).toEqual(numbers.map((number) => Number(number.toPrecision(6))));
  }
  return titles.length;
}

test('pictures of a finished run hold the whole of it', async ({ page, on }) => {
  test.setTimeout(600_000);
  await on.open('#seeds=2&epochs=6&teacherEpochs=2&T=4');
  await on.train.click();
  await on.untilDone();
  await page.getByRole('region', { name: 'Dark knowledge' }).scrollIntoViewIfNeeded();
  await expect(page.getByRole('grid', { name: 'Mean soft targets' })).toBeVisible();
  const charts = page.getByRole('radiogroup', { name: 'Chart' });
  for (const { colorScheme, ...size } of LOOKS) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    for (const view of ['Accuracy', 'Loss', 'Agreement', 'Calibration', 'Confusion']) {
      await charts.getByText(view, { exact: true }).click();
      await expect(page.locator('.curves .chart').first()).toBeVisible();
      const numCharts = await expectWhole(page, `${colorScheme} ${size.width} ${view}`);
      expect(numCharts).toBeGreaterThanOrEqual(3); // Figure 3 and dark knowledge beside it
    }
  }
});

test('pictures of a claim, opened, hold the whole of it', async ({ page, on }) => {
  await on.open();
  await on.enter('Experiments');
  for (const { colorScheme, ...size } of LOOKS) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    for (const title of ['Too small to learn it', 'The 3 it never saw', 'Is it really the teacher?']) {
      await on.button(title).click();
      await expect(page.getByRole('dialog').getByRole('img', { name: /recorded/ })).toBeVisible();
      expect(await expectWhole(page, `${colorScheme} ${size.width}`)).toBe(1);
      const { violations } = await new AxeBuilder({ page })
        .include('[role=dialog]')
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  }
});

test('pictures of a sweep and of its best cell hold the whole of it; a curve is to be had as a table', async ({
  page,
  on,
}) => {
  await on.open('#epochs=3&teacherEpochs=1&labels=500');
  await on.enter('Experiments');
  const region = page.getByRole('region', { name: 'Sweep' });
  await region.getByLabel('T', { exact: true }).fill('1, 8');
  await region.getByLabel('softWeight', { exact: true }).fill('0.5 0.9');
  await on.button('Run the sweep').click({ timeout: 30_000 });
  const done = region.getByRole('cell').filter({ hasText: /^[+−]\d+\.\d\d/ });
  await expect(done).toHaveCount(4, { timeout: 60_000 });
  for (const { colorScheme, ...size } of LOOKS) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    expect(await expectWhole(page, `${colorScheme} ${size.width}`)).toBe(2);
  }
  const toggle = page.getByRole('button', { name: /^Show numbers: Accuracy by epoch/ });
  await toggle.click();
  const table = region.getByRole('table', { name: /^Accuracy by epoch/ });
  await expect(table.getByRole('row')).toHaveCount(1 + 4); // before the first epoch, and after each
  await toggle.click();
  await expect(table).toHaveCount(0);
});
