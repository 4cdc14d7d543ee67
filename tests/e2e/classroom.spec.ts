/** What a class needs: a panel in somebody's page, a code of a link, a seed for everybody. */
import { decode } from 'fast-png';
import jsQR from 'jsqr';
import type { Locator, Page } from '@playwright/test';
import { EMBEDDABLE } from '../../src/library/embedLabels.ts';
import { expect, test } from './fixture.ts';

const SMALL = '#seeds=2&epochs=3&teacherEpochs=1&labels=300&hidden=16&teacherHidden=32';
const RUN_MS = 120_000;

/** All that a page can keep in a browser. Runs in the page. */
async function kept(): Promise<unknown> {
  const databases = await indexedDB.databases();
  return [{ ...window.localStorage }, { ...sessionStorage }, databases, await caches.keys(), document.cookie];
}

for (const panel of ['softened', 'probe', 'comparison'] as const)
  test(`an embedded panel stands alone and keeps nothing: ${panel}`, async ({ page, on }) => {
    await page.goto(`./?autostart=0&embed=${panel}${SMALL}`);
    await expect(page.getByRole('region')).toHaveCount(1);
    await expect(page.getByRole('region', { name: EMBEDDABLE[panel] })).toBeVisible();
    const length = await page.evaluate(() => history.length);
    await expect(on.train).toBeEnabled({ timeout: RUN_MS });
    await on.train.click();
    if (panel === 'softened') await on.temperature.press('End');
    await on.untilDone();
    await page.reload();
    await expect(on.train).toBeEnabled({ timeout: RUN_MS });
    expect(await page.evaluate(kept)).toEqual([{}, {}, [], [], '']);
    expect(await page.evaluate(() => history.length)).toBe(length); // Back belongs to the page around it
    await expect(page.getByRole('link', { name: 'Open in Distillery' })).toHaveAttribute(
      'href',
      /\?autostart=0#seeds=2/,
    );
  });

test('a panel that is not there is told, with those that are', async ({ page, on }) => {
  await page.goto('./?autostart=0&embed=teleport');
  await expect(on.alert).toHaveText(
    'There is no panel "teleport" to embed. There are: probe, predictions, softened, curves, training, comparison, diagram, darkKnowledge, mistakes.',
  );
  await expect(page.getByRole('region')).toHaveCount(0);
});

test('the link for a class is in its code, which a camera can read', async ({ page, on }) => {
  await page.goto('./?autostart=0#T=4&labels=500');
  await on.button('Share').click();
  await on.button('Link for a class, QR code').click();
  const link = page.getByRole('textbox', { name: 'Link for the class' });
  await expect(link).toHaveValue(/\?autostart=0&seed=own#labels=500&T=4&v=1$/);
  expect(await read(page.getByRole('img', { name: 'QR code of the link' }))).toBe(await link.inputValue());
  await page.getByRole('switch', { name: /A seed of its own/ }).uncheck({ force: true });
  await expect(link).not.toHaveValue(/seed=own/);
  expect(await read(page.getByRole('img', { name: 'QR code of the link' }))).toBe(await link.inputValue());
  await page.keyboard.press('Escape');
  await expect(on.button('Share')).toBeFocused();
});

async function read(code: Locator): Promise<string | undefined> {
  const { width, height, data, channels } = decode(await code.screenshot());
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let at = 0; at < width * height; at++)
    for (let channel = 0; channel < 4; channel++)
      rgba[4 * at + channel] = channel < channels ? data[channels * at + channel]! : 255;
  return jsQR(rgba, width, height)?.data;
}

test('too long a link is told to be so, in place of a code', async ({ page, on }) => {
  await page.goto(`./?autostart=0&note=${'x'.repeat(800)}`);
  await on.button('Share').click();
  await on.button('Link for a class, QR code').click();
  await expect(page.getByText(/^The link has \d+ characters/)).toBeVisible();
  await expect(page.getByRole('img', { name: 'QR code of the link' })).toHaveCount(0);
});

