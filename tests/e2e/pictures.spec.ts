/** Every chart that can be saved, light and dark, wide and narrow: the picture holds the whole of it, and can be read. */
import { readFile } from 'node:fs/promises';
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

test('pictures of a claim hold the whole of it', async ({ page, on }) => {
  await on.open();
  await on.enter('Experiments');
  for (const { colorScheme, ...size } of LOOKS) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    for (const title of ['Too small to learn it', 'The 3 it never saw', 'Is it really the teacher?']) {
      await on.button(title).click();
      await expect(page.getByRole('dialog').getByRole('img', { name: /recorded/ })).toBeVisible();
      expect(await expectWhole(page, `${colorScheme} ${size.width}`)).toBe(1);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  }
});
