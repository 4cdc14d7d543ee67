/** Parts of the page that cannot be loaded, as when a newer build was put in its place or the connection is lost. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';

// The console tells of every request that fails, and React of every part.
test.use({
  expectedErrors:
    /Failed to load resource|dynamically imported module|preload CSS|a bad day|React error #520/,
});

interface Chunk {
  readonly file: string;
  readonly isDynamicEntry?: boolean;
}

/** What every page asks for at once, though apart from what it first shows. */
const AT_ONCE = ['src/worker/client.ts', 'src/library/shippedTeacher.ts'];

/** All that the page loads when it is wanted, by what the build says of itself. */
function lateFiles(): string[] {
  const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8')) as Record<string, Chunk>;
  return Object.entries(manifest)
    .filter(([name, { isDynamicEntry }]) => isDynamicEntry && !AT_ONCE.includes(name))
    .map(([, { file }]) => file);
}

const isMissing = (page: Page) => page.getByText('could not be loaded').filter({ visible: true });

test('with every late part missing the page trains, pauses and cancels; each says so, and comes when it can', async ({
  page,
  on,
}) => {
  const files = lateFiles();
  expect(files.length).toBeGreaterThan(25);
  const isLate = (url: URL) => files.some((file) => url.pathname.endsWith(file));
  await page.route(isLate, (route) => route.abort());
  await on.open('#epochs=500&teacherEpochs=1&teacherHidden=32&labels=300');

  await on.train.click();
  await expect(on.run).toHaveText(/step [1-9]/, { timeout: 60_000 });
  await on.button('Pause').click();
  await expect(on.run).toHaveText(/^paused/);
  await page.getByRole('combobox', { name: 'Digits' }).selectOption('Embedded, calm hand'); // the browser's own list
  await expect(on.data).toHaveText(/calm/);
  await on.button('Resume').click();
  await on.untilStudents();
  await on.button(/^All settings/).click();
  await page.locator('.broken-dialog').getByRole('button', { name: 'Close' }).click();
  await expect(page.locator('.broken-dialog')).toBeHidden();
  await on.button('Help').click();
  await expect(page.locator('.broken-dialog')).toContainText('All else goes on, a run too.');
  await on.enter('Story');
  await expect(isMissing(page).first()).toBeVisible();
  await on.enter('Experiments');
  await expect(isMissing(page).first()).toBeVisible();
  await on.enter('Playground');

  await page.unroute(isLate);
  await on.button('Share').click(); // tries again, and is there
  await page.locator('.broken-dialog').getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('dialog', { name: /Help|Keys/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await on.enter('Story');
  await page.getByRole('main').getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('article')).toBeVisible();
  await on.enter('Playground');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(isMissing(page)).toHaveCount(0);
  await expect(page.locator('.curves svg').first()).toBeVisible();
  await on.button('Share').click();
  await expect(page.getByRole('status', { name: 'Link' })).toBeVisible();
  await page.keyboard.press('Escape');
  await on.button('Cancel').click();
  await expect(on.run).toHaveText(/^cancelled/);
});

test('a part that breaks says so in its place, with details to copy, and the rest goes on', async ({
  page,
  on,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.route(/assets\/AllSettings/, (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: 'export function AllSettings() { throw new Error("a bad day") }',
    }),
  );
  await on.open();
  await on.button(/^All settings/).click();
  const said = on.alert.filter({ hasText: 'This part of the page broke: a bad day All else goes on' });
  await said.getByRole('button', { name: 'Copy details' }).click();
  await expect(said.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /Distillery, .*Error: a bad day/s,
  );
  await said.getByRole('button', { name: 'Try again' }).click();
  await said.getByRole('button', { name: 'Close' }).click();
  await expect(said).toBeHidden();
  await on.train.click();
  await expect(on.run).toHaveText(/step [1-9]/, { timeout: 60_000 });
});
