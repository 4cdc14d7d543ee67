/** IDX files, the format of MNIST: a header of type and sizes, then numbers. Every claim of a header is checked before anything is allocated. */
import { CLASSES, IMAGE_SIDE, NUM_CLASSES, NUM_PIXELS } from '../distillation/shape.ts';
import { DataFileError } from './dataFileError.ts';
import { createGreys, expectedGrey } from './greys.ts';

interface IdxType {
  readonly name: string;
  readonly numBytes: number;
  readonly read: (view: DataView, at: number) => number;
}

/** By the third byte of the file; numbers of several bytes begin with the highest. */
const TYPES: Readonly<Record<number, IdxType>> = {
  0x08: { name: 'bytes', numBytes: 1, read: (view, at) => view.getUint8(at) },
  0x09: { name: 'signed bytes', numBytes: 1, read: (view, at) => view.getInt8(at) },
  0x0b: { name: '16-bit integers', numBytes: 2, read: (view, at) => view.getInt16(at) },
  0x0c: { name: '32-bit integers', numBytes: 4, read: (view, at) => view.getInt32(at) },
  0x0d: { name: '32-bit floats', numBytes: 4, read: (view, at) => view.getFloat32(at) },
  0x0e: { name: '64-bit floats', numBytes: 8, read: (view, at) => view.getFloat64(at) },
};
const UNSIGNED_BYTES = 0x08;
/** QMNIST's labels: class, NIST's series, writer and five more. */
const QMNIST_COLUMNS = 8;

/** What a header promises. */
export interface IdxHeader {
  readonly type: number;
  /** The first is the number of images or labels. */
  readonly sizes: readonly number[];
  /** Of the header itself. */
  readonly numBytes: number;
  /** Of the whole file. */
  readonly totalBytes: number;
}

export const isIdx = (beginning: Uint8Array): boolean =>
  beginning.length >= 4 && beginning[0] === 0 && beginning[1] === 0 && beginning[2]! in TYPES;

/** @param beginning at least the header, where the file has one @throws DataFileError */
export function readHeader(name: string, beginning: Uint8Array): IdxHeader {
  const numSizes = beginning[3] ?? 0;
  const numBytes = 4 + 4 * numSizes;
  if (!isIdx(beginning))
    throw new DataFileError(
      `${name} begins with ${firstBytes(beginning)}; a file of images begins with 0x00000803, one of labels with 0x00000801 (IDX).`,
    );
  if (beginning.length < numBytes)
    throw new DataFileError(
      `${name} has ${beginning.length} bytes; its header of ${numSizes} sizes takes ${numBytes}.`,
    );
  const view = new DataView(beginning.buffer, beginning.byteOffset);
  const type = beginning[2]!;
  const sizes = Array.from({ length: numSizes }, (_, at) => view.getUint32(4 + 4 * at));
  const count = sizes.reduce((product, size) => product * size, 1);
  return { type, sizes, numBytes, totalBytes: numBytes + count * TYPES[type]!.numBytes };
}

/** E.g. "60×8 32-bit integers". */
export const describe = ({ sizes, type }: Pick<IdxHeader, 'sizes' | 'type'>): string =>
  `${sizes.join('×')} ${TYPES[type]!.name}`;

/** How many images the header announces; null when it announces labels. @throws DataFileError when neither is 28×28 images nor labels */
export function numImagesIn(name: string, { type, sizes }: IdxHeader): number | null {
  const [count = 0, ...ofEach] = sizes;
  const perImage = ofEach.reduce((product, size) => product * size, 1);
  if (sizes.length > 1 && perImage === NUM_PIXELS) return count;
  if (sizes.length === 1 || perImage === 1 || perImage === QMNIST_COLUMNS) return null;
  throw new DataFileError(
    `${name} holds ${describe({ sizes, type })}, that is images of ${ofEach.join('×')} pixels; expected ${IMAGE_SIDE}×${IMAGE_SIDE}.`,
  );
}

