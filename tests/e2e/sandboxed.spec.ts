/** A panel in an iframe that may keep nothing, and has no origin. */
import { CHROMIUM_FLAGS } from '../support/chromiumFlags.ts';
import { expect, test } from './fixture.ts';

// A worker without an origin is a stranger to Chromium, whom it keeps from asking this very machine; a page on the web it may ask.
const FLAGS = [...CHROMIUM_FLAGS, '--disable-features=LocalNetworkAccessChecks'];
test.use({ launchOptions: async ({ launchOptions }, provide) => provide({ ...launchOptions, args: FLAGS }) });

const RUN_MS = 120_000;
const SMALL = '#seeds=2&epochs=3&teacherEpochs=1&labels=300&hidden=16&teacherHidden=32';

test('a sandboxed iframe, without any storage, shows its panel and trains', async ({
  page,
  context,
  baseURL,
}) => {
  await context.route(/host\.html/, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<iframe sandbox="allow-scripts" width="700" height="500" src="${baseURL}/?embed=curves&autostart=0${SMALL}"></iframe>`,
    }),
  );
  await page.goto('./host.html');
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Train', exact: true }).click({ timeout: RUN_MS });
  await expect(frame.getByRole('status', { name: 'Run', exact: true })).toHaveText(/^done in/, {
    timeout: RUN_MS,
  });
  await expect(frame.locator('.curves svg').first()).toBeVisible();
  // Such a frame gets no file, and is not told so.
  await frame.getByRole('button', { name: 'Save numbers: Test accuracy' }).click();
  await expect(frame.getByRole('alert')).toContainText('forbids downloads');
});
