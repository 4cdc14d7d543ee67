/** Bytes become floats. */

/** out[i] = levels[i] / 255 */
export function greyLevels(levels: usize, count: i32, out: usize): void {
  const scale = f32x4.splat(<f32>255);
  const whole = count & ~3;
  for (let at = 0; at < whole; at += 4) {
    const four = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(levels + at)));
    v128.store(out + 4 * at, f32x4.div(f32x4.convert_i32x4_u(four), scale));
  }
  for (let at = whole; at < count; at++) store<f32>(out + 4 * at, <f32>load<u8>(levels + at) / <f32>255);
}
