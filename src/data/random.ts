/** Seeded random numbers, the same on every machine. Everything random in the project comes from here. */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Independent generators are made from one seed by naming their purpose: createRandom(1, 'weights'). */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  uniform(): number;
  /** Uniform integer in [0, count). */
  integer(count: number): number;
  /** Standard normal (polar Box-Muller, Marsaglia & Bray 1964). */
  normal(): number;
  /** Puts the elements in random order, in place (Fisher-Yates). */
  shuffle<T extends Uint32Array | Uint8Array | number[]>(items: T): T;
}

/**
 * Keyed by 128 bits of SHA-256: of the millions of generators that a run asks for, no two are the same by chance.
 * @param seed any integer @param stream what the numbers are for; another name gives unrelated numbers
 */
export function createRandom(seed: number, stream: string): Random {
  const key = new DataView(sha256(utf8ToBytes(`${seed} ${stream}`)).buffer);
  const next = smallFastCounter(key.getInt32(0), key.getInt32(4), key.getInt32(8), key.getInt32(12));
  let spare: number | null = null;

  const uniform = () => next() / 4294967296;
  const integer = (count: number) => Math.floor(uniform() * count);
  const normal = (): number => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    let u: number, v: number, s: number;
    do {
      u = 2 * uniform() - 1;
      v = 2 * uniform() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    const scale = Math.sqrt((-2 * Math.log(s)) / s);
    spare = v * scale;
    return u * scale;
  };
  return {
    uniform,
    integer,
    normal,
    shuffle(items) {
      for (let i = items.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        const kept = items[i]!;
        items[i] = items[j]!;
        items[j] = kept;
      }
      return items;
    },
  };
}

/** sfc32 by Chris Doty-Humphrey (PractRand): 128 bits of state, passes BigCrush. */
function smallFastCounter(a: number, b: number, c: number, counter: number): () => number {
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}
