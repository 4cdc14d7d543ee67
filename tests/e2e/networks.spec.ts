/** Networks that leave the page. */
import type { RunResult } from '../../src/experiment/results.ts';
import { readNetwork } from '../../src/library/models/readNetwork.ts';
import { expect, test } from './fixture.ts';

const SMALL = '#seeds=1&epochs=2&teacherEpochs=1&labels=300&hidden=16&teacherHidden=32&temperature=4';

test('a network of the run is taken away in each format, the same in all, with code for it', async ({
  page,
  on,
}) => {
  await on.open(SMALL);
  await expect(on.button('Take a network away')).toBeDisabled();
  await on.train.click();
  await on.untilDone();
  await on.button('Take a network away').click();
  const field = page.getByLabel('Code that reads a digit', { exact: true }).first();
  await expect(field).toHaveValue(/onnxruntime-web/);
  const found = [];
  for (const [format, extension] of [
    ['ONNX', 'onnx'],
    ['TensorFlow.js layers model', 'zip'],
    ['JSON', 'json'],
  ] as const) {
    await page.getByRole('combobox', { name: 'Format' }).selectOption(format);
    const file = `distillery-distilled.${extension}`;
    const blob = new Blob([new Uint8Array(await on.download(`Download ${file}`))]);
    found.push((await readNetwork([{ name: file, blob }])).candidates[0]!.open());
    await expect(field).toHaveValue(new RegExp(file.replace('.', '\\.')));
  }
  const [onnx, ...others] = found;
  expect(onnx!.networks[0]!.layers.map(({ numOutputs }) => numOutputs)).toEqual([16, 10]);
  for (const other of others) expect(other).toEqual(onnx);

  await page.getByRole('tab', { name: 'Train the same way' }).click();
  await expect(page.getByLabel('Script that trains the same way').first()).toHaveValue(/temperature=4,/);
  const zip = await on.download('Download the digits');
  expect(zip.length).toBeGreaterThan(1e6);
});

test('a network comes back from its file as teacher: half of it is refused, all of it reads the probe, and teaches', async ({
  page,
  on,
}) => {
  await on.open(SMALL);
  await on.train.click();
  await on.untilDone();
  await on.button('Take a network away').click();
  await page.getByRole('combobox', { name: 'Network' }).selectOption('Teacher');
  const file = await on.download('Download distillery-teacher.onnx');
  await page.keyboard.press('Escape');
  await expect(on.button('Take a network away')).toBeFocused(); // a list that opens before would lose it

  await page.getByRole('combobox', { name: 'Teacher' }).click();
  await page.getByRole('option', { name: 'bring your own …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Bring a teacher' });
  const open = async (name: string, buffer: Buffer) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      dialog.getByRole('button', { name: 'Open a network' }).click(),
    ]);
    await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer });
  };
  await open('half.onnx', file.subarray(0, file.length / 2));
  await expect(dialog.getByRole('alert')).toContainText('half.onnx is damaged or of another kind');
  await expect(dialog.getByRole('button', { name: 'Train with it' })).toBeHidden();
  await open('mine.onnx', file);
  const found = dialog.getByRole('region', { name: 'The network' });
  await expect(found).toContainText(/mine\.onnx-[0-9a-f]{12}\s*784-32-10, 25 450 weights/);
  await expect(found).toContainText(/Found out on 500 training digits: 0 … 1 reads \d\d\.\d %/);
  await expect(found.getByLabel('It gives')).toHaveValue('logits');
  await expect(found.getByRole('status', { name: 'Read by the network' })).toContainText(
    /It reads the digit on display as \d \(/,
  );
  await found.getByLabel('It gives').selectOption('probabilities');
  await expect(dialog.getByRole('alert')).toContainText('mine.onnx does not give probabilities');
  await expect(found.getByLabel('It gives')).toHaveValue('logits');

  await dialog.getByRole('button', { name: 'Train with it' }).click();
  await expect(dialog).toBeHidden();
  await on.untilDone();
  await expect(page.getByRole('combobox', { name: 'Teacher' })).toHaveValue(/^mine\.onnx-/);
  await expect(on.reading).toContainText(/then \d/);
  const result = JSON.parse((await on.download('Download results')).toString()) as RunResult;
  expect(result.config.teacher).toBe('brought');
  expect(result.teacher.name).toBe(`${result.config.teacherFile}: 784-32-10`);
  await expect(page).toHaveURL(new RegExp(`teacherFile=${result.config.teacherFile}`)); // written when it is at rest
  await on.button('Share').click();
  await expect(page.getByRole('status', { name: 'Link' })).toContainText(
    `The teacher that you brought, ${result.config.teacherFile}, is not in it: send its file along.`,
  );
});
