/** Files of digits as people have them, made for tests. */
import { DIGIT_NAMES } from '../../src/data/drawnDigits.ts';
import { encodeImages, encodeLabels } from '../../src/data/idx.ts';
import type { NamedFile } from '../../src/data/own/namedFile.ts';

export const fileOf = (name: string, contents: string | Uint8Array): NamedFile => ({
  name,
  blob: new Blob([typeof contents === 'string' ? contents : new Uint8Array(contents)]),
});

/** Digits none of which is like another: label n % 10, and greys of their own, among them 0 and 255. */
export function someDigits(count: number): { images: Uint8Array; labels: Uint8Array } {
  const images = Uint8Array.from({ length: count * 784 }, (_, at) =>
    at % 784 < 100 || at % 784 > 700 ? 0 : (at * 7 + Math.floor(at / 784) * 31) % 256,
  );
  return { images, labels: Uint8Array.from({ length: count }, (_, at) => at % 10) };
}

export function idxFiles(stem: string, count: number): NamedFile[] {
  const { images, labels } = someDigits(count);
  return [fileOf(`${stem}-images`, encodeImages(images)), fileOf(`${stem}-labels`, encodeLabels(labels))];
}

/** An IDX file of any type. @param write puts one number into the file */
export function idxOf(
  type: number,
  sizes: readonly number[],
  numBytes: number,
  write: (view: DataView, offset: number, at: number) => void,
): Uint8Array {
  const count = sizes.reduce((product, size) => product * size, 1);
  const start = 4 + 4 * sizes.length;
  const file = new Uint8Array(start + count * numBytes);
  const view = new DataView(file.buffer);
  view.setUint32(0, (type << 8) | sizes.length);
  sizes.forEach((size, at) => view.setUint32(4 + 4 * at, size));
  for (let at = 0; at < count; at++) write(view, start + at * numBytes, at);
  return file;
}

/** One way to write a table. */
export interface Dialect {
  readonly separator: string;
  readonly lineEnd: string;
  readonly quote: '' | '"' | "'";
  readonly labelAt: 'first' | 'last' | 'middle' | 'none';
  readonly header: 'none' | 'pixel0' | 'pixel1' | '1x1' | 'numbers';
  readonly hasRowNumbers: boolean;
  /** What stands above the table. */
  readonly above: 'nothing' | 'a comment' | 'a title' | 'the separator';
  readonly encoding: 'utf8' | 'utf8 with mark' | 'utf-16le' | 'utf-16le without mark';
  readonly greys: 'whole' | 'fractions' | '0 to 1';
  readonly endsWithSeparator: boolean;
}

export function writeTable(images: Uint8Array, labels: Uint8Array, dialect: Dialect): Uint8Array {
  const { separator, lineEnd, quote, labelAt, header, greys } = dialect;
  const place = { first: 0, last: 784, middle: 392, none: -1 }[labelAt];
  const grey = (value: number) => {
    if (greys === 'whole') return String(value);
    return greys === 'fractions' ? (value + (value < 255 ? 0.25 : 0)).toFixed(2) : (value / 255).toFixed(6);
  };
  const nameOf = (pixel: number) => {
    if (header === '1x1') return `${Math.floor(pixel / 28) + 1}x${(pixel % 28) + 1}`;
    return `pixel${pixel + (header === 'pixel1' ? 1 : 0)}`;
  };
  const joined = (cells: readonly string[]) =>
    cells.map((cell) => `${quote}${cell}${quote}`).join(separator) +
    (dialect.endsWithSeparator ? separator : '');
  const withLabel = (cells: readonly string[], label: string) =>
    place < 0 ? cells : cells.toSpliced(place, 0, label);
  const lines: string[] = [];
  if (dialect.above === 'a comment') lines.push('# digits of a test, 28x28');
  if (dialect.above === 'a title') lines.push('Digits of Ann, Bob and Eve; 28 x 28', '');
  if (dialect.above === 'the separator') lines.push(`sep=${separator.trim() || separator}`);
  if (header === 'numbers') {
    const count = 784 + (place < 0 ? 0 : 1) + (dialect.hasRowNumbers ? 1 : 0);
    lines.push(joined(Array.from({ length: count }, (_, at) => String(at))));
  } else if (header !== 'none') {
    const names = withLabel(
      Array.from({ length: 784 }, (_, pixel) => nameOf(pixel)),
      'Label',
    );
    lines.push(joined(dialect.hasRowNumbers ? ['id', ...names] : names));
  }
  labels.forEach((label, row) => {
    const cells = withLabel(
      Array.from(images.subarray(row * 784, row * 784 + 784), grey),
      DIGIT_NAMES[label]!,
    );
    lines.push(joined(dialect.hasRowNumbers ? [String(row), ...cells] : cells));
  });
  return encoded(lines.join(lineEnd) + lineEnd, dialect.encoding);
}

function encoded(text: string, encoding: Dialect['encoding']): Uint8Array {
  if (encoding === 'utf8') return new TextEncoder().encode(text);
  if (encoding === 'utf8 with mark') return new TextEncoder().encode(`\uFEFF${text}`);
  return new Uint8Array(Buffer.from(encoding === 'utf-16le' ? `\uFEFF${text}` : text, 'utf16le'));
}
