/** What a newcomer meets in the Playground: a sentence, a hint, three networks side by side, and a guess before the verdict. */
import { SEVEN } from '../support/pageObject.ts';
import { expect, test } from './fixture.ts';
import { styled } from '../support/styled.ts';

const QUICK = '#seeds=2&epochs=4&teacherEpochs=1&labels=500';
const SENTENCE = 'A large network teaches a small one.';

test('the sentence is closed for good, the hint is gone with the first stroke', async ({ page, on }) => {
  await on.open();
  await expect(page.getByText(SENTENCE)).toBeVisible();
  await expect(on.probe).toContainText('draw here');
  await on.draw(SEVEN);
  await expect(on.probe).not.toContainText('draw here');
  await on.button('Close this sentence').click();
  await expect(page.getByText(SENTENCE)).toBeHidden();
  await page.reload();
  await expect(on.train).toBeEnabled();
  await expect(page.getByText(SENTENCE)).toBeHidden();
});

test('three networks stand side by side on the probe; those that are not trained yet say so', async ({
  page,
  on,
}) => {
  await on.open(QUICK);
  await page.getByRole('radiogroup', { name: 'Networks in the figure' }).getByText('all three').click();
  const of = (name: string) => on.figure.getByRole('group', { name, exact: true });
  await expect(of('Teacher').getByRole('application')).toBeVisible();
  await expect(of('Distilled')).toContainText('not trained yet');
  await on.train.click();
  await on.untilDone();
  await of('Standalone').getByRole('application').focus();
  await page.keyboard.press('End');
  await expect(of('Standalone').locator('.plot-tooltip')).toContainText(/^9.*T = 8 \(yours\)/);
  const csv = (await on.download('Save numbers: Three networks, T = 8')).toString().trim().split('\n');
  expect(csv[0]).toBe('network,temperature,0,1,2,3,4,5,6,7,8,9');
  expect(csv.slice(1).map((line) => line.split(',').slice(0, 2).join(' '))).toEqual(
    ['teacher', 'distilled', 'standalone'].flatMap((network) => [`${network} 1`, `${network} 8`]),
  );
  await page
    .getByRole('radiogroup', { name: 'Networks in the figure' })
    .getByText('KL', { exact: true })
    .click();
  await expect(of('KL to the teacher').getByRole('img')).toHaveAccessibleName(
    /^KL to the teacher: \d\.\d{3} nats, most/,
  );
  const kl = (await on.download('Save numbers: What the KL punishes, T = 8')).toString().trim().split('\n');
  expect(kl).toHaveLength(11); // a line per class
  const sumOf = (column: number) =>
    kl.slice(1).reduce((sum, line) => sum + Number(line.split(',')[column]), 0);
  expect([1, 2].map((column) => sumOf(column).toFixed(3))).toEqual(['1.000', '1.000']);
  await expect(of('KL from the teacher')).toContainText(`${sumOf(3).toFixed(3)} nats`);
  await on.button('Clear').click();
  await expect(on.figure).toContainText('Draw a digit, or pick one');
});

test('a guess that is put down while the students train is a mark in the verdict’s picture', async ({
  page,
  on,
}) => {
  await on.open(QUICK);
  const slider = page.getByRole('slider', { name: 'Your guess, in points' });
  await slider.focus();
  for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', '+2.5 points');
  await on.train.click();
  await on.untilDone();
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await expect(comparison).toContainText('You guessed +2.5');
  await expect(comparison.getByRole('img', { name: /your guess at \d\d\.\d\d %/ })).toBeVisible();
  await expect(on.button('Show it')).toHaveCount(0); // who came by a link is not kept waiting
  await on.train.click();
  await expect(slider).toBeVisible(); // another run, another guess
  await expect(slider).toHaveAttribute('aria-valuetext', 'no guess yet');
});

test('a newcomer’s first verdict waits for a guess, or for “Show it”; the table does not, nor does a second visit', async ({
  page,
  on,
}) => {
  // Whoever comes by a link is no newcomer: the short run is set on the page.
  const visit = async () => {
    await page.goto('./');
    await on.button('Cancel').click({ timeout: 120_000 });
    await page.evaluate((hash) => (location.hash = hash), QUICK);
    await expect(on.train).toBeEnabled();
    await on.train.click();
    await on.untilDone();
  };
  await visit();
  const cells = page.getByRole('table', { name: 'Comparison' }).getByRole('cell');
  await expect(cells.first()).toHaveText(/\d\d\.\d\d %/);
  const headline = page.locator('.verdict', { hasText: /points|distinguishable/ });
  const isCovered = () => headline.evaluate((element) => element.closest('[inert]') !== null);
  expect(await isCovered()).toBe(true);
  const slider = page.getByRole('slider', { name: 'Your guess, in points' });
  const box = (await slider.boundingBox())!;
  await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
  expect(await isCovered()).toBe(true); // still in the hand
  await page.mouse.up();
  await expect.poll(isCovered).toBe(false);
  await expect(page.getByRole('region', { name: 'Comparison' })).toContainText(/You guessed \+2\.5/);
  await page.goto('about:blank');
  await visit();
  await expect(headline).toBeVisible();
  expect(await isCovered()).toBe(false);
});

test('sizes are those of the weights, presets go by their titles, and all of it is at most two and a half screens', async ({
  page,
  on,
}) => {
  await on.open();
  await expect(page.getByRole('combobox', { name: 'Experiment' })).toHaveValue('A small student, few labels');
  await page.evaluate((hash) => (location.hash = hash), QUICK);
  await on.train.click();
  await on.untilDone();
  const row = page.getByRole('table', { name: 'Comparison' }).getByRole('row', { name: /^Standalone/ });
  await expect(row.getByRole('cell').nth(5)).toHaveText('204 kB'); // 50 890 weights of four bytes
  await styled(page, '* { content-visibility: visible !important; }');
  await on.reach(page.getByRole('region', { name: 'Mistakes' }));
  await expect(page.getByRole('region', { name: 'Mistakes' })).toContainText('Right only when distilled');
  await on.reach(page.getByRole('region', { name: 'Dark knowledge' }));
  await expect(page.getByRole('region', { name: 'Dark knowledge' }).getByRole('grid')).toBeVisible();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  console.log(`the Playground is ${height} px tall`);
  expect(height).toBeLessThanOrEqual(2.5 * 900);
});
