/** The library of runs: kept by itself, found after a reload, compared, taken away as a file and brought back. */
import { expect, test } from './fixture.ts';

/** A run that takes a moment. */
const SMALL = '&teacherEpochs=1&epochs=3&labels=300&seeds=2&hidden=16';
const databases = () => indexedDB.databases().then((all) => all.map(({ name }) => name));

test('runs are there after a reload, as they were; they are compared, named, deleted, exported and imported', async ({
  page,
  on,
}) => {
  const library = page.getByRole('region', { name: 'Library' });
  const kept = library.getByRole('list', { name: 'Kept runs' }).getByRole('listitem');
  const numbers = page.getByRole('table', { name: 'Comparison' });
  const alerts = page.getByText('This panel broke').or(page.getByText('could not be loaded'));
  await on.open(`#T=4${SMALL}`);
  await on.train.click();
  await on.untilDone();
  const [numbersBefore, doneBefore] = [await numbers.innerText(), await on.run.innerText()];
  await on.enter('Experiments');
  await expect(kept).toHaveCount(1);
  await page.goto('about:blank');
  await on.open(`#T=8${SMALL}`);
  await on.train.click();
  await on.untilDone();
  await on.enter('Experiments');
  await expect(kept).toHaveCount(2);

  await kept.nth(1).getByLabel('Name of').fill('at four');
  await kept.nth(1).getByLabel('Name of').press('Enter');
  await expect(kept.filter({ has: page.getByLabel('Name of at four') })).toHaveCount(1);
  for (const at of [0, 1]) await kept.nth(at).getByRole('checkbox').check();
  const compared = library.getByRole('table', { name: 'Compared runs' });
  await expect(compared.getByRole('row', { name: /^Temperature|Trained at T/ })).toContainText('8');
  await expect(library.getByRole('img').or(library.locator('.recharts-surface')).first()).toBeVisible();

  await library.getByRole('button', { name: 'Open at four' }).click();
  await expect(on.run).toHaveText(doneBefore);
  expect(await numbers.innerText()).toBe(numbersBefore);
  await expect(page.getByText('Changed since this run')).toContainText('temperature');

  await on.enter('Experiments');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    library.getByRole('button', { name: 'Export at four' }).click(),
  ]);
  const file = await download.path();
  await library.getByRole('button', { name: 'Delete at four' }).click();
  await expect(kept).toHaveCount(1);
  await library.getByRole('button', { name: 'Undo delete' }).click();
  await expect(kept).toHaveCount(2);
  await library.getByRole('button', { name: 'Delete all' }).click();
  await library.getByRole('button', { name: 'Delete for good' }).click();
  await expect(kept).toHaveCount(0);
  await library.locator('input[type=file]').setInputFiles(file);
  await expect(kept).toHaveCount(1);
  await expect(library.getByRole('alert')).toContainText('is in the library, and on display');
  await on.enter('Playground');
  expect(await numbers.innerText()).toBe(numbersBefore);

  // What the command line writes has neither curve nor networks; what was asked for is not there, and that is said.
  const text = (await on.download('Download results')).toString();
  const result = Buffer.from(text.replace(/"backend": "[^"]+"/, '"backend": "made elsewhere"'));
  await on.enter('Experiments');
  await library
    .locator('input[type=file]')
    .setInputFiles({ name: 'result.json', mimeType: 'application/json', buffer: result });
  await expect(library.getByRole('alert')).toContainText('result.json is in the library');
  await library
    .locator('input[type=file]')
    .setInputFiles({ name: 'half.json', mimeType: 'application/json', buffer: result.subarray(0, 500) });
  await expect(library.getByRole('alert')).toContainText('half.json is not JSON, or is cut off after 500');
  await on.enter('Playground');
  await expect(on.run).toHaveText(doneBefore);
  for (const view of ['Loss', 'Agreement', 'Calibration', 'Confusion', 'Accuracy'])
    await page.getByRole('radio', { name: view, exact: true }).check({ force: true });
  await expect(alerts).toHaveCount(0);
  await expect(page.getByText('Not in the record of this run').first()).toBeVisible();
});

test('a visit that asks for it, and an embedded panel, keep nothing and read nothing', async ({
  page,
  on,
}) => {
  const library = page.getByRole('region', { name: 'Library' });
  await page.goto(`./?autostart=0&fresh#T=4${SMALL}`);
  await on.train.click({ timeout: 60_000 });
  await on.untilDone();
  await on.enter('Experiments');
  await expect(library.getByRole('list', { name: 'Kept runs' }).getByRole('listitem')).toHaveCount(1);
  await expect(library).toContainText('kept until this tab is closed');
  await page.goto('about:blank');
  await page.goto(`./?autostart=0&embed=training#T=4${SMALL}`);
  await on.train.click({ timeout: 60_000 });
  await on.untilDone();
  expect(await page.evaluate(databases)).toEqual([]);
  expect(await page.evaluate(() => Object.keys(window.localStorage).length)).toBe(0);
});
