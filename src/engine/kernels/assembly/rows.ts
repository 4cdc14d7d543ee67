/** What a loss needs to know of one row of logits. */
import { exponential } from './transcendental';

export function mean(values: usize, count: i32): f32 {
  let sum: f32 = 0;
  for (let j = 0; j < count; j++) sum += load<f32>(values + 4 * j);
  return sum / <f32>count;
}

export function highest(values: usize, count: i32): f32 {
  let top = load<f32>(values);
  for (let j = 1; j < count; j++) top = max<f32>(top, load<f32>(values + 4 * j));
  return top;
}

/** out[j] = exp((values[j] − top) · scale); @returns their sum. The padding counts as nothing. */
export function exponentials(
  values: usize,
  top: f32,
  scale: f32,
  count: i32,
  padded: i32,
  out: usize,
): f32 {
  for (let j = 0; j < count; j++) store<f32>(out + 4 * j, (load<f32>(values + 4 * j) - top) * scale);
  for (let j = count; j < padded; j++) store<f32>(out + 4 * j, -1000);
  for (let j = 0; j < padded; j += 4) v128.store(out + 4 * j, exponential(v128.load(out + 4 * j)));
  let sum: f32 = 0;
  for (let j = 0; j < count; j++) sum += load<f32>(out + 4 * j);
  return sum;
}
