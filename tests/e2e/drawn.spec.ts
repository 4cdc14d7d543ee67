/** What a person draws is read: recorded strokes, replayed with the mouse on the built page, read by the shipped teacher. */
import { expect, test, type Page } from '@playwright/test';
import { DRAWINGS, type Drawing } from './drawings.ts';

const REQUIRED = 0.97;

async function draw(page: Page, { strokes }: Drawing): Promise<void> {
  const box = (await page.getByRole('img', { name: 'Drawing canvas' }).boundingBox())!;
  for (const stroke of strokes)
    for (const [index, [x, y]] of stroke.entries()) {
      await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
      if (index === 0) await page.mouse.down();
      if (index === stroke.length - 1) await page.mouse.up();
    }
}

test('a hundred and twenty drawings in twelve hands are read by the shipped teacher', async ({ page }) => {
  test.setTimeout(180_000);
  const openedMs = Date.now();
  await page.goto('./?autostart=0');
  const teacher = page.getByRole('list', { name: 'Predictions' }).getByRole('listitem').first();
  const clear = page.getByRole('button', { name: 'Clear', exact: true });
  const box = (await page.getByRole('img', { name: 'Drawing canvas' }).boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 30);
  await page.mouse.up();
  await expect(teacher).toContainText('Teacher1');
  console.log(`a first stroke was read as a 1 ${Date.now() - openedMs} ms after opening`);

  const misread: string[] = [];
  for (const drawing of DRAWINGS) {
    await clear.click();
    await expect(teacher).toContainText('nothing to read');
    await draw(page, drawing);
    await expect(teacher).toContainText(/Teacher\d/);
    const read = /Teacher(\d)/.exec((await teacher.textContent())!)![1];
    if (read !== String(drawing.digit)) misread.push(`${drawing.digit} (${drawing.hand}) as ${read}`);
  }
  const right = 1 - misread.length / DRAWINGS.length;
  console.log(
    `${(100 * right).toFixed(1)} % of ${DRAWINGS.length} drawings read right; misread: ${misread.join(', ') || 'none'}`,
  );
  expect(DRAWINGS.length).toBeGreaterThanOrEqual(100);
  expect(right).toBeGreaterThanOrEqual(REQUIRED);
});
