/**
 * A convolution with ReLU and max-pooling as one step. Going forward, the sums of one image stay in the cache and only
 * the highest are kept. Going back, just one pixel of each window has a gradient, and ReLU silences many of those: both
 * gradients run over these few alone.
 */
import { convolveFrame, placeImage, roundUp } from './convolution';
import { packB } from './pack';
import { addScaledRuns } from './runs';
import { TILE_ROWS } from './tile';

/** Bytes of one entry of a list: where a run of floats begins, and by what it is multiplied. */
const ENTRY: i32 = 8;

/**
 * out = the highest of every pool × pool pixels of ReLU(frame(x) ∗ weights + bias); winners says which, row by row.
 * Parameters as in convolve; windows that reach over the border are dropped.
 * @param out, winners [batch, outHeight / pool, outWidth / pool, …filters], floats and bytes
 * @param scratch frame + packed weights + packed patches + one tile + the sums of one image
 */
export function convolvePooled(
  x: usize,
  xPixel: i32,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
  frameHeight: i32,
  frameWidth: i32,
  weights: usize,
  size: i32,
  stride: i32,
  filters: i32,
  bias: usize,
  outHeight: i32,
  outWidth: i32,
  pool: i32,
  out: usize,
  winners: usize,
  outPixel: i32,
  scratch: usize,
): void {
  const depth = size * size * channels;
  const frame = scratch;
  const packedWeights = frame + 4 * (frameHeight * frameWidth * channels);
  const patches = packedWeights + 4 * (depth * roundUp(filters));
  const sums = patches + 4 * (depth * TILE_ROWS + 32);
  packB(weights, filters, 1, depth, filters, packedWeights);
  memory.fill(frame, 0, 4 * (frameHeight * frameWidth * channels));
  const rows = outHeight / pool;
  const columns = outWidth / pool;
  for (let image = 0; image < batch; image++) {
    const from = x + 4 * (image * height * width * xPixel);
    placeImage(from, xPixel, height, width, channels, top, left, 1, frameWidth, frame);
    convolveFrame(
      frame,
      frameWidth,
      channels,
      size,
      stride,
      packedWeights,
      filters,
      bias,
      1,
      sums,
      filters,
      outWidth,
      outHeight * outWidth,
      patches,
    );
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const cell = ((image * rows + row) * columns + column) * outPixel;
        const corner = sums + 4 * ((row * outWidth + column) * pool * filters);
        poolCell(corner, outWidth * filters, filters, pool, out + 4 * cell, winners + cell);
      }
  }
}

