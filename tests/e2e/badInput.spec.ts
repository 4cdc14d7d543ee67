/** What a clumsy or hostile person does to the page, and that it goes on as if nothing had happened. */
import type { CDPSession } from '@playwright/test';
import { layoutFaults } from '../support/layoutFaults.ts';
import { SEVEN } from '../support/pageObject.ts';
import { expect, test } from './fixture.ts';

test('a pen that leaves the canvas and the window draws on when it comes back, and lets go outside', async ({
  page,
  on,
}) => {
  await on.open();
  await on.button('Clear').click();
  const { x, y, width, height } = (await on.canvas.boundingBox())!;
  await page.mouse.move(x + width / 2, y + height * 0.2);
  await page.mouse.down();
  await page.mouse.move(-50, y + height / 2);
  await page.mouse.move(3_000, 2_000);
  await page.mouse.up();
  await expect(on.reading).toContainText('then');
  const after = await on.reading.innerText();
  await page.mouse.move(x + width * 0.8, y + height * 0.8); // the pen is up: this draws nothing
  await on.draw(SEVEN);
  await expect(on.reading).not.toHaveText(after, { useInnerText: true });
  await on.button('Undo').click(); // takes the 7 back, and leaves what was there before
  await expect(on.reading).toHaveText(after, { useInnerText: true });
  await on.button('Undo').click();
  await expect(on.reading).toContainText('nothing to read'); // it was one stroke
});

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a second finger draws nothing, and drawing does not scroll the page', async ({ page, on }) => {
    await on.open();
    const { x, y, width, height } = (await on.canvas.boundingBox())!;
    const session = await page.context().newCDPSession(page);
    const at = (id: number, across: number, down: number) => ({
      id,
      x: x + across * width,
      y: y + down * height,
    });
    await on.button('Clear').tap();
    await touch(session, 'touchStart', [at(1, 0.5, 0.85)]);
    await touch(session, 'touchStart', [at(1, 0.5, 0.85), at(2, 0.1, 0.1)]);
    for (let step = 1; step <= 8; step++)
      await touch(session, 'touchMove', [at(1, 0.5, 0.85 - 0.09 * step), at(2, 0.1 + 0.1 * step, 0.1)]);
    await touch(session, 'touchEnd', []);
    await expect(on.reading).toContainText('Teacher1'); // the second finger would have made it a 7 or a T
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    await on.button('Undo').click(); // Chromium loses some taps made by a test after two fingers
    await expect(on.reading).toContainText('nothing to read'); // it was one stroke
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
  ['1280 px wide at 400 % zoom', { width: 320, height: 256 }],
] as const)
  test(`${what}: nothing is cut off, nothing scrolls sideways`, async ({ page, on }) => {
    await page.setViewportSize(viewport);
    await on.open();
    await expect(on.probabilities).toBeVisible();
    await page.getByText('all three', { exact: true }).click();
    await expect.poll(() => page.evaluate(layoutFaults)).toEqual([]); // charts measure themselves anew
    for (const room of ['Story', 'Experiments'] as const) {
      await on.enter(room);
      await expect.poll(() => page.evaluate(layoutFaults), room).toEqual([]);
    }
  });

test('the slider dragged through its range while training shows its own value, and settings changed act at the next run', async ({
  page,
  on,
}) => {
  await on.open('#epochs=500&teacherEpochs=1');
  await on.train.click();
  await on.untilStudents();
  const box = (await on.temperature.boundingBox())!;
  const scale = (await on.button('Set T = 20').boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  for (const to of [0, scale.x + 200, 0, scale.x + 200]) await page.mouse.move(to, box.y, { steps: 25 });
  await page.mouse.up();
  await expect(on.temperature).toHaveAttribute('aria-valuenow', '20');
  await expect(on.probabilities.getByRole('rowheader', { name: 'T = 20' })).toBeVisible();
  await expect(on.probabilities.getByRole('row')).toHaveCount(6);
  await expect(page.getByRole('note')).toContainText('temperature');
  await expect(on.run).toContainText('Students'); // it goes on as it was begun
});

test('Train pressed twenty times starts one run', async ({ on }) => {
  await on.open('#teacherEpochs=1&epochs=500');
  await on.train.evaluate((element) => {
    for (let press = 0; press < 20; press++) if (element instanceof HTMLElement) element.click();
  });
  await on.untilStudents();
  await expect(on.button('Pause')).toHaveCount(1);
});

test('training goes on in a hidden tab, where no frame is painted', async ({ page, on }) => {
  await page.addInitScript(hideOnDemand);
  await on.open('#epochs=500&teacherEpochs=1');
  await on.train.click();
  await on.untilStudents();
  await page.evaluate(() => window.dispatchEvent(new Event('hide')));
  const before = await on.step();
  await expect.poll(() => on.step()).toBeGreaterThan(before + 20);
  await page.evaluate(() => window.dispatchEvent(new Event('unhide')));
  const shown = await on.step();
  await expect.poll(() => on.step()).toBeGreaterThan(shown);
  await on.button('Pause').click();
  await expect(on.run).toHaveText(/^paused/);
});

/** After the event "hide" the page is treated as browsers treat hidden tabs: no frames until "unhide". */
function hideOnDemand(): void {
  let isHidden = false;
  const waiting: FrameRequestCallback[] = [];
  const requestFrame = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => (isHidden ? -waiting.push(callback) : requestFrame(callback));
  const show = (state: DocumentVisibilityState) => {
    isHidden = state === 'hidden';
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    if (!isHidden) waiting.splice(0).forEach(requestFrame);
  };
  window.addEventListener('hide', () => show('hidden'));
  window.addEventListener('unhide', () => show('visible'));
}
