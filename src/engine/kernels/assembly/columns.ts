/** Sums over the batch: the gradients of biases. */

/** out[n] = Σ over rows of x[rows, n] */
export function addColumns(x: usize, rows: i32, n: i32, out: usize): void {
  let j = 0;
  for (; j + 4 <= n; j += 4) {
    let sum = f32x4.splat(0);
    for (let row = 0; row < rows; row++) sum = f32x4.add(sum, v128.load(x + 4 * (row * n + j)));
    v128.store(out + 4 * j, sum);
  }
  for (; j < n; j++) {
    let sum: f32 = 0;
    for (let row = 0; row < rows; row++) sum += load<f32>(x + 4 * (row * n + j));
    store<f32>(out + 4 * j, sum);
  }
}
