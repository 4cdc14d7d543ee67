/**
 * A checkpoint on its way from a worker to the browser's storage, and to the next worker. Its floats lie in a Blob: the page
 * keeps and writes its handle, where a copy of megabytes would hold up the page's own thread each time.
 */
import type { RunCheckpoint } from './checkpoint.ts';

export interface PackedCheckpoint {
  /** JSON of the checkpoint; an array of floats is told by where it lies. */
  readonly frame: string;
  /** All floats, one array after the other; as bytes where they lie in a storage that takes no Blob. */
  readonly floats: Blob | ArrayBuffer;
}

/** Instead of an array: index of its first float among all, and how many there are. */
interface Place {
  readonly floatsFrom: number;
  readonly length: number;
}

export function pack(checkpoint: RunCheckpoint): PackedCheckpoint {
  const arrays: Float32Array<ArrayBuffer>[] = [];
  let numFloats = 0;
  const frame = JSON.stringify(checkpoint, (_, value: unknown) => {
    if (!(value instanceof Float32Array)) return value;
    const place: Place = { floatsFrom: numFloats, length: value.length };
    arrays.push(value as Float32Array<ArrayBuffer>);
    numFloats += value.length;
    return place;
  });
  return { frame, floats: new Blob(arrays) };
}

/** Whether it is sound is for the reader to see. @throws where the frame or the Blob is cut off, or cannot be read */
export async function unpack({ frame, floats }: PackedCheckpoint): Promise<RunCheckpoint> {
  const all = await bytesOf(floats);
  return JSON.parse(frame, (_, value: unknown) =>
    isPlace(value) ? new Float32Array(all, 4 * value.floatsFrom, value.length) : value,
  ) as RunCheckpoint;
}

/** The same for a storage that takes no Blob, as in a private window of Safari. */
export async function packedAsBytes({ frame, floats }: PackedCheckpoint): Promise<PackedCheckpoint> {
  return { frame, floats: await bytesOf(floats) };
}

const bytesOf = (floats: PackedCheckpoint['floats']) =>
  floats instanceof Blob ? floats.arrayBuffer() : Promise.resolve(floats);

const isPlace = (value: unknown): value is Place =>
  typeof value === 'object' && value !== null && 'floatsFrom' in value;
