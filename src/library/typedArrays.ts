/** Records hold most of their bytes in typed arrays: how many those are, and copies that hold no more than is theirs. */

/** About as many as it takes to keep a value: of typed arrays exactly, of the rest as it is written in JSON. */
export function sizeOf(value: unknown): number {
  let bytes = 0;
  const rest = JSON.stringify(value, (_, each: unknown) => {
    if (!ArrayBuffer.isView(each)) return each;
    bytes += each.byteLength;
    return undefined;
  });
  return bytes + (rest?.length ?? 0);
}

/** A view keeps all of its buffer alive, and a browser stores all of it: here each has a buffer of its own size. */
export function ownBuffer<T extends Uint8Array | Float32Array>(array: T): T {
  return array.byteLength === array.buffer.byteLength ? array : (array.slice() as T);
}
