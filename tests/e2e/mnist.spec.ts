/** MNIST on the page: from a mirror when the page's own origin has none, kept by the browser, given up when cancelled. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findMnistFolder } from '../../src/cli/mnistFolder.ts';
import { expect, test } from './fixture.ts';

const folder = findMnistFolder();
const OWN = /\/data\/mnist\//;
const [FIRST_MIRROR, SECOND_MIRROR] = [/cvdf-datasets/, /ossci-datasets/];
const CORS = { 'access-control-allow-origin': '*' };

test.use({ expectedErrors: /Failed to load resource/ }); // its server lacks files

test('MNIST comes from the second mirror when the others lie, and from the cache afterwards', async ({
  page,
  on,
  context,
}) => {
  test.skip(folder === null, 'MNIST not found in MNIST_DIR, public/data/mnist or ../shared/data/mnist');
  let numFetched = 0;
  await context.route(OWN, (route) => route.fulfill({ status: 404, body: '' }));
  await context.route(FIRST_MIRROR, (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', headers: CORS, body: '<!doctype html>' }),
  );
  await context.route(SECOND_MIRROR, async (route) => {
    numFetched += 1;
    const body = await readFile(join(folder!, new URL(route.request().url()).pathname.split('/').at(-1)));
    await route.fulfill({ status: 200, contentType: 'application/gzip', headers: CORS, body });
  });
  await on.open();
  await on.choose('MNIST');
  await expect(on.data).toHaveText('MNIST: 60 000 + 10 000', { timeout: 30_000 });
  expect(numFetched).toBe(4);

  // Figure 3 of the article, by the shipped teacher: the 7 looks more like 9 or 1 than like 6.
  await expect(on.probe).toContainText('test digit 9113');
  const row = on.probabilities.getByRole('row', { name: /^T = 7/ });
  const at7 = (await row.getByRole('cell').allTextContents()).map(Number);
  expect(at7[1]).toBeCloseTo(0.075, 2);
  expect(at7[6]).toBeLessThan(0.01);
  expect(at7[9]).toBeGreaterThan(at7[1]!);

  await expect(page).toHaveURL(/#data=mnist&v=1$/);
  await page.reload();
  await expect(on.data).toHaveText('MNIST: 60 000 + 10 000', { timeout: 30_000 });
  expect(numFetched).toBe(4);
});

test('a download can be cancelled: the digits in use stay', async ({ page, on }) => {
  await page.route(OWN, () => new Promise(() => undefined)); // never answers
  await on.open();
  await on.choose('MNIST');
  await on.button('Cancel').click();
  await expect(on.data).toHaveText('Penmanship mid: 10 000 + 2 000');
  await expect(on.train).toBeEnabled();
});
