/** Values as JSON carries them: typed arrays as base64, numbers that JSON has not by their names. To the bit, both ways. */
import { bytesOf, fromBase64, toBase64 } from '../experiment/base64.ts';

const KINDS = { float32: Float32Array, uint8: Uint8Array } as const;
type Kind = keyof typeof KINDS;

/** @param value plain data, Float32Array and Uint8Array */
export function encodeArrays(value: unknown): unknown {
  if (value instanceof Float32Array) return { float32: toBase64(bytesOf(value)) };
  if (value instanceof Uint8Array) return { uint8: toBase64(value) };
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
    return { number: Object.is(value, -0) ? '-0' : String(value) };
  return mapped(value, encodeArrays);
}

/** Deeper than any record is nested. */
const MAX_DEPTH = 100;

/** The inverse. @throws Error where base64 is none, or is cut off, or lists lie in lists without end */
export function decodeArrays(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) throw new Error(`Lists lie in lists more than ${MAX_DEPTH} deep.`);
  const [first, ...others]: [string, unknown][] = Object.entries(value);
  if (first && others.length === 0 && typeof first[1] === 'string') {
    const [kind, text] = [first[0], first[1]];
    if (kind === 'number') return Number(text);
    if (Object.hasOwn(KINDS, kind)) return decoded(kind as Kind, text);
  }
  return mapped(value, (each) => decodeArrays(each, depth + 1));
}

function mapped(value: unknown, change: (each: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, change(each)]));
}

function decoded(kind: Kind, text: string): Float32Array | Uint8Array {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = fromBase64(text);
  } catch {
    throw new Error(`A list of ${kind} numbers is no base64: "${text.slice(0, 20)} …".`);
  }
  const size = KINDS[kind].BYTES_PER_ELEMENT;
  if (bytes.length % size !== 0)
    throw new Error(
      `A list of ${kind} numbers has ${bytes.length} bytes; a multiple of ${size} was expected.`,
    );
  return new KINDS[kind](bytes.buffer);
}
