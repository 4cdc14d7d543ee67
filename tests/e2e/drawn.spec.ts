/** What a person draws is read: strokes replayed with the mouse on the built page, read by the shipped teacher; many more hands in otherHands.test.ts. */
import { DRAWINGS } from '../support/drawings.ts';
import { expect, test } from './fixture.ts';

const PLAIN = DRAWINGS.filter(({ hand }) => hand === 'plain');

test('a first stroke is read at once, and each digit that is drawn after it', async ({ on }) => {
  await on.open();
  await on.draw([
    [0.5, 0.1],
    [0.5, 0.9],
  ]);
  await expect(on.reading).toContainText('Teacher1');
  for (const { digit, strokes } of PLAIN) {
    await on.button('Clear').click();
    await expect(on.reading).toContainText('nothing to read');
    await on.draw(...strokes);
    await expect(on.reading).toContainText(`Teacher${digit}`);
  }
});
