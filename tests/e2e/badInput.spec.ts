/** What a clumsy or hostile person does to the page, and that it goes on as if nothing had happened. */
import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { layoutFaults } from '../support/layoutFaults.ts';

const errors: string[] = [];
test.beforeEach(({ page }) => {
  errors.length = 0;
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
});
test.afterEach(() => expect(errors).toEqual([]));

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const run = (page: Page) => page.getByRole('status', { name: 'Run' });
const slider = (page: Page) => page.getByRole('slider', { name: 'Temperature', exact: true });
const canvasBox = async (page: Page) =>
  (await page.getByRole('img', { name: 'Drawing canvas' }).boundingBox())!;
const read = (page: Page) => page.getByRole('list', { name: 'Predictions' }).getByRole('listitem').first();

test('a pen that leaves the canvas and the window draws on when it comes back, and lets go outside', async ({
  page,
}) => {
  await page.goto('./?autostart=0');
  const { x, y, width, height } = await canvasBox(page);
  await button(page, 'Clear').click();
  await page.mouse.move(x + width / 2, y + height * 0.2);
  await page.mouse.down();
  await page.mouse.move(-50, y + height / 2);
  await page.mouse.move(3_000, 2_000);
  await page.mouse.up();
  await expect(read(page)).toContainText('then');
  const after = await read(page).textContent();
  await page.mouse.move(x + width * 0.8, y + height * 0.8); // the pen is up: this draws nothing
  await page.waitForTimeout(100);
  expect(await read(page).textContent()).toBe(after);
  await button(page, 'Undo').click();
  await expect(read(page)).toContainText('nothing to read'); // it was one stroke
});

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a second finger draws nothing, and drawing does not scroll the page', async ({ page }) => {
    await page.goto('./?autostart=0');
    const { x, y, width, height } = await canvasBox(page);
    const session = await page.context().newCDPSession(page);
    const at = (id: number, across: number, down: number) => ({
      id,
      x: x + across * width,
      y: y + down * height,
    });
    await button(page, 'Clear').tap();
    await touch(session, 'touchStart', [at(1, 0.5, 0.85)]);
    await touch(session, 'touchStart', [at(1, 0.5, 0.85), at(2, 0.1, 0.1)]);
    for (let step = 1; step <= 8; step++)
      await touch(session, 'touchMove', [at(1, 0.5, 0.85 - 0.09 * step), at(2, 0.1 + 0.1 * step, 0.1)]);
    await touch(session, 'touchEnd', []);
    await expect(read(page)).toContainText('Teacher1'); // the second finger would have made it a 7 or a T
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    await button(page, 'Undo').click(); // Chromium loses some taps made by a test after two fingers
    await expect(read(page)).toContainText('nothing to read'); // it was one stroke
  });
});

function touch(
  session: CDPSession,
  type: 'touchStart' | 'touchMove' | 'touchEnd',
  touchPoints: { id: number; x: number; y: number }[],
) {
  return session.send('Input.dispatchTouchEvent', { type, touchPoints });
}

for (const [what, viewport] of [
  ['320 px wide', { width: 320, height: 640 }],
  ['1280 px wide at 200 % zoom', { width: 640, height: 400 }], // zoom halves the pixels of CSS
] as const)
  test(`${what}: nothing is cut off, nothing scrolls sideways`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.goto('./?autostart=0');
    await expect(button(page, 'Train')).toBeEnabled();
    await page.waitForTimeout(500);
    expect(await page.evaluate(layoutFaults)).toEqual([]);
  });

test('the slider dragged through its range while training shows its own value, and settings changed act at the next run', async ({
  page,
}) => {
  await page.goto('./#epochs=200&teacherEpochs=1');
  await expect(run(page)).toContainText('Students', { timeout: 60_000 });
  const box = (await slider(page).boundingBox())!;
  const scale = (await button(page, 'Set T = 20').boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  for (const to of [0, scale.x + 200, 0, scale.x + 200]) await page.mouse.move(to, box.y, { steps: 25 });
  await page.mouse.up();
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '20');
  const row = page.getByRole('table', { name: 'Probabilities' }).getByRole('rowheader', { name: 'T = 20' });
  await expect(row).toBeVisible();
  await expect(page.getByRole('table', { name: 'Probabilities' }).getByRole('row')).toHaveCount(6);
  await expect(page.getByRole('note')).toContainText('temperature');
  await expect(run(page)).toContainText('Students'); // it goes on as it was begun
});

test('Train pressed twenty times starts one run', async ({ page }) => {
  await page.goto('./?autostart=0#teacherEpochs=1');
  await expect(button(page, 'Train')).toBeEnabled();
  await button(page, 'Train').evaluate((element) => {
    for (let press = 0; press < 20; press++) if (element instanceof HTMLElement) element.click();
  });
  await expect(run(page)).toContainText('Students', { timeout: 60_000 });
  await expect(button(page, 'Pause')).toHaveCount(1);
});

test('training goes on while the tab is hidden', async ({ page }) => {
  await page.goto('./#epochs=500&teacherEpochs=1');
  await expect(run(page)).toContainText('Students', { timeout: 60_000 });
  const numberOfStep = async () =>
    Number(/step ([\d ]+) of/.exec((await run(page).textContent())!)![1]!.replaceAll(' ', ''));
  const show = (state: 'hidden' | 'visible') =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { value, configurable: true });
      Object.defineProperty(document, 'hidden', { value: value === 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  const before = await numberOfStep();
  await show('hidden');
  await expect.poll(numberOfStep).toBeGreaterThan(before + 20);
  await show('visible');
  const shown = await numberOfStep();
  await expect.poll(numberOfStep).toBeGreaterThan(shown);
});
