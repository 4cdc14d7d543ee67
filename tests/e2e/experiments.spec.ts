/** Claims and sweeps tried on the page, on a pool of workers, beside its own run. */
import { PRESETS } from '../../src/experiment/presets.ts';
import { expect, test } from './fixture.ts';

const NUM_CLAIMS = Object.keys(PRESETS).length;

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { value: 3 }));
});

test('eight claims are taken in without scrolling; each has a picture and a verdict in a word', async ({
  page,
  on,
}) => {
  await on.open();
  await on.enter('Experiments');
  const cards = page.getByRole('article');
  await expect(cards).toHaveCount(NUM_CLAIMS);
  await expect(cards.locator('.evidence-picture')).toHaveCount(NUM_CLAIMS);
  await page.evaluate(() => window.scrollTo(0, 0));
  for (let at = 0; at < 8; at++)
    await expect(cards.nth(at).locator('.evidence-picture')).toBeInViewport({ ratio: 0.99 });
  for (const card of await cards.all()) await expect(card).toContainText(/Holds|In part|Not so|Open/);
});

test('a card runs its experiment and shows what was found; the page’s own run is not disturbed', async ({
  page,
  on,
}) => {
  await on.open();
  await on.enter('Experiments');
  const title = 'Is it really the teacher?';
  const card = page.getByRole('article', { name: title });
  await on.button(`Run ${title}`).click({ timeout: 30_000 });
  await expect(page.getByRole('status', { name: 'Experiment' })).toHaveText(/\d+ %/, { timeout: 30_000 });
  await expect(on.button('Run A small student, few labels')).toBeDisabled();
  const picture = card.getByRole('img', { name: 'gain over the standalone student' });
  await expect(picture).toHaveAccessibleName(/the true teacher here [+−]\d+\.\d\d/, { timeout: 90_000 });
  await expect(picture).toHaveAccessibleName(/the true teacher recorded \+\d\.\d\d/);
  await on.button('Cancel the experiment').click();
  await expect(card).toContainText('what was done by then is kept');

  await test.step('opened by keyboard, it has the numbers of both; the focus comes back when it closes', async () => {
    const opener = card.getByRole('button', { name: title, exact: true });
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: title });
    await expect(dialog.getByRole('row', { name: /^the true teacher recorded .* \d\.\d\d? / })).toBeVisible();
    await expect(dialog.getByRole('row', { name: /^the true teacher here / })).toBeVisible();
    await expect(dialog).toContainText('untrained teacher: gains less than the true teacher');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(opener).toBeFocused();
  });
  await on.enter('Playground');
  await expect(on.run).toHaveText('nothing trained yet');
});

test('a sweep fills its map on two workers, and shows the curve of a cell; a huge one asks first', async ({
  on,
}) => {
  await on.open('#epochs=3&teacherEpochs=1&labels=500');
  await on.enter('Experiments');
  const { region, done } = await on.sweep('1, 4, 8, 20', '0.5 0.9');
  await expect(done).toHaveCount(8, { timeout: 60_000 });
  await done.nth(3).hover();
  await expect(region).toContainText(/temperature = 4, softWeight = 0\.9: \d\d\.\d\d % distilled/);

  const many = Array.from({ length: 100 }, (_, at) => (at + 1) / 100).join(' ');
  await on.sweep(Array.from({ length: 100 }, (_, at) => 1 + at / 10).join(' '), many);
  await expect(region.getByRole('alert')).toContainText(
    /This sweep has 10 000 cells and would take about [\d:]+ minutes/,
    { timeout: 30_000 },
  );
  await on.button('Not now').click();
  await on.sweep('1, 99', many);
  await expect(region.getByRole('alert')).toContainText('temperature', { timeout: 30_000 });
});

test('a card’s run is watched in the Playground; without a 3 the bias of the threes can be moved', async ({
  page,
  on,
}) => {
  await page.goto('./#epochs=6&teacherEpochs=2&seeds=2&keptDigits=0,1,2,4,5,6,7,8,9&softWeight=1');
  const region = page.getByRole('region', { name: 'Digits never seen' });
  await expect(region).toBeVisible({ timeout: 60_000 });
  const errors = async () =>
    Number(
      await region
        .getByRole('row', { name: /^Distilled/ })
        .getByRole('cell')
        .nth(1)
        .textContent(),
    );
  const before = await errors();
  await region.getByRole('button', { name: /Best on held-out digits/ }).click();
  await expect.poll(errors).toBeLessThan(before);
  await on.enter('Experiments');
  await on.button('How much to heed the teacher').click();
  await on.button('Watch How much to heed the teacher').click();
  await expect(page.getByRole('main', { name: 'Playground' })).toBeVisible();
  await expect(on.button('Pause')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Experiment' })).toHaveValue(
    'How much to heed the teacher',
  );
});
