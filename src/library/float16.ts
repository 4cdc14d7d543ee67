/** Half-precision numbers (IEEE 754 binary16): half the bytes, three decimal digits, enough for weights. */

/** Rounds to the nearest half-precision number, ties to even; beyond 65 504 becomes infinite. @returns two bytes each */
export function toFloat16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Uint16Array.from(bits, encode);
}

/** Exact: every half-precision number is a float. */
export function fromFloat16(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  const values = new Float32Array(bits.buffer);
  for (let i = 0; i < bits.length; i++) {
    bits[i] = widened(halves[i]!);
    values[i]! *= EXPONENT_BIAS; // exact, of normal and subnormal numbers alike
  }
  return values;
}

/** The biases of the two exponents, 127 and 15, lie so far apart. */
const EXPONENT_BIAS = 2 ** 112;

function encode(float: number): number {
  const sign = (float >>> 16) & 0x8000;
  const exponent = ((float >>> 23) & 0xff) - 112; // biases 127 and 15
  const fraction = float & 0x7fffff;
  if (exponent >= 31) {
    const isNaN = exponent === 143 && fraction !== 0;
    return sign | 0x7c00 | (isNaN ? 0x200 : 0);
  }
  if (exponent <= 0) {
    // Subnormal: the leading 1 becomes part of the fraction.
    if (exponent < -10) return sign;
    return sign | roundShift(fraction | 0x800000, 14 - exponent);
  }
  // A carry out of the fraction goes into the exponent, as it should.
  return sign | roundShift((exponent << 23) | fraction, 13);
}

/** Drops bits, rounding to nearest, ties to even. */
function roundShift(value: number, bits: number): number {
  const half = 2 ** (bits - 1);
  const kept = value >>> bits;
  const rest = value & (2 ** bits - 1);
  return rest > half || (rest === half && kept % 2 === 1) ? kept + 1 : kept;
}

/** The bits of a float that is 2¹¹² times smaller, unless it is infinite or no number. */
function widened(half: number): number {
  const rest = half & 0x7fff;
  const isFinite = rest < 0x7c00;
  return ((half & 0x8000) << 16) | (rest << 13) | (isFinite ? 0 : 0x7f800000);
}