const seedOf = (page: Page) => Number(/[#&]seed=(\d+)/.exec(page.url())?.[1]);

test('who opens a link for a class draws a seed, which stands in the address from then on', async ({
  page,
}) => {
  await page.goto('./?autostart=0&seed=own#seed=1&T=4');
  const status = page.getByRole('status', { name: 'Your seed' });
  await expect(status).toContainText(/drew seed \d+ for you/);
  const seed = seedOf(page);
  await expect(page).toHaveURL(/\/\?autostart=0#seed=\d+&T=4(&v=1)?$/);
  await expect(page.locator('.pace')).toHaveText(`seed ${seed}`);
  await page.reload();
  await expect(page.locator('.pace')).toHaveText(`seed ${seed}`);
  await expect(status).toHaveCount(0);
  await page.goto('about:blank');
  await page.goto('./?autostart=0&seed=own#T=4');
  await expect(status).toBeVisible();
  expect(seedOf(page)).not.toBe(seed);
});

test('the code to embed is that of the panel chosen', async ({ page, on }) => {
  await page.goto('./?autostart=0&a="b"#T=4');
  await on.button('Share').click();
  await on.button('Embed a panel').click();
  await page.getByRole('combobox', { name: 'Panel' }).selectOption('Curves');
  const code = await page.getByRole('textbox', { name: 'Code for your page' }).inputValue();
  expect(code).toMatch(/^<iframe src="http[^"]*&amp;embed=curves#T=4&amp;v=1" title="Distillery: Curves" /);
});

test('what is printed is light and complete, from the dark too', async ({ page, on }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await on.open(SMALL);
  await on.train.click();
  await on.untilDone();
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await expect.poll(ground).toBe('rgb(255, 255, 255)');
  for (const name of ['Probe', 'Softened probabilities', 'Comparison', 'Dark knowledge', 'Mistakes'])
    await expect(page.getByRole('region', { name })).toBeAttached();
  await expect(page.getByText('Right only when distilled')).toBeAttached(); // made without anybody scrolling there
  const curves = page.locator('.curves .recharts-surface').first();
  const [chart, paper] = [(await curves.boundingBox())!, (await page.locator('main').boundingBox())!];
  expect(chart.width).toBeGreaterThan(0.9 * paper.width);
  expect(chart.height).toBeGreaterThan(150);
  await expect(on.train).toBeHidden(); // nothing is pressed on paper
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
  await page.emulateMedia({ colorScheme: 'dark', media: 'screen' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

test('the presenter shows one figure at a time, by keys, and leaves all as it was', async ({ page, on }) => {
  await on.open('#T=8');
  await page.keyboard.press('f');
  const figure = page.getByRole('status', { name: 'Figure' });
  await expect(figure).toHaveText(/^Probe, 1 of \d+$/);
  await expect(on.canvas).toBeInViewport();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('PageDown');
  await expect(figure).toHaveText(/^Softened probabilities, 3 of \d+$/);
  await expect(on.canvas).toBeHidden();
  const large = (await on.figure.boundingBox())!;
  expect(large.width).toBeGreaterThan(1400);
  await on.temperature.press('ArrowRight'); // the slider's own
  await expect(on.temperature).toHaveAttribute('aria-valuenow', '8.72');
  await expect(figure).toHaveText(/^Softened probabilities/);
  await on.temperature.blur();
  await page.keyboard.press('-');
  await expect(on.temperature).toHaveAttribute('aria-valuenow', '8');
  await page.keyboard.press('p');
  await page.keyboard.press('3');
  await expect(figure).toHaveText(/^Experiments, 1 of \d+$/);
  await page.keyboard.press('1');
  await expect(figure).toHaveText(/^Probe/);
  await page.keyboard.press('Escape');
  await expect(figure).toHaveCount(0);
  await expect(on.button('Present')).toBeFocused();
  await expect(on.canvas).toBeVisible();
  await expect(on.temperature).toBeVisible();
  await expect(on.button(/^(Pause|Train)$/)).toBeVisible(); // it went on
});

test('a finished run is replayed epoch by epoch, and its table stays that of the end', async ({
  page,
  on,
}) => {
  await on.open(SMALL);
  await on.train.click();
  await on.untilDone();
  const table = await page.getByRole('table', { name: 'Comparison' }).innerText();
  const points = async () =>
    (await page.locator('.curves path.recharts-line-curve').last().getAttribute('d'))?.split('L').length;
  await expect.poll(points).toBeGreaterThan(2);
  const whole = (await points())!;
  await on.button('Replay').click();
  const epoch = page.getByRole('slider', { name: 'Epoch of the replay' });
  await epoch.press('Home');
  await expect(page.getByRole('group', { name: 'Replay' })).toContainText(/Epoch 0: standalone [\d.]+ %/);
  await epoch.press('ArrowRight');
  await expect(page.getByRole('group', { name: 'Replay' })).toContainText(/Epoch [\d.]+: standalone/);
  await expect.poll(points).toBeLessThan(whole);
  await on.button('Play').click();
  await expect(on.button('Play')).toBeVisible(); // it has come to the end
  await expect.poll(points).toBe(whole);
  expect(await page.getByRole('table', { name: 'Comparison' }).innerText()).toBe(table);
  await on.button('End').click();
  await expect(on.button('Replay')).toBeVisible();
});

test('results of a class are pooled from their files, and what is no such file is told', async ({
  page,
  on,
}) => {
  const files: { name: string; mimeType: string; buffer: Buffer }[] = [];
  await on.open(SMALL);
  for (const seed of [2, 3, 4]) {
    await page.evaluate((hash) => (location.hash = hash), `${SMALL}&seed=${seed}`);
    await expect(on.train).toBeEnabled();
    await on.train.click();
    await on.untilDone();
    const buffer = await on.download('Download results');
    files.push({ name: `pupil ${seed}.json`, mimeType: 'application/json', buffer });
  }
  const cut = { ...files[0]!, name: 'cut.json', buffer: files[0]!.buffer.subarray(0, 2_000) };
  await page.getByRole('link', { name: 'Experiments' }).click();
  const chooser = page.waitForEvent('filechooser');
  await on.button('Open result files').click();
  await (await chooser).setFiles([...files, cut, { ...files[1]!, name: 'twice.json' }]);
  const pool = page.getByRole('region', { name: 'Pooled results' });
  await expect(pool.getByRole('table', { name: 'Replicates' }).getByRole('row')).toHaveCount(4);
  await expect(pool.getByRole('status', { name: 'Pooled verdict' })).toContainText('3 files, 3 replicates');
  const leftOut = pool.getByRole('region', { name: 'Files left out' });
  await expect(leftOut.getByRole('listitem')).toHaveCount(2);
  await expect(leftOut).toContainText('cut.json is not JSON');
  await expect(leftOut).toContainText('Its seed 3 is that of pupil 3.json');
});