/** One window for all filters. @param rowStride floats from row to row */
function poolCell(corner: usize, rowStride: i32, filters: i32, pool: i32, out: usize, winners: usize): void {
  const whole = filters & ~3;
  for (let f = 0; f < whole; f += 4) {
    let highest = v128.load(corner + 4 * f);
    let winner = i32x4.splat(0);
    for (let place = 1; place < pool * pool; place++) {
      const value = v128.load(corner + 4 * ((place / pool) * rowStride + (place % pool) * filters + f));
      const isHigher = f32x4.gt(value, highest);
      highest = f32x4.max(highest, value);
      winner = v128.bitselect(i32x4.splat(place), winner, isHigher);
    }
    v128.store(out + 4 * f, highest);
    const bytes = i8x16.shuffle(winner, winner, 0, 4, 8, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    v128.store32_lane(winners + f, bytes, 0);
  }
  for (let f = whole; f < filters; f++) {
    let highest = load<f32>(corner + 4 * f);
    let winner = 0;
    for (let place = 1; place < pool * pool; place++) {
      const value = load<f32>(corner + 4 * ((place / pool) * rowStride + (place % pool) * filters + f));
      if (value > highest) {
        highest = value;
        winner = place;
      }
    }
    store<f32>(out + 4 * f, highest);
    store<u8>(winners + f, <u8>winner);
  }
}

/** Bytes from the frame's beginning to the patch of the pixel that won a window. */
// @ts-ignore: decorator
@inline
function winningPatch(
  row: i32,
  column: i32,
  winner: i32,
  pool: i32,
  stride: i32,
  frameWidth: i32,
  channels: i32,
): i32 {
  const y = row * pool + winner / pool;
  const x = column * pool + (winner % pool);
  return 4 * ((y * frameWidth + x) * stride * channels);
}

/**
 * Gradient by the weights, [size, size, channels, filters].
 * @param upstream, winners [batch, rows, columns, …filters]: gradient on the pooled output, and what convolvePooled chose
 * @param scratch frame + transposed gradient + one list per filter
 */
export function pooledWeightGradient(
  x: usize,
  xPixel: i32,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
  frameHeight: i32,
  frameWidth: i32,
  upstream: usize,
  winners: usize,
  outPixel: i32,
  rows: i32,
  columns: i32,
  pool: i32,
  size: i32,
  stride: i32,
  filters: i32,
  gradient: usize,
  scratch: usize,
): void {
  const depth = size * size * channels;
  const run = size * channels;
  const cells = rows * columns;
  const frame = scratch;
  const transposed = frame + 4 * (frameHeight * frameWidth * channels); // [filters, depth]
  const ends = transposed + 4 * (depth * filters); // end of each filter's list
  const lists = ends + 4 * filters;
  memory.fill(frame, 0, 4 * (frameHeight * frameWidth * channels));
  memory.fill(transposed, 0, 4 * (depth * filters));
  for (let image = 0; image < batch; image++) {
    const from = x + 4 * (image * height * width * xPixel);
    placeImage(from, xPixel, height, width, channels, top, left, 1, frameWidth, frame);
    for (let f = 0; f < filters; f++) store<i32>(ends + 4 * f, <i32>lists + ENTRY * f * cells);
    for (let cell = 0; cell < cells; cell++) {
      const at = (image * cells + cell) * outPixel;
      for (let f = 0; f < filters; f++) {
        const error = load<f32>(upstream + 4 * (at + f));
        if (error == 0) continue;
        const winner = <i32>load<u8>(winners + at + f);
        const row = cell / columns;
        const end = load<i32>(ends + 4 * f);
        const patch = winningPatch(row, cell - row * columns, winner, pool, stride, frameWidth, channels);
        store<i32>(end, <i32>frame + patch);
        store<f32>(end, error, 4);
        store<i32>(ends + 4 * f, end + ENTRY);
      }
    }
    for (let f = 0; f < filters; f++) {
      const list = lists + ENTRY * f * cells;
      const end = load<i32>(ends + 4 * f);
      for (let row = 0; row < size; row++) {
        const target = transposed + 4 * (f * depth + row * run);
        addScaledRuns(list, end, 4 * (row * frameWidth * channels), target, run);
      }
    }
  }
  for (let k = 0; k < depth; k++)
    for (let f = 0; f < filters; f++)
      store<f32>(gradient + 4 * (k * filters + f), load<f32>(transposed + 4 * (f * depth + k)));
}

/**
 * Gradient by the input, where the input is above 0 (ReLU).
 * @param out, input [batch, height, width, …channels] @param scratch frame + transposed weights + a list per place of a window
 */
export function pooledInputGradient(
  upstream: usize,
  winners: usize,
  outPixel: i32,
  rows: i32,
  columns: i32,
  pool: i32,
  weights: usize,
  size: i32,
  stride: i32,
  filters: i32,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
  frameHeight: i32,
  frameWidth: i32,
  input: usize,
  out: usize,
  xPixel: i32,
  scratch: usize,
): void {
  const depth = size * size * channels;
  const run = size * channels;
  const places = pool * pool;
  const frame = scratch;
  const transposed = frame + 4 * (frameHeight * frameWidth * channels); // [filters, depth]
  const ends = transposed + 4 * (depth * filters);
  const lists = ends + 4 * places;
  for (let k = 0; k < depth; k++)
    for (let f = 0; f < filters; f++)
      store<f32>(transposed + 4 * (f * depth + k), load<f32>(weights + 4 * (k * filters + f)));
  for (let image = 0; image < batch; image++) {
    memory.fill(frame, 0, 4 * (frameHeight * frameWidth * channels));
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const at = ((image * rows + row) * columns + column) * outPixel;
        for (let place = 0; place < places; place++)
          store<i32>(ends + 4 * place, <i32>lists + ENTRY * place * filters);
        for (let f = 0; f < filters; f++) {
          const error = load<f32>(upstream + 4 * (at + f));
          if (error == 0) continue;
          const slot = ends + 4 * <i32>load<u8>(winners + at + f);
          const end = load<i32>(slot);
          store<i32>(end, <i32>transposed + 4 * (f * depth));
          store<f32>(end, error, 4);
          store<i32>(slot, end + ENTRY);
        }
        for (let place = 0; place < places; place++) {
          const list = lists + ENTRY * place * filters;
          const end = load<i32>(ends + 4 * place);
          if (<usize>end == list) continue;
          const patch = frame + winningPatch(row, column, place, pool, stride, frameWidth, channels);
          for (let line = 0; line < size; line++)
            addScaledRuns(list, end, 4 * (line * run), patch + 4 * (line * frameWidth * channels), run);
        }
      }
    for (let pixel = 0; pixel < height * width; pixel++) {
      const y = pixel / width;
      const from = frame + 4 * (((y + top) * frameWidth + (pixel - y * width) + left) * channels);
      const to = 4 * ((image * height * width + pixel) * xPixel);
      for (let c = 0; c < channels; c++) {
        const value = load<f32>(from + 4 * c);
        store<f32>(out + to + 4 * c, load<f32>(input + to + 4 * c) > 0 ? value : 0);
      }
    }
  }
}
