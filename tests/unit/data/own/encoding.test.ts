import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decoded } from '../../../../src/data/own/encoding.ts';

/** In slices of these lengths, again and again. */
async function decode(bytes: Uint8Array, lengths: readonly number[]) {
  let [text, numGuesses] = ['', 0];
  async function* slices() {
    for (let at = 0, turn = 0; at < bytes.length; turn++) {
      const end = at + lengths[turn % lengths.length]!;
      yield bytes.slice(at, end);
      at = end;
    }
  }
  for await (const piece of decoded(slices(), () => (numGuesses += 1))) text += piece;
  return { text, numGuesses };
}
const lengths = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 4 });

it('text in UTF-8 is decoded the same however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 2_000 }), lengths, async (text, cuts) => {
      fc.pre(!text.startsWith('\uFEFF') && !text.includes('\0'));
      expect(await decode(new TextEncoder().encode(text), cuts)).toEqual({ text, numGuesses: 0 });
    }),
  );
});

it('text of one byte a letter is decoded as Windows-1252 however it is cut, and said once', async () => {
  const letters = fc.array(fc.constantFrom(...'aäöüßé ,\n0'), { maxLength: 2_000 });
  await fc.assert(
    fc.asyncProperty(letters, lengths, async (some, cuts) => {
      const text = `${'x,'.repeat(400)}${some.join('')}ä,`; // an ä before a comma is no UTF-8
      const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
      const known = await decode(bytes, cuts);
      expect(known).toEqual({ text, numGuesses: 1 });
    }),
  );
});
