/** A person's own digits: opened as files, refused when they are none. */
import { encodeImages, encodeLabels } from '../../src/data/idx.ts';
import { inverted, turned } from '../../src/data/own/mends.ts';
import { penmanship } from '../../src/data/penmanship/penmanship.ts';
import { encode } from 'fast-png';
import { expect, test } from './fixture.ts';

const file = (name: string, contents: Uint8Array | string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(contents),
});

test('opens IDX files, shows one of their digits, trains on them; a picture is refused and the set in use stays', async ({
  page,
  on,
}) => {
  const { train } = await penmanship({ seed: 9, sloppiness: 'calm', numTrain: 600, numTest: 0 });
  await on.open();
  const input = page.locator('input[type=file]');
  await input.setInputFiles([
    file('my-images', encodeImages(train.images)),
    file('my-labels', encodeLabels(train.labels)),
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

  await input.setInputFiles([file('seven.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10))]);
  await expect(on.alert).toContainText('seven.png is cut off after 8 bytes');
  await expect(on.alert).toContainText('Own digits is in use');
  await expect(on.data).toHaveText('Own digits: 500 + 100');
});

test('digits that lie and are inked otherwise are said to be, and mended by a button; what is left alone stays', async ({
  page,
  on,
}) => {
  const { train } = await penmanship({ seed: 9, sloppiness: 'calm', numTrain: 60, numTest: 0 });
  await on.open();
  const images = inverted(turned(train.images, 'transpose'), 255);
  await page
    .locator('input[type=file]')
    .setInputFiles([file('i', encodeImages(images)), file('l', encodeLabels(train.labels))]);
  await expect(on.data).toHaveText('Own digits: 50 + 10');
  await expect(on.alert.filter({ hasText: 'black on white' })).toBeVisible();
  await page.getByRole('button', { name: 'Transpose' }).click();
  await expect(on.alert.filter({ hasText: 'transposed' })).toHaveCount(0);
  await expect(on.reading).not.toContainText('Teacher9'); // black on white still
  await page.getByRole('button', { name: 'Invert' }).click();
  await expect(on.alert).toHaveCount(0);
  await expect(on.reading).toContainText('Teacher9');
  await expect(on.data).toHaveText('Own digits: 50 + 10');

  const noHeader = Array.from(train.labels, (label, row) =>
    [...train.images.subarray(row * 784, row * 784 + 784), label].join(','),
  ).join('\n');
  await page.locator('input[type=file]').setInputFiles([file('last.csv', noHeader)]);
  await expect(on.alert).toContainText('names no column of labels');
  await page.getByRole('button', { name: 'Understood' }).click();
  await expect(on.alert).toHaveCount(0);
});

test('a folder of pictures can be dropped; text that is dragged is left to the browser', async ({
  page,
  on,
}) => {
  const { train } = await penmanship({ seed: 9, sloppiness: 'calm', numTrain: 40, numTest: 0 });
  const pictures = Array.from(train.labels, (label, at) => ({
    folder: `digit ${label}`,
    name: `${at}.png`,
    bytes: [
      ...encode({
        width: 28,
        height: 28,
        channels: 1,
        data: train.images.subarray(784 * at, 784 * at + 784),
      }),
    ],
  }));
  await on.open();
  const isTaken = await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', '0.5');
    return !window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  });
  expect(isTaken).toBe(false);
  await page.evaluate(() => {
    const readEntries = (take: (some: readonly unknown[]) => void) => take([]);
    const empty = { isFile: false, fullPath: '/mine', createReader: () => ({ readEntries }) };
    const dropped = new DragEvent('drop', { cancelable: true });
    const transfer = { types: ['Files'], items: [{ webkitGetAsEntry: () => empty }] };
    Object.defineProperty(dropped, 'dataTransfer', { value: transfer });
    window.dispatchEvent(dropped);
  });
  await expect(on.alert).toContainText('There are no files in what was given');
  await page.evaluate((all) => {
    // Entries of folders come from a real drop alone: these are as a browser gives them.
    const fileEntry = (path: string, bytes: readonly number[]) => ({
      isFile: true,
      fullPath: path,
      file: (take: (found: File) => void) => take(new File([new Uint8Array(bytes)], path.split('/').at(-1))),
    });
    const folderEntry = (path: string, entries: readonly unknown[]) => ({
      isFile: false,
      fullPath: path,
      createReader: () => {
        const pieces = [entries.slice(0, 3), entries.slice(3), []];
        return { readEntries: (take: (some: unknown) => void) => take(pieces.shift()) };
      },
    });
    const folders = [...new Set(all.map(({ folder }) => folder))];
    const root = folderEntry(
      '/mine',
      folders.map((folder) =>
        folderEntry(
          `/mine/${folder}`,
          all
            .filter((each) => each.folder === folder)
            .map(({ name, bytes }) => fileEntry(`/mine/${folder}/${name}`, bytes)),
        ),
      ),
    );
    const dropped = new DragEvent('drop', { cancelable: true });
    const transfer = { types: ['Files'], items: [{ webkitGetAsEntry: () => root }] };
    Object.defineProperty(dropped, 'dataTransfer', { value: transfer });
    window.dispatchEvent(dropped);
  }, pictures);
  await expect(on.data).toHaveText('Own digits: 33 + 7');
  await expect(page.getByText('digit 7').first()).toBeVisible();
});
