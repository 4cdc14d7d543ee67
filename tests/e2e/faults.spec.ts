/** A run that is disturbed at random moments ends with the numbers of one that is not. `npm run faults` does so more often. */
import { kill, numbersOf, randomMoment, reload } from '../support/faults.ts';
import { expect, test } from './fixture.ts';

/** Long enough for all that is done to it. */
const RUN = '#teacherEpochs=1&epochs=250&seeds=2&labels=500';

test('pages loaded again and workers that die change no number of a run', async ({ page, on }) => {
  test.setTimeout(400_000);
  await on.open(RUN);
  await on.train.click();
  await on.untilDone();
  const undisturbed = await numbersOf(page);

  await on.train.click();
  for (const fault of ['reload', 'closes', 'throws', 'reload'] as const) {
    await randomMoment(page);
    const found = fault === 'reload' ? await reload(page) : await kill(page, fault);
    console.log(fault, JSON.stringify(found));
  }
  await expect(on.button('Pause')).toBeVisible(); // none of it came after the end
  await on.untilDone();
  expect(await numbersOf(page)).toEqual(undisturbed);
});
