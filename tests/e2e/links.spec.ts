/** The address carries the settings, both ways; a link opens the same run; a hostile one breaks nothing. */
import type { Page } from '@playwright/test';
import { CONTROL_NAMES } from '../../src/library/lesson.ts';
import type { RunResult } from '../../src/experiment/results.ts';
import { pageObject } from '../support/pageObject.ts';
import { expect, test } from './fixture.ts';

const shown = (page: Page, network: string) =>
  page.getByRole('radiogroup', { name: 'Network', exact: true }).getByRole('radio', { name: network });
const hash = (page: Page) => new URL(page.url()).hash;

async function resultOf(page: Page, link: string): Promise<RunResult> {
  await page.goto('about:blank'); // or the same page would only be sent another hash
  await page.goto(link);
  const on = pageObject(page);
  await on.untilDone();
  return JSON.parse((await on.download('Download results')).toString()) as RunResult;
}

test('a link trains by itself what it says, to the same bits each time', async ({ page }) => {
  // A visit that keeps nothing: one that is left as its run ends is offered the run again by the next.
  const link =
    './?backend=wasm&fresh#seed=11&seeds=3&labels=300&hidden=16&epochs=3&T=4&teacherEpochs=1&teacherHidden=32';
  const [first, second] = [await resultOf(page, link), await resultOf(page, link)];
  expect(first.config).toMatchObject({ seed: 11, labels: 300, hidden: [16], temperature: 4 });
  const measured = ({ teacher, arms, gain }: RunResult) => ({
    teacher: [teacher.accuracy, teacher.errors],
    arms: arms.map(({ name, accuracy, nll, agreement }) => ({ name, accuracy, nll, agreement })),
    gain,
  });
  expect(first.arms.map(({ accuracy }) => accuracy.length)).toEqual([3, 3]);
  expect(measured(second)).toEqual(measured(first));
  const another = await resultOf(page, link.replace('seed=11', 'seed=12'));
  expect(measured(another)).not.toEqual(measured(first));
});

test('settings go into the address; back, forward and an edited address set them', async ({ page, on }) => {
  await on.open();
  await on.temperature.focus();
  await page.keyboard.press('End');
  for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowLeft');
  await expect.poll(() => hash(page)).toBe('#T=10&v=1');
  await shown(page, 'Teacher').focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => hash(page)).toBe('#T=10&show=distilled&v=1');
  await page.goBack();
  await expect(shown(page, 'Teacher')).toBeChecked();
  await expect(on.temperature).toHaveAttribute('aria-valuenow', '10');
  await page.goBack();
  await expect(on.temperature).toHaveAttribute('aria-valuenow', '8');
  await expect.poll(() => hash(page)).toBe('');
  await page.goForward();
  await page.goForward();
  await expect(shown(page, 'Distilled')).toBeChecked();
  await page.evaluate(() => (location.hash = '#T=2'));
  await expect(on.temperature).toHaveAttribute('aria-valuenow', '2');
  await expect(shown(page, 'Teacher')).toBeChecked();
});

for (const [what, link, message] of [
  ['a temperature of 1e9', '#T=1e9&seed=2', /temperature: .*20.*got 1000000000\./],
  ['__proto__', '#__proto__=1&constructor=2', /Unknown: "__proto__", "constructor"; known are T, /],
  ['a bad escape', '#seed=%E0%A4%A', /has a % that stands for no character/],
  [
    '100 kB of text',
    `#seed=${'9'.repeat(100_000)}`,
    /has 100005 characters after the #; expected at most 4000/,
  ],
] as const)
  test(`a link with ${what} is told what was wrong, and the page works`, async ({ page, on }) => {
    await page.goto(`./${link}`);
    await expect(on.alert).toContainText(message);
    await expect(on.run).toHaveText(/step \d|^done/, { timeout: 60_000 }); // it trains all the same
  });

test('waits for Train where less motion is wanted', async ({ page, on }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('./');
  await expect(on.train).toBeEnabled();
  await on.button('Step').click(); // a run that had begun by itself would go on
  await expect(on.run).toHaveText('paused · Teacher, step 1 of 1 482');
});

test('Share copies the link to what is set, before the address has it', async ({ page, on, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('./?autostart=0#show=distilled&v=1');
  await on.temperature.focus();
  await page.keyboard.press('End');
  await on.button('Share').click();
  await expect(page.getByRole('status', { name: 'Link' })).toHaveText(/^Link copied/);
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/\/\?autostart=0#T=20&show=distilled&v=1$/);
  await expect(page.getByRole('textbox', { name: 'Link to what is set' })).toHaveValue(copied);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('textbox', { name: 'Link to what is set' })).toBeHidden();
});

test('where the clipboard is blocked, Share shows the link selected', async ({ page, on }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await page.goto('./?autostart=0#T=4');
  await on.button('Share').click();
  await expect(page.getByRole('status', { name: 'Link' })).toContainText('does not let this page copy');
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toMatch(/#T=4&v=1$/);
});

test('a lesson hides what was picked for it, and names what no control is called', async ({ page, on }) => {
  await page.goto('./?autostart=0#T=4');
  await on.button('Share').click();
  await on.button('Make a lesson link').click();
  await page.getByRole('checkbox', { name: 'Open files' }).check();
  await page.getByRole('checkbox', { name: 'Choice of digits' }).check();
  const link = await page.getByRole('textbox', { name: 'Link of the lesson' }).inputValue();
  expect(link).toMatch(/\?autostart=0&lesson=files,digits#T=4&v=1$/);
  await page.goto(link);
  await expect(on.temperature).toHaveAttribute('aria-valuenow', '4');
  await expect(on.button('Open files')).toBeHidden();
  await expect(page.getByRole('combobox', { name: 'Digits' })).toBeHidden();
  await expect(on.button('Share')).toBeVisible();
  await page.goto(`./?autostart=0&lesson=${CONTROL_NAMES.join(',')}`);
  await expect(on.probabilities).toBeHidden();
  await expect(on.canvas).toBeVisible();
  await expect(page.getByRole('region')).toHaveCount(2); // probe and softened probabilities are never hidden
  await page.goto('./?autostart=0&lesson=share,teleport');
  await expect(on.alert).toContainText(
    'hides "teleport", but there is no such control. Known are: experiment, digits, ',
  );
  await expect(on.button('Share')).toBeHidden();
});
