/** After one visit the page needs no network; a newer version waits until a person wants it. From a folder of any static host. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { pageObject } from '../support/pageObject.ts';
import { expect, test } from './fixture.ts';

test.use({ serviceWorkers: 'allow', expectedErrors: /Failed to load resource|ERR_CONNECTION_REFUSED/ });

const FOLDER = '/some/folder/';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** A host of files and nothing else. @param change what a newer build has in the place of a file's text */
async function startHost(port = 0, change = (_: string, text: string) => text): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url!, 'http://host').pathname;
    const file = path.endsWith('/') ? 'index.html' : path.slice(FOLDER.length);
    readFile(join('dist', path.startsWith(FOLDER) ? file : 'none')).then(
      (bytes) => {
        const isText = /\.html$|sw\.js$/.test(file);
        response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
        response.end(isText ? change(file, bytes.toString()) : bytes);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve));
  return server;
}

/** What is open is cut off, as when the cable is pulled. */
async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

const isKept = (page: Page) =>
  page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active?.state));

const NEWER = (file: string, text: string) =>
  file === 'sw.js'
    ? text.replace(/(index\.html",revision:")\w+|(revision:")\w+(",url:"index\.html")/, '$1$2newer$3')
    : text.replace('content="Watch one', 'content="NEWER: watch one');
const description = (page: Page) => page.locator('meta[name=description]').getAttribute('content');

test('the page, its rooms, the shipped teacher and training work without a network; a newer page waits for a click', async ({
  page,
  context,
}) => {
  let host = await startHost();
  const { port } = host.address() as AddressInfo;
  const address = `http://localhost:${port}${FOLDER}`;
  const on = pageObject(page);
  await page.goto(`${address}?autostart=0#labels=300&teacher=shipped`);
  await expect(on.train).toBeEnabled({ timeout: 60_000 });
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), { timeout: 90_000 })
    .toBe(true);
  expect(await isKept(page)).toMatch(/^activat/);

  await stop(host);
  await page.goto(`${address}?autostart=0&lesson=share#labels=300&teacher=shipped&epochs=500`);
  await expect(on.train).toBeEnabled({ timeout: 60_000 });
  await expect(on.reading).toContainText('7');
  await expect(on.button('Share')).toBeHidden(); // what stands behind the ? is read all the same
  await on.enter('Story');
  await expect(page.getByRole('article')).toBeVisible();
  await on.enter('Experiments');
  await expect(page.getByRole('region', { name: 'Sweep' })).toBeVisible();
  await on.enter('Playground');
  await on.train.click();
  await on.untilStudents();

  host = await startHost(port, NEWER);
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found!.update()));
  const offer = page.getByRole('status', { name: 'Newer version' });
  await expect(offer).toContainText('A newer version of this page is there', { timeout: 60_000 });
  const before = await on.step();
  await expect.poll(() => on.step()).toBeGreaterThan(before); // the run goes on
  const other = await context.newPage();
  await other.goto(`${address}?autostart=0`);
  await expect(pageObject(other).train).toBeEnabled({ timeout: 60_000 });
  await expect
    .poll(
      () =>
        other.evaluate(
          async () =>
            (await navigator.locks.query()).held!.filter(({ name }) => name!.startsWith('Distillery')).length,
        ),
      { timeout: 60_000 },
    )
    .toBe(2);
  await offer.getByRole('button', { name: 'Reload' }).click();
  await expect(offer).toContainText('Not yet: another tab shows this page');
  await other.close();
  expect(await description(page)).toMatch(/^Watch/);
  await expect.poll(() => on.step()).toBeGreaterThan(before);
  await offer.getByRole('button', { name: 'Reload' }).click();
  await expect.poll(() => description(page).catch(() => null), { timeout: 60_000 }).toMatch(/^NEWER/);
  await stop(host);
});

test('an embedded panel, and a visit that keeps nothing, leave no service worker', async ({ page, on }) => {
  for (const search of ['?embed=softened', '?fresh&autostart=0']) {
    await page.goto(`./${search}`);
    await expect(on.figure).toBeVisible();
    await page.waitForTimeout(12_000); // longer than the page waits before it is kept
    expect(
      await page.evaluate(() => navigator.serviceWorker.getRegistrations().then(({ length }) => length)),
    ).toBe(0);
  }
});
