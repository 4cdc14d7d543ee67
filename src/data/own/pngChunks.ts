/** The parts of a PNG that its pixels are made of (PNG 1.2, §3.2, §4): all others, which may be packed and large, are left out. */
import { IMAGE_SIDE } from '../../distillation/shape.ts';
import { joinBytes } from '../joinBytes.ts';

const SIGNATURE_BYTES = 8;
/** Of length, type and check sum. */
const FRAME_BYTES = 12;
const KEPT = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'];
/** Twice what 28×28 pixels of four channels take, 16 bits each: a packed byte may become 1 032. */
const MAX_PACKED = 2 * IMAGE_SIDE * (8 * IMAGE_SIDE + 1);

interface PngPixels {
  /** The same picture, without the other parts. */
  readonly file: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Whether pixels are places in a palette. */
  readonly isIndexed: boolean;
}

/** @param file begins as a PNG @throws Error that says what is wrong, after the name of the file */
export function pixelsOf(file: Uint8Array): PngPixels {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const kept = [file.subarray(0, SIGNATURE_BYTES)];
  const types: string[] = [];
  let numPacked = 0;
  for (let at = SIGNATURE_BYTES; types.at(-1) !== 'IEND';) {
    const end = at + FRAME_BYTES <= file.length ? at + FRAME_BYTES + view.getUint32(at) : Infinity;
    if (end > file.length) throw new Error(`is cut off after ${file.length} bytes`);
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
    if (types.length === 0 ? type !== 'IHDR' : type === 'IHDR')
      throw new Error(types.length === 0 ? 'has no header' : 'has two headers');
    if (KEPT.includes(type)) kept.push(file.subarray(at, end));
    if (type === 'IDAT') numPacked += end - at - FRAME_BYTES;
    types.push(type);
    at = end;
  }
  if (file.length < COLOUR_AT + 1) throw new Error(`is cut off after ${file.length} bytes`);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const isOwn = width === IMAGE_SIDE && height === IMAGE_SIDE;
  if (isOwn && numPacked > MAX_PACKED)
    throw new Error(`has pixels of ${numPacked} bytes, and at most ${MAX_PACKED} were expected`);
  const isIndexed = file[COLOUR_AT] === INDEXED;
  if (isIndexed && !types.includes('PLTE')) throw new Error('has no palette for its colours');
  return { file: joinBytes(kept), width, height, isIndexed };
}

/** Where the header says how colours are written. */
const [COLOUR_AT, INDEXED] = [25, 3];
