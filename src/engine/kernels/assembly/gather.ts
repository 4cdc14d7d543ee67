/** Rows of bytes become rows of floats. */

/** out[r, c] = bytes[rows[r], c] / 255 @param rows count integers @param columns bytes per row */
export function gatherLevels(bytes: usize, columns: i32, rows: usize, count: i32, out: usize): void {
  const scale = f32x4.splat(<f32>255);
  const whole = columns & ~3;
  for (let row = 0; row < count; row++) {
    const from = bytes + load<i32>(rows + 4 * row) * columns;
    const to = out + 4 * (row * columns);
    for (let c = 0; c < whole; c += 4) {
      const levels = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(from + c)));
      v128.store(to + 4 * c, f32x4.div(f32x4.convert_i32x4_u(levels), scale));
    }
    for (let c = whole; c < columns; c++) store<f32>(to + 4 * c, <f32>load<u8>(from + c) / <f32>255);
  }
}
