/** What the page says, and still does, where something is missing. */
import { expect, test, type Page } from '@playwright/test';

/** Runs code in the worker before the engine does anything. */
async function inWorker(page: Page, code: string): Promise<void> {
  await page.route(/engine\.worker.*\.js/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${code};${await response.text()}` });
  });
}
const backend = (page: Page) => page.getByRole('status', { name: 'Backend' });
const train = (page: Page) => page.getByRole('button', { name: 'Train', exact: true });

test('no WebAssembly SIMD: says so, and trains on plain wasm', async ({ page }) => {
  // tfjs asks by a program of 29 bytes
  await inWorker(
    page,
    '{ const ask = WebAssembly.validate; WebAssembly.validate = (b) => b.length !== 29 && ask(b) }',
  );
  await page.goto('./?autostart=0');
  await expect(backend(page)).toHaveText('wasm, without WebGL');
  await expect(page.getByRole('alert')).toContainText(
    'no SIMD instructions for WebAssembly. Everything works',
  );
  await expect(train(page)).toBeEnabled();
});

test('no WebAssembly at all: says so, and trains on cpu', async ({ page }) => {
  await inWorker(page, 'delete self.WebAssembly');
  await page.goto('./?autostart=0');
  await expect(backend(page)).toHaveText('cpu, without WebGL');
  await expect(page.getByRole('alert')).toContainText('this browser has no WebAssembly');
  await train(page).click();
  await expect(page.getByRole('status', { name: 'Run' })).toHaveText(/step [1-9]/, { timeout: 60_000 });
});

test('no workers: says what is missing and what still works', async ({ page }) => {
  await page.addInitScript('delete window.Worker');
  await page.goto('./?autostart=0');
  await expect(page.getByRole('alert')).toContainText('This browser has no Web Workers');
  await expect(page.getByRole('alert')).toContainText('drawing and the text still work');
  await expect(train(page)).toBeDisabled();
  await expect(page.getByRole('img', { name: 'Drawing canvas' })).toBeVisible();
});

test.describe('no JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('says what is missing, and what this is about', async ({ page }) => {
    await page.goto('./?autostart=0');
    await expect(page.getByText('JavaScript is switched off')).toBeVisible();
    await expect(page.getByText('softmax(z / T)')).toBeVisible();
  });
});

test('an unknown backend in the address is refused with the known ones', async ({ page }) => {
  await page.goto('./?backend=quantum');
  await expect(page.getByRole('alert')).toContainText(
    'Unknown backend "quantum". Known are: webgl, wasm, cpu.',
  );
});

test('?backend=cpu overrides the choice', async ({ page }) => {
  await page.goto('./?autostart=0&backend=cpu');
  await expect(backend(page)).toHaveText('cpu');
});

const MIRRORS = /cvdf-datasets|ossci-datasets/;

for (const [what, fulfil, message] of [
  [
    'missing',
    { status: 404, body: '' },
    /t10k-images-idx3-ubyte\.gz is missing \(status 404\); expected about 1648877 bytes/,
  ],
  [
    'an HTML page',
    { status: 200, contentType: 'text/html', body: '<!doctype html>' },
    /t10k-images-idx3-ubyte\.gz is missing \(an HTML page came instead\)/,
  ],
  [
    'truncated',
    {
      status: 200,
      contentType: 'application/gzip',
      body: Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 99, 96]),
    },
    /t10k-images-idx3-ubyte\.gz is damaged or cut off: from its 12 bytes of gzip came \d+ bytes; expected 7840016/,
  ],
] as const) {
  test(`a data file that is ${what} is named, and the embedded digits stay`, async ({ page }) => {
    await page.route(/data\/mnist\//, (route) => route.fulfill(fulfil));
    await page.route(MIRRORS, (route) => route.abort());
    await page.goto('./?autostart=0');
    await expect(train(page)).toBeEnabled();
    await page.getByRole('combobox', { name: 'Digits' }).click();
    await page.getByRole('option', { name: 'MNIST' }).click();
    await expect(page.getByRole('alert')).toContainText(message);
    await expect(page.getByRole('alert')).toContainText('ossci-datasets.s3.amazonaws.com/mnist/: ');
    await expect(page.getByRole('alert')).toContainText('Penmanship mid is in use');
    await expect(page.getByRole('status', { name: 'Data' })).toHaveText('Penmanship mid: 10 000 + 2 000');
    await expect(train(page)).toBeEnabled();
  });
}
