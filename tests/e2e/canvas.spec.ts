/** The canvas under a hand: palm, pen and fingers, hovering, undoing in mid-stroke, and digits of any size. */
import type { Locator, Page } from '@playwright/test';
import { SEVEN } from '../support/pageObject.ts';
import { expect, test } from './fixture.ts';

type Point = readonly [x: number, y: number]; // in shares of the canvas
type Kind = 'pen' | 'touch';

/** A pointer as the canvas hears it; Playwright itself has a mouse and one finger. */
function pointer(canvas: Locator, pointerId: number, pointerType: Kind, pressure = 0.5) {
  const send =
    (type: string, button: number, buttons: number) =>
    ([x, y]: Point) =>
      canvas.evaluate(
        (element, { type, x, y, init }) => {
          element.setPointerCapture = () => undefined; // the browser knows no such pointer
          const { left, top, width, height } = element.getBoundingClientRect();
          const [clientX, clientY] = [left + x * width, top + y * height];
          element.dispatchEvent(new PointerEvent(type, { ...init, bubbles: true, clientX, clientY }));
        },
        { type, x, y, init: { pointerId, pointerType, pressure, button, buttons } },
      );
  return {
    down: send('pointerdown', 0, 1),
    move: send('pointermove', -1, 1),
    hover: send('pointermove', -1, 0),
    up: send('pointerup', 0, 0),
    cancel: send('pointercancel', 0, 0),
  };
}

/** Whether there is ink at each of the points. */
const inkAt = (canvas: Locator, ...points: readonly Point[]) =>
  canvas.evaluate(
    (element: HTMLCanvasElement, points) =>
      points.map(([x, y]) => {
        const [column, row] = [Math.floor(x * element.width), Math.floor(y * element.height)];
        return element.getContext('2d')!.getImageData(column, row, 1, 1).data[3]! > 0;
      }),
    points,
  );

/** Grey levels [784] of what the networks see. */
const levelsSeen = (page: Page) =>
  page
    .getByRole('img', { name: 'What the networks see' })
    .evaluate((element: HTMLCanvasElement) =>
      Array.from(element.getContext('2d')!.getImageData(0, 0, 28, 28).data).filter((_, at) => at % 4 === 3),
    );

/** Mean of grey levels: a hand of whole pixels, not another shape. */
const DIFFERENCE = 10;

const [TOP, MIDDLE, BOTTOM, CORNER]: readonly Point[] = [
  [0.5, 0.1],
  [0.5, 0.5],
  [0.5, 0.9],
  [0.9, 0.9],
] as const;

test('the pen wins over a palm, and its pressure changes nothing; a second finger and a pen that hovers draw nothing', async ({
  on,
}) => {
  await on.open();
  const [palm, light, firm] = [
    pointer(on.canvas, 1, 'touch'),
    pointer(on.canvas, 2, 'pen', 0.1),
    pointer(on.canvas, 2, 'pen', 1),
  ];
  const see = () => on.canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL());
  await light.hover(CORNER);
  await expect(on.button('Undo')).toBeDisabled();

  await palm.down(CORNER);
  await expect.poll(() => inkAt(on.canvas, CORNER)).toEqual([true]);
  await light.down(TOP);
  await palm.move(MIDDLE);
  await light.move(BOTTOM);
  await light.up(BOTTOM);
  await palm.up(CORNER);
  await light.hover(CORNER);
  await expect.poll(() => inkAt(on.canvas, TOP, MIDDLE, BOTTOM, CORNER)).toEqual([true, true, true, false]);
  await expect(on.reading).toContainText('Teacher1');
  const drawn = await see();
  await on.button('Undo').click();
  await expect(on.button('Undo')).toBeDisabled(); // the palm left no stroke behind

  await firm.down(TOP);
  await palm.down(CORNER);
  await firm.move(BOTTOM);
  await firm.up(BOTTOM);
  await expect.poll(see).toBe(drawn);
  await on.button('Clear').click();

  const [finger, second] = [pointer(on.canvas, 3, 'touch'), pointer(on.canvas, 4, 'touch')];
  await finger.down(TOP);
  await second.down(CORNER);
  await second.move([0.9, 0.5]);
  await finger.move(BOTTOM);
  await finger.up(BOTTOM);
  await second.move(MIDDLE);
  await second.up(CORNER);
  await expect.poll(see).toBe(drawn);

  await finger.down(CORNER);
  await finger.cancel(CORNER); // as the browser says of a palm
  await expect.poll(() => inkAt(on.canvas, MIDDLE, CORNER)).toEqual([true, false]);
});

test('undone in mid-stroke, a stroke is gone, and the one before it is as it was', async ({ page, on }) => {
  await on.open();
  await on.draw([TOP, BOTTOM]);
  const pen = pointer(on.canvas, 2, 'pen');
  await pen.down([0.2, 0.5]);
  await pen.move([0.2, 0.6]);
  await on.button('Undo').click();
  await pen.move(CORNER);
  await pen.up(CORNER);
  await page.evaluate(() => new Promise(requestAnimationFrame));
  expect(await inkAt(on.canvas, MIDDLE, [0.2, 0.5], CORNER, [0.7, 0.9])).toEqual([true, false, false, false]);
});

test.describe('on a display of double density', () => {
  test.use({ deviceScaleFactor: 2 });

  test('a digit small in a corner, or larger than a zoomed canvas, is read as the same one in the middle', async ({
    page,
    on,
  }) => {
    await on.open();
    await on.draw(SEVEN);
    const inTheMiddle = await levelsSeen(page);
    for (const zoom of [1, 1.5]) {
      await page.evaluate((zoom) => document.documentElement.style.setProperty('zoom', `${zoom}`), zoom);
      await on.canvas.scrollIntoViewIfNeeded();
      for (const [scale, dx, dy] of [
        [1, 0, 0],
        [0.12, 0.02, 0.85],
        [2.4, -0.5, -0.5],
      ] as const) {
        await on.button('Clear').click();
        const placed = SEVEN.map(([x, y]): Point => [scale * x + dx, scale * y + dy]);
        await on.draw(placed);
        await expect(on.reading, `scale ${scale}, zoom ${zoom}`).toContainText('Teacher7');
        expect(await inkAt(on.canvas, placed[0]!)).toEqual([true]);
        const seen = await levelsSeen(page);
        const difference = seen.reduce((sum, level, at) => sum + Math.abs(level - inTheMiddle[at]!), 0) / 784;
        expect(difference, `scale ${scale}, zoom ${zoom}`).toBeLessThan(DIFFERENCE);
      }
    }
  });
});
