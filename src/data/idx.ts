/** IDX files, the format of MNIST, plain or gzipped: every claim of a header is checked before anything is allocated. */
import { IMAGE_SIDE, NUM_CLASSES, NUM_PIXELS } from '../distillation/shape.ts';
import { joinBytes } from './joinBytes.ts';

/** A file that is not what it should be: named, with what was received and what was expected. */
export class DataFileError extends Error {}

const MAGIC_IMAGES = 0x00000803;
const MAGIC_LABELS = 0x00000801;
const IMAGE_HEADER = 16;
const LABEL_HEADER = 8;

/**
 * Unpacks gzip; passes anything else on unchanged (a server may have unpacked it already).
 * @param expectedBytes of the contents: unpacking stops beyond it, whatever the file holds
 * @throws DataFileError when the stream is damaged, cut off, or holds more than expected
 */
export async function gunzip(name: string, bytes: Uint8Array, expectedBytes: number): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  if (typeof DecompressionStream === 'undefined')
    throw new DataFileError(`${name} is packed by gzip, which this browser cannot unpack. Unpack it first.`);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    const packed = new Blob([new Uint8Array(bytes)]).stream();
    const reader = packed.pipeThrough(new DecompressionStream('gzip')).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > expectedBytes) {
        await reader.cancel();
        throw new DataFileError(`${name} unpacks to more than the expected ${expectedBytes} bytes.`);
      }
      chunks.push(value);
    }
  } catch (error) {
    if (error instanceof DataFileError) throw error;
    throw new DataFileError(
      `${name} is damaged or cut off: from its ${bytes.length} bytes of gzip came ${length} bytes; expected ${expectedBytes}. Fetch it again.`,
    );
  }
  return joinBytes(chunks);
}

/** @returns images as a view of the file, [n, 28, 28] @throws DataFileError */
export function parseImages(name: string, bytes: Uint8Array): Uint8Array {
  const header = readHeader(name, bytes, MAGIC_IMAGES, IMAGE_HEADER, 'images');
  const [count, rows, columns] = [header(4), header(8), header(12)];
  if (rows !== IMAGE_SIDE || columns !== IMAGE_SIDE)
    throw new DataFileError(
      `${name} holds images of ${rows}×${columns} pixels; expected ${IMAGE_SIDE}×${IMAGE_SIDE}.`,
    );
  requireSize(name, bytes, IMAGE_HEADER + count * NUM_PIXELS, `${count} images`);
  return bytes.subarray(IMAGE_HEADER);
}

/** @returns labels as a view of the file, [n] @throws DataFileError */
export function parseLabels(name: string, bytes: Uint8Array): Uint8Array {
  const header = readHeader(name, bytes, MAGIC_LABELS, LABEL_HEADER, 'labels');
  const count = header(4);
  requireSize(name, bytes, LABEL_HEADER + count, `${count} labels`);
  const labels = bytes.subarray(LABEL_HEADER);
  const wrong = labels.find((label) => label >= NUM_CLASSES);
  if (wrong !== undefined)
    throw new DataFileError(`${name} holds the label ${wrong}; labels go from 0 to ${NUM_CLASSES - 1}.`);
  return labels;
}

/** The file that parseImages reads. @param images [n, 28, 28] */
export function encodeImages(images: Uint8Array): Uint8Array<ArrayBuffer> {
  return withHeader([MAGIC_IMAGES, images.length / NUM_PIXELS, IMAGE_SIDE, IMAGE_SIDE], images);
}

/** The file that parseLabels reads. */
export function encodeLabels(labels: Uint8Array): Uint8Array<ArrayBuffer> {
  return withHeader([MAGIC_LABELS, labels.length], labels);
}

function withHeader(header: readonly number[], body: Uint8Array): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(4 * header.length + body.length);
  const view = new DataView(file.buffer);
  header.forEach((value, at) => view.setUint32(4 * at, value));
  file.set(body, 4 * header.length);
  return file;
}

function readHeader(name: string, bytes: Uint8Array, magic: number, length: number, what: string) {
  if (bytes.length < length)
    throw new DataFileError(`${name} has ${bytes.length} bytes; a file of ${what} begins with ${length}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = view.getUint32(0);
  if (found !== magic)
    throw new DataFileError(
      `${name} begins with ${hex(found)}; a file of ${what} begins with ${hex(magic)} (IDX, unsigned bytes).`,
    );
  return (offset: number) => view.getUint32(offset);
}

function requireSize(name: string, bytes: Uint8Array, expected: number, what: string): void {
  if (bytes.length !== expected)
    throw new DataFileError(
      `${name} has ${bytes.length} bytes; its header promises ${what}, which take ${expected}.`,
    );
}

const hex = (value: number) => `0x${value.toString(16).padStart(8, '0')}`;
