/** What files of a person's hold: each is looked at, unpacked and read by its kind, one after the other. */
import { NUM_PIXELS } from '../../distillation/shape.ts';
import { collect, peek, slicesOf, type ByteStream, type ReadOptions } from '../byteStream.ts';
import { DataFileError } from '../dataFileError.ts';
import { gunzipped } from '../gunzip.ts';
import { describe, numImagesIn, parseImages, parseLabels, readHeader } from '../idx.ts';
import { joinBytes } from '../joinBytes.ts';
import { kindOf } from './fileKind.ts';
import { labelsOfClasses } from './labels.ts';
import { byName, isBeside, unreadable, type NamedFile } from './namedFile.ts';
import type { Part } from './part.ts';
import { readPng } from './png.ts';
import { roleOf } from './role.ts';
import { readTable } from './table.ts';
import { entriesOf } from './zip.ts';

export interface FileReading {
  readonly signal?: AbortSignal;
  /** Bytes read of all bytes there are, and of which file. */
  readonly onProgress?: (done: number, total: number, name: string) => void;
}

/** Of all files together, packed or not: EMNIST's digits are 280 000. */
export const MAX_IMAGES = 300_000;
/** Enough to know the kind of a file, and the header of an IDX file. */
const BEGINNING = 512;
/** gzip in gzip is read, and no more of it. */
const MAX_WRAPPERS = 2;

interface Picture {
  readonly name: string;
  readonly image: Uint8Array; // [784]
}

/** @throws DataFileError naming the file and the place, what was found, what was expected, and what to do; the signal's reason */
export async function readFiles(
  files: readonly NamedFile[],
  { signal, onProgress }: FileReading = {},
): Promise<Part[]> {
  const digits = files.filter(({ name }) => !isBeside(name));
  const given = digits.length > 0 ? digits : files; // of what is none, each kind has its sentence
  if (given.length === 0)
    throw new DataFileError('There are no files in what was given; expected IDX, CSV or PNG.');
  const total = given.reduce((sum, { blob }) => sum + blob.size, 0);
  let done = 0;
  let numImages = 0;
  const parts: Part[] = [];
  const pictures: Picture[] = [];

  /** @param ofFile images that a file has, or has so far */
  function requireRoom(name: string, ofFile: number): void {
    if (numImages + ofFile > MAX_IMAGES)
      throw new DataFileError(
        `${name} has more images than fit: at most ${MAX_IMAGES} are read, all files together. Take a part of them.`,
      );
  }
  function keep(part: Part): void {
    parts.push(part);
    numImages += (part.images?.length ?? 0) / NUM_PIXELS;
  }

  async function read(name: string, bytes: ByteStream, numWrappers: number): Promise<void> {
    const { beginning, whole } = await peek(bytes, BEGINNING);
    const kind = kindOf(name, beginning);
    switch (kind) {
      case 'gzip':
        if (numWrappers === MAX_WRAPPERS)
          throw new DataFileError(
            `${name} is packed by gzip more than ${MAX_WRAPPERS} times. Unpack it first.`,
          );
        return read(name, gunzipped(name, whole), numWrappers + 1);
      case 'zip':
        throw new DataFileError(`${name} is a zip within another file. Unpack it first.`);
      case 'idx':
        return keep(await readIdx(name, beginning, whole, requireRoom));
      case 'png':
        requireRoom(name, pictures.length + 1);
        pictures.push({ name, image: await readPng(name, whole) });
        return;
      case 'table':
        return keep(await readTable(name, whole, (ofFile) => requireRoom(name, ofFile)));
      default:
        throw new Error(`Unknown kind of file ${String(kind satisfies never)}.`);
    }
  }

  for (const { name, blob } of [...given].sort(byName)) {
    const before = done;
    const options: ReadOptions = {
      ...(signal && { signal }),
      onRead: (bytes) => onProgress?.((done += bytes), total, name),
    };
    try {
      const beginning = new Uint8Array(await blob.slice(0, BEGINNING).arrayBuffer());
      if (kindOf(name, beginning) === 'zip') await readZip(name, blob);
      else await read(name, slicesOf(blob, options), 0);
    } catch (error) {
      if (!(error instanceof DOMException) || signal?.aborted) throw error;
      throw unreadable(name, error);
    }
    done = before + blob.size;
  }
  return [...parts, ...partsOfPictures(pictures)];

  async function readZip(name: string, blob: Blob): Promise<void> {
    let numRead = 0;
    for await (const entry of entriesOf(name, blob, signal)) {
      if (entry.name === '[Content_Types].xml')
        throw new DataFileError(
          `${name} is a file of Excel or another office, which is not read. Save it as CSV.`,
        );
      await read(`${name}/${entry.name}`, entry.bytes, 0);
      numRead += 1;
      onProgress?.((done += entry.packedBytes), total, name);
    }
    if (numRead === 0)
      throw new DataFileError(`${name} is an empty zip, or one that is cut off. Pack it again.`);
  }
}

async function readIdx(
  name: string,
  beginning: Uint8Array,
  whole: ByteStream,
  requireRoom: (name: string, numImages: number) => void,
): Promise<Part> {
  const header = readHeader(name, beginning);
  const numImages = numImagesIn(name, header);
  requireRoom(name, header.sizes[0]!); // as many labels as that are too many too
  const bytes = await collect(whole, header.totalBytes);
  if (!bytes)
    throw new DataFileError(
      `${name} goes on beyond what its header promises: ${describe(header)}, ${header.totalBytes} bytes. Fetch it again.`,
    );
  const nothing = { name, images: null, labels: null, classNames: null, remarks: [] };
  if (numImages !== null) return { ...nothing, images: parseImages(name, bytes) };
  const remarks =
    header.sizes.length > 1
      ? [
          `${name} holds ${describe(header)}: the first number of each row was taken for the label, as in QMNIST.`,
        ]
      : [];
  return { ...nothing, labels: parseLabels(name, bytes), remarks };
}

/** Pictures in folders: the innermost folder is the class, one around it may say what they are for. */
function partsOfPictures(pictures: readonly Picture[]): Part[] {
  const groups = new Map<string | null, Picture[]>();
  // However they came: the order in a zip is that of whoever packed it.
  for (const picture of pictures.toSorted(byName)) {
    const role = roleOf(outerFolders(picture));
    groups.set(role, groups.get(role) ?? []);
    groups.get(role)!.push(picture);
  }
  return [...groups.values()].map((group) => {
    const name = outerFolders(group[0]!) || 'The pictures';
    const images = joinBytes(group.map(({ image }) => image));
    const classes = group.map((picture) => picture.name.split('/').at(-2) ?? '');
    const nothing = { name, images, labels: null, classNames: null, remarks: [], isInFolders: true };
    const isLabelled = new Set(classes).size > 1 && !classes.every(roleOf); // train and test are no classes
    return isLabelled ? { ...nothing, ...labelsOfClasses(name, classes) } : nothing;
  });
}

/** Of the folder that is the picture's class. */
const outerFolders = ({ name }: Picture) => name.split('/').slice(0, -2).join('/');
