/**
 * A convolution with ReLU and max-pooling as one step. Going forward, the sums of one image stay in the cache and only
 * the highest are kept. Going back, just one pixel of each window has a gradient, and ReLU silences many of those: both
 * gradients run over these few alone.
 */
import { afterFrame, clearFrame, convolveFrame, depthOf, packWeights, placeImage, roundUp } from './convolution';
import { addScaledRuns } from './runs';
import { Convolution } from './structs';
import { TILE_ROWS } from './tile';

/** Bytes of one entry of a list: where a run of floats begins, and by what it is multiplied. */
const ENTRY: i32 = 8;

/**
 * out = the highest of every pool × pool pixels of ReLU(frame(x) ∗ weights + bias); winners says which, row by row.
 * Windows that reach over the border are dropped. Out and winners are [batch, outHeight / pool, outWidth / pool, …filters].
 * Scratch: frame + packed weights + packed patches + one tile + the sums of one image.
 */
export function convolvePooled(call: Convolution): void {
  const filters = call.filters;
  const pool = call.pool;
  const outWidth = call.outWidth;
  const depth = depthOf(call);
  const packedWeights = packWeights(call);
  const patches = packedWeights + 4 * (depth * roundUp(filters));
  const sums = patches + 4 * (depth * TILE_ROWS + 32);
  const rows = call.outHeight / pool;
  const columns = outWidth / pool;
  for (let image = 0; image < call.batch; image++) {
    placeImage(call, image);
    convolveFrame(call, packedWeights, true, sums, filters, patches);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const cell = ((image * rows + row) * columns + column) * call.outPixel;
        const corner = sums + 4 * ((row * outWidth + column) * pool * filters);
        poolCell(corner, outWidth * filters, filters, pool, call.out + 4 * cell, call.winners + cell);
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
function winningPatch(call: Convolution, row: i32, column: i32, winner: i32): i32 {
  const pool = call.pool;
  const y = row * pool + winner / pool;
  const x = column * pool + (winner % pool);
  return 4 * ((y * call.frameWidth + x) * call.stride * call.channels);
}

/**
 * Gradient by the weights, [size, size, channels, filters]. Upstream and winners are [batch, rows, columns, …filters]:
 * gradient on the pooled output, and what convolvePooled chose.
 * Scratch: frame + transposed gradient + one list per filter.
 */
export function pooledWeightGradient(call: Convolution): void {
  const filters = call.filters;
  const size = call.size;
  const outPixel = call.outPixel;
  const depth = depthOf(call);
  const run = size * call.channels;
  const columns = call.outWidth / call.pool;
  const cells = (call.outHeight / call.pool) * columns;
  const frame = call.scratch;
  const transposed = afterFrame(call); // [filters, depth]
  const ends = transposed + 4 * (depth * filters); // end of each filter's list
  const lists = ends + 4 * filters;
  clearFrame(call);
  memory.fill(transposed, 0, 4 * (depth * filters));
  for (let image = 0; image < call.batch; image++) {
    placeImage(call, image);
    for (let f = 0; f < filters; f++) store<i32>(ends + 4 * f, <i32>lists + ENTRY * f * cells);
    for (let cell = 0; cell < cells; cell++) {
      const at = (image * cells + cell) * outPixel;
      for (let f = 0; f < filters; f++) {
        const error = load<f32>(call.upstream + 4 * (at + f));
        if (error == 0) continue;
        const winner = <i32>load<u8>(call.winners + at + f);
        const row = cell / columns;
        const end = load<i32>(ends + 4 * f);
        const patch = winningPatch(call, row, cell - row * columns, winner);
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
        addScaledRuns(list, end, 4 * (row * call.frameWidth * call.channels), target, run);
      }
    }
  }
  for (let k = 0; k < depth; k++)
    for (let f = 0; f < filters; f++)
      store<f32>(call.out + 4 * (k * filters + f), load<f32>(transposed + 4 * (f * depth + k)));
}

/**
 * Gradient by the input x, where that is above 0 (ReLU): out is [batch, height, width, …channels], as x lies.
 * Scratch: frame + transposed weights + a list per place of a window.
 */
export function pooledInputGradient(call: Convolution): void {
  const filters = call.filters;
  const size = call.size;
  const channels = call.channels;
  const width = call.width;
  const frameWidth = call.frameWidth;
  const depth = depthOf(call);
  const run = size * channels;
  const rows = call.outHeight / call.pool;
  const columns = call.outWidth / call.pool;
  const places = call.pool * call.pool;
  const frame = call.scratch;
  const transposed = afterFrame(call); // [filters, depth]
  const ends = transposed + 4 * (depth * filters);
  const lists = ends + 4 * places;
  for (let k = 0; k < depth; k++)
    for (let f = 0; f < filters; f++)
      store<f32>(transposed + 4 * (f * depth + k), load<f32>(call.weights + 4 * (k * filters + f)));
  for (let image = 0; image < call.batch; image++) {
    clearFrame(call);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const at = ((image * rows + row) * columns + column) * call.outPixel;
        for (let place = 0; place < places; place++)
          store<i32>(ends + 4 * place, <i32>lists + ENTRY * place * filters);
        for (let f = 0; f < filters; f++) {
          const error = load<f32>(call.upstream + 4 * (at + f));
          if (error == 0) continue;
          const slot = ends + 4 * <i32>load<u8>(call.winners + at + f);
          const end = load<i32>(slot);
          store<i32>(end, <i32>transposed + 4 * (f * depth));
          store<f32>(end, error, 4);
          store<i32>(slot, end + ENTRY);
        }
        for (let place = 0; place < places; place++) {
          const list = lists + ENTRY * place * filters;
          const end = load<i32>(ends + 4 * place);
          if (<usize>end == list) continue;
          const patch = frame + winningPatch(call, row, column, place);
          for (let line = 0; line < size; line++)
            addScaledRuns(list, end, 4 * (line * run), patch + 4 * (line * frameWidth * channels), run);
        }
      }
    for (let pixel = 0; pixel < call.height * width; pixel++) {
      const y = pixel / width;
      const from = frame + 4 * (((y + call.top) * frameWidth + (pixel - y * width) + call.left) * channels);
      const to = 4 * ((image * call.height * width + pixel) * call.xPixel);
      for (let c = 0; c < channels; c++) {
        const value = load<f32>(from + 4 * c);
        store<f32>(call.out + to + 4 * c, load<f32>(call.x + to + 4 * c) > 0 ? value : 0);
      }
    }
  }
}
