/** A PNG picture of one digit, 28×28 pixels, of any depth, grey or coloured. */
import { IMAGE_SIDE, NUM_PIXELS } from '../../distillation/shape.ts';
import { messageOf } from '../../experiment/messageOf.ts';
import { collect, type ByteStream } from '../byteStream.ts';
import { DataFileError } from '../dataFileError.ts';
import { pixelsOf } from './pngChunks.ts';

/** Asked for once: there may be 70 000 pictures, and most people bring none. */
let fastPng: Promise<typeof import('fast-png')> | null = null;

/** More than 28×28 pixels of any depth take. */
const MAX_BYTES = 1_000_000;

/** @returns greys [784]: brightness, over white where the picture is transparent @throws DataFileError */
export async function readPng(name: string, bytes: ByteStream): Promise<Uint8Array> {
  const file = await collect(bytes, MAX_BYTES);
  if (!file) throw new DataFileError(`${name} has more than ${MAX_BYTES} bytes; ${EXPECTED}`);
  const refuse = (why: string): never => {
    throw new DataFileError(`${name} ${why}. Save it again.`);
  };
  let pixels: ReturnType<typeof pixelsOf>;
  try {
    pixels = pixelsOf(file);
  } catch (error) {
    return refuse(messageOf(error));
  }
  const { width, height, isIndexed } = pixels; // asked before pixels are unpacked
  if (width !== IMAGE_SIDE || height !== IMAGE_SIDE)
    throw new DataFileError(`${name} is a picture of ${width}×${height} pixels; ${EXPECTED} Scale it first.`);
  const { decode, convertIndexedToRgb } = await (fastPng ??= import('fast-png'));
  try {
    const picture = decode(pixels.file, { checkCrc: true });
    if (!isIndexed) return brightness({ ...picture, data: unpacked(picture) });
    const channels = picture.palette?.[0]?.length;
    if (channels === undefined) return refuse('has an empty palette');
    return brightness({ data: convertIndexedToRgb(picture), channels, depth: 8 });
  } catch (error) {
    if (error instanceof DataFileError) throw error;
    return refuse(`is damaged: ${messageOf(error)}`);
  }
}

const EXPECTED = `expected a picture of ${IMAGE_SIDE}×${IMAGE_SIDE} pixels.`;

interface Pixels {
  readonly data: ArrayLike<number>;
  /** 1 grey, 2 with alpha, 3 colours, 4 with alpha. */
  readonly channels: number;
  readonly depth: number;
}

/** Pixels of less than a byte lie several in one, from the highest bits on; each row begins with a byte of its own. */
function unpacked({ data, depth }: Pixels): ArrayLike<number> {
  if (depth >= 8) return data;
  const [perByte, bytesPerRow] = [8 / depth, Math.ceil((IMAGE_SIDE * depth) / 8)];
  return Array.from({ length: NUM_PIXELS }, (_, at) => {
    const [x, y] = [at % IMAGE_SIDE, Math.floor(at / IMAGE_SIDE)];
    const byte = data[y * bytesPerRow + Math.floor(x / perByte)]!;
    return (byte >> (8 - depth * ((x % perByte) + 1))) & (2 ** depth - 1);
  });
}

/** Luma of ITU-R BT.601, as most programs make greys of colours. */
const [RED, GREEN, BLUE] = [0.299, 0.587, 0.114];

function brightness({ data, channels, depth }: Pixels): Uint8Array {
  const full = 2 ** depth - 1;
  return Uint8Array.from({ length: NUM_PIXELS }, (_, pixel) => {
    const at = (channel: number) => data[pixel * channels + channel]! / full;
    const grey = channels < 3 ? at(0) : RED * at(0) + GREEN * at(1) + BLUE * at(2);
    const alpha = channels % 2 === 0 ? at(channels - 1) : 1;
    return Math.round(255 * (grey * alpha + 1 - alpha));
  });
}
