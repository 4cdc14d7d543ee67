/** A person's own digits: opened as files, refused when they are none. */
import { penmanship } from '../../src/data/penmanship/penmanship.ts';
import { expect, test } from './fixture.ts';

function idx(magic: number, sizes: readonly number[], bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  [magic, ...sizes].forEach((value, at) => header.writeUInt32BE(value, 4 * at));
  return Buffer.concat([header, bytes]);
}

test('opens IDX files, shows one of their digits, trains on them; a picture is refused and the set in use stays', async ({
  page,
  on,
}) => {
  const { train } = await penmanship({ seed: 9, sloppiness: 'calm', numTrain: 600, numTest: 0 });
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });
  await on.open();
  const input = page.locator('input[type=file]');
  await input.setInputFiles([
    file('my-images', idx(0x803, [600, 28, 28], train.images)),
    file('my-labels', idx(0x801, [600], train.labels)),
  ]);
  await expect(on.data).toHaveText('Own digits: 500 + 100');
  await expect(on.reading).toContainText('Teacher7');

  // Fewer than the settings ask for: they are fitted to the set, and that is said.
  await expect(page.getByRole('status', { name: 'About the digits' })).toContainText(
    'all 500 training digits are labelled',
  );
  await expect(page.getByLabel('Labels', { exact: true })).toHaveValue('500');
  await on.train.click();
  await on.untilDone();
  await expect(page.getByRole('region', { name: 'Comparison' })).toContainText('Own digits');

  await input.setInputFiles([file('seven.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]))]);
  await expect(on.alert).toContainText('seven.png is neither IDX nor CSV');
  await expect(on.alert).toContainText('Own digits is in use');
  await expect(on.data).toHaveText('Own digits: 500 + 100');
});