/** @param bytes of the whole file @returns images [n, 28, 28], a view of the file where it holds bytes @throws DataFileError */
export function parseImages(name: string, bytes: Uint8Array): Uint8Array {
  const header = readHeader(name, bytes);
  if (numImagesIn(name, header) === null)
    throw new DataFileError(`${name} holds ${header.sizes.join('×')} labels; expected images of 28×28.`);
  requireWhole(name, header, bytes);
  if (header.type === UNSIGNED_BYTES) return bytes.subarray(header.numBytes);
  const { length, numberAt } = numbersOf(header, bytes);
  const greys = createGreys(length);
  const wrong = greys.add(length, numberAt);
  if (wrong >= 0)
    throw new DataFileError(
      `${name} (IDX of ${TYPES[header.type]!.name}) has the grey ${numberAt(wrong)} in image ${Math.floor(wrong / NUM_PIXELS)}; ${expectedGrey(numberAt(wrong))}`,
    );
  return greys.done();
}

/** @param bytes of the whole file @returns labels [n], a view of the file where it holds bytes @throws DataFileError */
export function parseLabels(name: string, bytes: Uint8Array): Uint8Array {
  const header = readHeader(name, bytes);
  if (numImagesIn(name, header) !== null)
    throw new DataFileError(`${name} holds ${header.sizes.join('×')} images; expected labels.`);
  requireWhole(name, header, bytes);
  const { length, numberAt } = numbersOf(header, bytes);
  const count = header.sizes[0]!;
  const columns = length / Math.max(1, count);
  const isPlain = header.type === UNSIGNED_BYTES && columns === 1;
  const labels = isPlain ? bytes.subarray(header.numBytes) : new Uint8Array(count);
  for (let at = 0; at < count; at++) {
    const label = numberAt(at * columns);
    if (!CLASSES.includes(label))
      throw new DataFileError(
        `${name} (IDX of ${TYPES[header.type]!.name}) has the label ${label} at ${at}; labels go from 0 to ${NUM_CLASSES - 1}.${label === NUM_CLASSES ? ' Do they go from 1 to 10? Write 0 for 10, or count from 0.' : ''}`,
      );
    if (!isPlain) labels[at] = label;
  }
  return labels;
}

/** The file that parseImages reads. @param images [n, 28, 28] */
export function encodeImages(images: Uint8Array): Uint8Array<ArrayBuffer> {
  return encode([images.length / NUM_PIXELS, IMAGE_SIDE, IMAGE_SIDE], images);
}

/** The file that parseLabels reads. */
export function encodeLabels(labels: Uint8Array): Uint8Array<ArrayBuffer> {
  return encode([labels.length], labels);
}

function encode(sizes: readonly number[], body: Uint8Array): Uint8Array<ArrayBuffer> {
  const numBytes = 4 + 4 * sizes.length;
  const file = new Uint8Array(numBytes + body.length);
  const view = new DataView(file.buffer);
  view.setUint32(0, (UNSIGNED_BYTES << 8) | sizes.length);
  sizes.forEach((size, at) => view.setUint32(4 + 4 * at, size));
  file.set(body, numBytes);
  return file;
}

function requireWhole(name: string, header: IdxHeader, bytes: Uint8Array): void {
  if (bytes.length !== header.totalBytes)
    throw new DataFileError(
      `${name} has ${bytes.length} bytes; its header promises ${describe(header)}, which take ${header.totalBytes}.`,
    );
}

function numbersOf({ type, numBytes: start }: IdxHeader, bytes: Uint8Array) {
  const { read, numBytes } = TYPES[type]!;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return {
    length: (bytes.length - start) / numBytes,
    numberAt: (at: number) => read(view, start + at * numBytes),
  };
}

/** The first four bytes, or as many as there are. */
export function firstBytes(beginning: Uint8Array): string {
  const figures = Array.from(beginning.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0'));
  return `0x${figures.join('')}`;
}
