/** Three rooms under one header: a link and Back lead to each, a run goes on meanwhile, and each is found as it was left. */
import type { Page } from '@playwright/test';
import { SEVEN } from '../support/pageObject.ts';
import { expect, test } from './fixture.ts';

const room = (page: Page, name: string) => page.getByRole('main', { name });
const hash = (page: Page) => new URL(page.url()).hash;
const top = (page: Page) => page.evaluate(() => Math.round(window.scrollY));

test('a run, a drawing and what is set go on while one changes rooms; Back and Forward know them', async ({
  page,
  on,
}) => {
  await on.open('#epochs=500&teacherEpochs=1');
  await on.train.click();
  await on.untilStudents();
  await on.draw(SEVEN);
  await on.button('Set T = 20').click();
  await on.enter('Story');
  expect(hash(page)).toMatch(/^#view=story&.*T=20/);
  await expect(on.rooms.getByRole('link', { name: 'Story' })).toHaveAttribute('aria-current', 'page');
  await expect(page).toHaveTitle('Story · Distillery');
  await expect(on.probe).toBeHidden();
  await on.enter('Experiments');
  await expect(page.getByRole('region', { name: 'Experiments' })).toBeVisible();
  await page.goBack();
  await expect(room(page, 'Story')).toBeVisible();
  await page.goBack();
  await expect(room(page, 'Playground')).toBeVisible();
  expect(hash(page)).not.toContain('view');
  await expect(on.temperature).toHaveAttribute('aria-valuenow', '20');
  await expect(on.probe).toContainText('drawn by you');
  const before = await on.step();
  await expect.poll(() => on.step()).toBeGreaterThan(before);
  await page.goForward();
  await page.goForward();
  await expect(room(page, 'Experiments')).toBeVisible();
});

test('a room is loaded when it is first wanted, or when the page has nothing else to do', async ({
  page,
  on,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await on.open();
  expect(asked.filter((url) => /ExperimentsRoom|StoryRoom/.test(url))).toEqual([]);
  await on.enter('Experiments');
  await expect(page.getByRole('region', { name: 'Sweep' })).toBeVisible();
  await expect.poll(() => asked.filter((url) => /ExperimentsRoom/.test(url))).not.toEqual([]);
  await expect.poll(() => asked.filter((url) => /StoryRoom/.test(url)), { timeout: 60_000 }).not.toEqual([]);
});

test('each room is found as it was left: scroll, focus and what was typed', async ({ page, on }) => {
  await on.open();
  await on.enter('Experiments');
  const values = page.getByRole('region', { name: 'Sweep' }).getByLabel('T', { exact: true });
  await values.fill('3 5');
  await page.waitForLoadState('networkidle'); // what was recorded of the claims above makes the room longer
  await values.scrollIntoViewIfNeeded();
  await expect.poll(() => top(page)).toBeGreaterThan(0);
  const left = await top(page);
  await page.goBack();
  await expect(room(page, 'Playground')).toBeVisible();
  expect(await top(page)).toBe(0);
  await on.temperature.focus();
  await page.goForward();
  await expect(values).toBeFocused();
  await expect(values).toHaveValue('3 5');
  expect(await top(page)).toBe(left);
  await on.enter('Playground');
  await expect(on.temperature).toBeFocused();
});

test('a link opens its room and trains; one to a room that is not there says so, and opens the Playground', async ({
  page,
  on,
}) => {
  await page.goto('./#view=experiments&seeds=2&epochs=3&teacherEpochs=1');
  await expect(room(page, 'Experiments')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Experiments' })).toBeVisible();
  await on.enter('Playground');
  await on.untilDone();
  await page.goto('about:blank');
  await page.goto('./?autostart=0#view=attic&T=4');
  await expect(on.alert).toContainText(/view: .*"playground"\|"story"\|"experiments".*got "attic"/);
  await expect(room(page, 'Playground')).toBeVisible();
  await expect(on.temperature).toHaveAttribute('aria-valuenow', '4');
});

test('a lesson that hides all of a room has no link to it', async ({ page, on }) => {
  await page.goto('./?autostart=0&lesson=article#view=story');
  await expect(on.alert).toContainText('This lesson hides the room Story: this is the Playground.');
  await expect(on.rooms.getByRole('link')).toHaveText(['Playground', 'Experiments']);
  await expect(on.canvas).toBeVisible();
});
