/** What the page says, and still does, where something is missing. */
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';

/** Runs code in the worker before the engine does anything. */
async function inWorker(page: Page, code: string): Promise<void> {
  await page.route(/engine\.worker.*\.js/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${code};${await response.text()}` });
  });
}

test('no WebAssembly SIMD: says so, and trains on plain wasm', async ({ page, on }) => {
  // tfjs asks by a program of 29 bytes
  await inWorker(
    page,
    '{ const ask = WebAssembly.validate; WebAssembly.validate = (b) => b.length !== 29 && ask(b) }',
  );
  await page.goto('./?autostart=0');
  await expect(on.backend).toHaveText('wasm, without WebGL');
  await expect(on.alert).toContainText('no SIMD instructions for WebAssembly. Everything works');
  await expect(on.train).toBeEnabled();
});

test('no WebAssembly at all: says so, and trains on cpu', async ({ page, on }) => {
  await inWorker(page, 'delete self.WebAssembly');
  await page.goto('./?autostart=0');
  await expect(on.backend).toHaveText('cpu, without WebGL');
  await expect(on.alert).toContainText('this browser has no WebAssembly');
  await on.train.click();
  await expect(on.run).toHaveText(/step [1-9]/, { timeout: 60_000 });
});

test('no workers: says what is missing and what still works', async ({ page, on }) => {
  await page.addInitScript('delete window.Worker');
  await page.goto('./?autostart=0');
  await expect(on.alert).toContainText('This browser has no Web Workers');
  await expect(on.alert).toContainText('drawing and the text still work');
  await expect(on.train).toBeDisabled();
  await expect(on.canvas).toBeVisible();
});

test.describe('no JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('says what is missing, and what this is about', async ({ page }) => {
    await page.goto('./?autostart=0');
    await expect(page.getByText('JavaScript is switched off')).toBeVisible();
    await expect(page.getByText('softmax(z / T)')).toBeVisible();
  });
});

test.describe('a browser that is too old', () => {
  test.use({ expectedErrors: /toReversed|Unexpected identifier/ });

  test('is told which ones will do, where it lacks what the page needs', async ({ page, on }) => {
    await page.addInitScript('delete Array.prototype.toReversed');
    await page.goto('./?autostart=0');
    await expect(on.alert.filter({ hasText: 'too old' })).toContainText('Safari 16.4');
  });

  test('is told so where it cannot even read the page’s scripts', async ({ page, on }) => {
    await page.addInitScript('delete HTMLElement.prototype.attachInternals');
    await page.route(/assets\/index-.*\.js/, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'what is this' }),
    );
    await page.goto('./?autostart=0');
    await expect(on.alert.filter({ hasText: 'too old' })).toContainText('Firefox 115');
  });
});

test.describe('a script of the page', () => {
  test.use({ expectedErrors: /Unexpected identifier|Failed to load resource/ });

  test('that is gone, or cannot be read, is told in place of an empty page', async ({ page }) => {
    const told = page.getByRole('alert').filter({ hasText: 'The page could not begin' });
    for (const answer of [{ contentType: 'text/javascript', body: 'what is this' }, { status: 404 }]) {
      await page.route(/assets\/index-.*\.js/, (route) => route.fulfill(answer));
      await page.goto('./?autostart=0');
      await expect(told).toContainText('Reload the page');
      await page.unrouteAll();
    }
  });
});

test.describe('a page opened as a file', () => {
  test.use({ expectedErrors: /file:|CORS|Failed to load/ });

  test('is told to be served', async ({ page, on }) => {
    await page.goto(pathToFileURL('dist/index.html').href);
    await expect(on.alert.filter({ hasText: 'must be served' })).toContainText('npm start');
  });
});

test('a browser that will do is told nothing', async ({ page, on }) => {
  await on.open();
  await expect(page.getByText('too old')).toBeHidden();
});

test('an unknown backend in the address is refused with the known ones', async ({ page, on }) => {
  await page.goto('./?backend=quantum');
  await expect(on.alert).toContainText('Unknown backend "quantum". Known are: webgl, wasm, cpu.');
});

test('?backend=cpu overrides the choice', async ({ page, on }) => {
  await page.goto('./?autostart=0&backend=cpu');
  await expect(on.backend).toHaveText('cpu');
});

test.describe('MNIST', () => {
  test.use({ expectedErrors: /Failed to load resource/ });
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
      /t10k-images-idx3-ubyte\.gz is damaged or cut off: after 12 bytes of gzip, which gave 0 of 7840016 bytes, it ends/,
    ],
  ] as const) {
    test(`a data file that is ${what} is named, and the embedded digits stay`, async ({ page, on }) => {
      await page.route(/data\/mnist\//, (route) => route.fulfill(fulfil));
      await page.route(MIRRORS, (route) => route.abort());
      await on.open();
      await on.choose('MNIST');
      await expect(on.alert).toContainText(message);
      await expect(on.alert).toContainText('ossci-datasets.s3.amazonaws.com/mnist/: ');
      await expect(on.alert).toContainText('Penmanship mid is in use');
      await expect(on.data).toHaveText('Penmanship mid: 10 000 + 2 000');
      await expect(on.train).toBeEnabled();
    });
  }
});
