/** Values and texts that programs trip over. */
import fc from 'fast-check';

const NUMBERS: readonly number[] = [
  ...[0, -0, -1, 1, 2, 3, 10, 27, 28, 255, 256, 784, 4_097, 65_536, 1_000_001],
  ...[2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53, 1e21, 1e308, -1e308],
  ...[0.5, 2.5, 1e-320, NaN, Infinity, -Infinity],
];
const TEXTS: readonly string[] = [
  ...['', ' ', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'],
  ...['NaN', 'Infinity', '1e999', '-0', '0x10', '1_000', '1,5', '٣', '𝟛', 'null', 'true'],
  ...['\ud800', 'a\udfffb', '\0', '\ufeff', '\u202e', '%', '%E0%A4%A', '%00', '&', '#', '=', '"', "'", '\\'],
  ...['../../etc/passwd', '=HYPERLINK("x")', '<script>', '9'.repeat(400), 'a'.repeat(5_000)],
];

export const hostileNumber = fc.constantFrom(...NUMBERS);
export const hostileText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

/** As deep as makes a function call itself too often. */
const DEEP = 20_000;

function nested(depth: number, around: (inner: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = around(value);
  return value;
}

/** As text, for what JSON.stringify cannot write. */
export const DEEP_JSON = '['.repeat(DEEP) + ']'.repeat(DEEP);

const STRANGE: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => [],
  () => ({}),
  () => [[[]]],
  () => ({ toString: 1, valueOf: 1 }),
  () => ({ length: -1 }),
  () => ({ length: 2 ** 32 }),
  () => JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}') as unknown,
  () => new Array<number>(300).fill(7),
];

/** Any value that JSON can hold, or nearly. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileNumber },
  { weight: 3, arbitrary: hostileText },
  { weight: 3, arbitrary: fc.constantFrom(...STRANGE).map((make) => make()) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Deeper than any file is meant to be: not for what is cloned or written as JSON. */
export const deepValue: fc.Arbitrary<unknown> = fc
  .constantFrom<(inner: unknown) => unknown>(
    (inner) => [inner],
    (inner) => ({ a: inner }),
  )
  .map((around) => nested(DEEP, around));
