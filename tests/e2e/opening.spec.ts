/** What stands on the page as it opens stays where it is; how fast it opens and answers is measured by `npm run bench`. */
import { REQUIRED } from '../support/pageSpeed.ts';
import { recordOpening } from '../support/recorders.ts';
import { expect, test } from './fixture.ts';

test('nothing moves while the page opens and begins to train', async ({ page, on }) => {
  await page.addInitScript(recordOpening);
  await page.goto('./');
  await on.untilStudents();
  const shifts = await page.evaluate(() => window.opening!.shifts);
  const sum = shifts.reduce((total, { value }) => total + value, 0);
  expect(sum, shifts.map(({ what }) => what).join('\n')).toBeLessThanOrEqual(REQUIRED.layoutShift);
});
