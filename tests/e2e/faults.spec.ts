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

test('a worker of a sweep that dies is replaced, and the sweep ends with the numbers of one that did not', async ({
  page,
  on,
}) => {
  await on.open(RUN.replace('epochs=250', 'epochs=60'));
  await on.enter('Experiments');
  const sweepTo = async (disturb: () => Promise<void>) => {
    const { region, done } = await on.sweep('2, 6', '0.5, 0.9');
    await disturb();
    await expect(done).toHaveCount(4, { timeout: 120_000 });
    await expect(on.button('Run the sweep')).toBeEnabled({ timeout: 120_000 });
    return region.getByRole('cell').allInnerTexts();
  };
  const undisturbed = await sweepTo(() => Promise.resolve());
  const disturbed = await sweepTo(async () => {
    await expect(page.getByRole('status', { name: 'Experiment' })).toHaveText(/^\d+ %/, { timeout: 60_000 });
    const worker = page.workers().at(-1); // the page's own is older
    await worker?.evaluate(() => self.close()).catch(() => undefined); // it may never answer
    await expect(
      page.getByText('A worker of the experiment closed; another one takes its place'),
    ).toBeVisible();
  });
  expect(disturbed).toEqual(undisturbed);
});
