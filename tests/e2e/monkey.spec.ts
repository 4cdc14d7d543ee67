/** A seeded monkey at the page: `npm run faults -- --monkey 30` lets it loose for longer. */
import { letLoose } from '../faults/monkey/monkey.ts';
import { expect, test } from './fixture.ts';

const SEED = 1;
const ACTS = 30; // about a minute

test('whatever is clicked, typed, drawn and dropped, nothing breaks, sticks or grows', async ({
  page,
  baseURL,
}) => {
  test.setTimeout(600_000);
  await page.addInitScript('globalThis.__name = (named) => named');
  const report = await letLoose(page, {
    address: baseURL!.replace(/\/?$/, '/'),
    seed: SEED,
    goesOn: (numActs) => numActs < ACTS,
    errors: [], // the fixture watches
  });
  expect(report.faults, report.log.join('\n')).toEqual([]);
});
