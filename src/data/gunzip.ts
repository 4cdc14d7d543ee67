/** gzip (RFC 1952) as `gzip -d` reads it: several members are one file, and zeros after the last one are padding. */
import { Inflate } from 'pako';
import { collect, slicesOf, type ByteStream } from './byteStream.ts';
import { DataFileError } from './dataFileError.ts';

/** Unpacked at a time: a packed byte becomes 1 032 at most, so that no bomb goes off between two looks at the length. */
const STEP_BYTES = 1 << 14;

export const isGzip = (beginning: Uint8Array): boolean => beginning[0] === 0x1f && beginning[1] === 0x8b;

/** Unpacks a stream by and by. @param numExpected bytes, for the message alone @throws DataFileError when it is damaged or cut off; its check sums are checked */
export async function* gunzipped(name: string, packed: ByteStream, numExpected?: number): ByteStream {
  let member: Inflate | null = null;
  let [numPacked, numUnpacked] = [0, 0];
  let out: Uint8Array[] = [];
  const refuse = (why: string) =>
    new DataFileError(
      `${name} is damaged or cut off: after ${numPacked} bytes of gzip, which gave ${numUnpacked}${numExpected === undefined ? '' : ` of ${numExpected}`} bytes, ${why}. Fetch or pack it again.`,
    );
  function begin(): Inflate {
    const next = new Inflate({ windowBits: 31 }); // gzip and nothing else
    next.onData = (chunk) => {
      numUnpacked += chunk.length;
      out.push(chunk);
    };
    return next;
  }
  for await (const slice of packed)
    for (let at = 0; at < slice.length; at += STEP_BYTES) {
      const step = slice.subarray(at, at + STEP_BYTES);
      numPacked += step.length;
      if (member?.ended && step[0] === 0) continue; // padding
      if (!member || member.ended) member = begin(); // pako goes on to the next member within a step, not from one to the next
      member.push(step, false);
      if (member.err !== 0) throw refuse(`there is ${member.msg || 'something else'}`);
      yield* out;
      out = [];
    }
  if (!member?.ended) throw refuse('it ends');
}

/**
 * Unpacks gzip; passes anything else on unchanged (a server may have unpacked it already).
 * @param maxBytes of the contents: unpacking stops beyond it, whatever the file holds
 * @throws DataFileError when the stream is damaged, cut off, or holds more than expected
 */
export async function gunzip(name: string, bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes;
  const unpacked = await collect(
    gunzipped(name, slicesOf(new Blob([new Uint8Array(bytes)])), maxBytes),
    maxBytes,
  );
  if (!unpacked) throw new DataFileError(`${name} unpacks to more than the expected ${maxBytes} bytes.`);
  return unpacked;
}
