/** Every chart that can be saved, light and dark, wide and narrow: the picture holds the whole of it, and can be read. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { pictureFaults } from '../support/pictureFaults.ts';
import { expect, test } from './fixture.ts';

const LOOKS = [
  { width: 1440, height: 900, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
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

/**
 * @param atLeast so many charts are waited for: each comes when it can
 * @param seen titles that were looked at before, and are not again
 * @returns how many pictures there are
 */
async function expectWhole(
  page: Page,
  what: string,
  atLeast: number,
  seen = new Set<string>(),
): Promise<number> {
  await expect.poll(() => titlesOf(page).then(({ length }) => length), what).toBeGreaterThanOrEqual(atLeast);
  const titles = await titlesOf(page);
  const viewer = await page.context().newPage();
  for (const title of titles.filter((each) => !seen.has(each))) {
    seen.add(title);
    const svg = (await savedAs(page, `Save drawing: ${title}`)).toString();
    expect.soft(await pictureFaults(page, viewer, svg, title), `${what}: ${title}`).toEqual([]);
    if (what.startsWith('dark')) continue; // its numbers are the same, and its size in pixels is made as in the light
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
  await viewer.close();
  return titles.length;
}

test('pictures of a finished run hold the whole of it', async ({ page, on }) => {
  test.setTimeout(400_000);
  await on.open('#seeds=2&epochs=6&teacherEpochs=2&T=4');
  await on.train.click();
  await on.untilDone();
  await on.reach(page.getByRole('region', { name: 'Dark knowledge' }));
  await expect(page.getByRole('grid', { name: 'Mean soft targets' })).toBeVisible();
  const charts = page.getByRole('radiogroup', { name: 'Chart' });
  for (const { colorScheme, ...size } of LOOKS) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    // One view shows whether colours and width are right; what each view holds does not change with them.
    const views = ['Accuracy', 'Loss', 'Agreement', 'Calibration', 'Confusion'];
    const seen = new Set<string>();
    for (const view of colorScheme === 'light' ? views : ['Confusion']) {
      await charts.getByText(view, { exact: true }).click();
      await expect(page.locator('.curves .chart').first()).toBeVisible();
      await expectWhole(page, `${colorScheme} ${size.width} ${view}`, 3, seen); // Figure 3 and dark knowledge beside it
    }
  }
});

test('pictures of a claim, opened, hold the whole of it', async ({ page, on }) => {
  await on.open();
  await on.enter('Experiments');
  for (const { colorScheme, ...size } of LOOKS) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    const titles = ['Too small to learn it', 'The 3 it never saw', 'Is it really the teacher?'];
    for (const title of colorScheme === 'light' ? titles : titles.slice(0, 1)) {
      await on.button(title).click();
      await expect(page.getByRole('dialog').getByRole('img', { name: /recorded/ })).toBeVisible();
      expect(await expectWhole(page, `${colorScheme} ${size.width}`, 1)).toBe(1);
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
  const { region, done } = await on.sweep('1, 8', '0.5 0.9');
  await expect(done).toHaveCount(4, { timeout: 60_000 });
  for (const { colorScheme, ...size } of LOOKS) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    expect(await expectWhole(page, `${colorScheme} ${size.width}`, 2)).toBe(2);
  }
  const toggle = page.getByRole('button', { name: /^Show numbers: Accuracy by epoch/ });
  await toggle.click();
  const table = region.getByRole('table', { name: /^Accuracy by epoch/ });
  await expect(table.getByRole('row')).toHaveCount(1 + 4); // before the first epoch, and after each
  await toggle.click();
  await expect(table).toHaveCount(0);
});
