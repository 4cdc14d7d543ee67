/** What a person draws is read: recorded strokes, replayed with the mouse on the built page, read by the shipped teacher. */
import { DRAWINGS } from './drawings.ts';
import { expect, test } from './fixture.ts';

const REQUIRED = 0.97;
/** A drawing that is not read right by then is misread. */
const READ_MS = 2_000;

test('a hundred and twenty drawings in twelve hands are read by the shipped teacher', async ({ on }) => {
  test.setTimeout(300_000);
  const openedMs = Date.now();
  await on.open();
  await on.draw([
    [0.5, 0.1],
    [0.5, 0.9],
  ]);
  await expect(on.reading).toContainText('Teacher1');
  console.log(`a first stroke was read as a 1 ${Date.now() - openedMs} ms after opening`);

  const misread: string[] = [];
  for (const { digit, hand, strokes } of DRAWINGS) {
    await on.button('Clear').click();
    await expect(on.reading).toContainText('nothing to read');
    await on.draw(...strokes);
    const right = expect(on.reading).toContainText(`Teacher${digit}`, { timeout: READ_MS });
    await right.catch(async () => misread.push(`${digit} (${hand}): ${await on.reading.innerText()}`));
  }
  const right = 1 - misread.length / DRAWINGS.length;
  console.log(
    `${(100 * right).toFixed(1)} % of ${DRAWINGS.length} drawings read right; misread: ${misread.join(', ') || 'none'}`,
  );
  expect(DRAWINGS.length).toBeGreaterThanOrEqual(100);
  expect(right).toBeGreaterThanOrEqual(REQUIRED);
});
