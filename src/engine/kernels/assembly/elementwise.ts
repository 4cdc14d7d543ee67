/** Sums over the batch, and grey levels as floats. */

/** out[n] = Σ over rows of x[rows, n], where a row begins every `stride` floats */
export function addColumns(x: usize, rows: i32, n: i32, stride: i32, out: usize): void {
  let j = 0;
  for (; j + 4 <= n; j += 4) {
    let sum = f32x4.splat(0);
    for (let row = 0; row < rows; row++) sum = f32x4.add(sum, v128.load(x + 4 * (row * stride + j)));
    v128.store(out + 4 * j, sum);
  }
  for (; j < n; j++) {
    let sum: f32 = 0;
    for (let row = 0; row < rows; row++) sum += load<f32>(x + 4 * (row * stride + j));
    store<f32>(out + 4 * j, sum);
  }
}

/** out[i] = levels[i] / 255, from bytes to floats */
export function greyLevels(levels: usize, count: i32, out: usize): void {
  const white = f32x4.splat(255);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const four = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(levels + i)));
    v128.store(out + 4 * i, f32x4.div(f32x4.convert_i32x4_s(four), white));
  }
  for (; i < count; i++) store<f32>(out + 4 * i, <f32>load<u8>(levels + i) / 255);
}
