/**
 * Convolutions as matrix products whose left side is never written out (implicit im2col), image after image.
 *
 * An image is copied once into a frame of zeros, [height, width, channels]. There, what a filter sees of one row is one
 * run of size · channels floats, so that packing needs no test for the border. A stride of the forward pass becomes a
 * spacing between the pixels in the frame when gradients go back.
 */
import { multiplyRow, passWhereActive } from './gemm';
import { copyFloat, packB, packPanel, transpose4 } from './pack';
import { Convolution } from './structs';
import { TILE_COLUMNS, TILE_ROWS } from './tile';

/**
 * out = frame(x) ∗ weights + bias for one group of channels of every image; fields as structs.ts describes them.
 * Scratch: frame + packed weights + packed patches + one tile.
 */
export function convolve(call: Convolution): void {
  const filters = call.filters;
  const packedWeights = packWeights(call);
  const patches = packedWeights + 4 * (depthOf(call) * roundUp(filters));
  const pixels = call.outHeight * call.outWidth;
  const outPixel = call.outPixel;
  const mask = call.mask;
  for (let image = 0; image < call.batch; image++) {
    placeImage(call, image);
    const to = 4 * (image * pixels * outPixel);
    convolveFrame(call, packedWeights, call.relu != 0, call.out + to, outPixel, patches);
    if (mask == 0) continue;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const offset = to + 4 * (pixel * outPixel);
      passWhereActive(call.out + offset, mask + offset, filters);
    }
  }
}

/** Clears the frame, with which the scratch begins, and packs the weights behind it. @returns where they lie */
export function packWeights(call: Convolution): usize {
  const packed = afterFrame(call);
  clearFrame(call);
  if (call.flipped != 0) packFlipped(call, packed);
  else packB(call.weights, call.filters, 1, depthOf(call), call.filters, packed);
  return packed;
}

/** Floats that one filter sees. */
// @ts-ignore: decorator
@inline
export function depthOf(call: Convolution): i32 {
  return call.size * call.size * call.channels;
}

// @ts-ignore: decorator
@inline
export function afterFrame(call: Convolution): usize {
  return call.scratch + 4 * (call.frameHeight * call.frameWidth * call.channels);
}

export function clearFrame(call: Convolution): void {
  memory.fill(call.scratch, 0, afterFrame(call) - call.scratch);
}

/** All output pixels of the image in a frame. @param patches room for one panel of patches and one tile */
export function convolveFrame(
  call: Convolution,
  packedWeights: usize,
  clip: bool,
  to: usize,
  toPixel: i32,
  patches: usize,
): void {
  const depth = depthOf(call);
  const edge = patches + 4 * (depth * TILE_ROWS);
  const pixels = call.outHeight * call.outWidth;
  for (let pixel = 0; pixel < pixels; pixel += TILE_ROWS) {
    const rows = min(TILE_ROWS, pixels - pixel);
    packPatches(call, pixel, rows, patches);
    const target = to + 4 * (pixel * toPixel);
    multiplyRow(patches, packedWeights, depth, target, toPixel, rows, call.filters, true, call.bias, clip, edge);
  }
}

/**
 * Gradient of the loss by the weights, [size, size, channels, filters]: patchesᵀ · upstream, summed over all images.
 * Frame as in convolve; upstream is [batch, outHeight, outWidth, …filters].
 * Scratch: frame + packed upstream of one image + packed patches + one tile.
 */
export function convolveWeightGradient(call: Convolution): void {
  const pixels = call.outHeight * call.outWidth;
  const depth = depthOf(call);
  const filters = call.filters;
  const packedUpstream = afterFrame(call);
  const patches = packedUpstream + 4 * (pixels * roundUp(filters));
  const edge = patches + 4 * (pixels * TILE_ROWS);
  clearFrame(call);
  for (let image = 0; image < call.batch; image++) {
    placeImage(call, image);
    const error = call.upstream + 4 * (image * pixels * call.outPixel);
    packB(error, call.outPixel, 1, pixels, filters, packedUpstream);
    for (let k = 0; k < depth; k += TILE_ROWS) {
      const rows = min(TILE_ROWS, depth - k);
      packTaps(call, k, rows, patches);
      const target = call.out + 4 * (k * filters);
      multiplyRow(patches, packedUpstream, pixels, target, filters, rows, filters, image == 0, 0, false, edge);
    }
  }
}

// @ts-ignore: decorator
@inline
export function roundUp(columns: i32): i32 {
  return (columns + TILE_COLUMNS - 1) & ~(TILE_COLUMNS - 1);
}

/** Copies an image into the frame. */
export function placeImage(call: Convolution, index: i32): void {
  const height = call.height;
  const width = call.width;
  const channels = call.channels;
  const pixelStride = call.xPixel;
  const spacing = call.spacing;
  const frameWidth = call.frameWidth;
  const image = call.x + 4 * (index * height * width * pixelStride);
  for (let row = 0; row < height; row++) {
    const from = image + 4 * (row * width * pixelStride);
    const to = call.scratch + 4 * (((call.top + row * spacing) * frameWidth + call.left) * channels);
    if (spacing == 1 && pixelStride == channels) {
      memory.copy(to, from, 4 * (width * channels));
      continue;
    }
    for (let column = 0; column < width; column++)
      memory.copy(to + 4 * (column * spacing * channels), from + 4 * (column * pixelStride), 4 * channels);
  }
}

/** [size · size · filters' channels][panels of 8]: the weights as seen by a gradient that goes back. */
function packFlipped(call: Convolution, packed: usize): void {
  const channels = call.channels;
  const filters = call.filters;
  const taps = call.size * call.size;
  const depth = taps * channels;
  for (let j = 0; j < filters; j += TILE_COLUMNS) {
    const columns = min(TILE_COLUMNS, filters - j);
    for (let tap = 0; tap < taps; tap++) {
      const from = call.weights + 4 * (((taps - 1 - tap) * filters + j) * channels);
      packPanel(from, 1, channels, channels, columns, packed + 4 * (j * depth + tap * channels * TILE_COLUMNS));
    }
  }
}

/** Where the patch of an output pixel begins in the frame. */
// @ts-ignore: decorator
@inline
function patchAt(call: Convolution, pixel: i32): usize {
  const row = pixel / call.outWidth;
  const column = pixel - row * call.outWidth;
  return call.scratch + 4 * ((row * call.frameWidth + column) * call.stride * call.channels);
}

/** [depth][4]: the patches of four output pixels, side by side. */
function packPatches(call: Convolution, pixel: i32, rows: i32, packed: usize): void {
  const size = call.size;
  const channels = call.channels;
  const frameWidth = call.frameWidth;
  const run = size * channels;
  const whole = run & ~3;
  const last = pixel + rows - 1; // a missing pixel repeats the last one: its sums are thrown away
  const p0 = patchAt(call, pixel);
  const p1 = patchAt(call, min(last, pixel + 1));
  const p2 = patchAt(call, min(last, pixel + 2));
  const p3 = patchAt(call, min(last, pixel + 3));
  const areNeighbours = p1 == p0 + 4 && p3 == p0 + 12; // one channel, stride 1, one row
  for (let row = 0; row < size; row++) {
    const offset = 4 * (row * frameWidth * channels);
    const to = packed + 16 * (row * run);
    if (areNeighbours) {
      for (let at = 0; at < run; at++) v128.store(to + 16 * at, v128.load(p0 + offset + 4 * at));
      continue;
    }
    for (let at = 0; at < whole; at += 4) {
      const from = offset + 4 * at;
      transpose4(p0 + from, p1 + from, p2 + from, p3 + from, to + 16 * at, 16);
    }
    for (let at = whole; at < run; at++) {
      const from = offset + 4 * at;
      copyFloat(p0 + from, to + 16 * at);
      copyFloat(p1 + from, to + 16 * at + 4);
      copyFloat(p2 + from, to + 16 * at + 8);
      copyFloat(p3 + from, to + 16 * at + 12);
    }
  }
}

/** [pixels][4]: what four neighbouring weights see at every output pixel. */
function packTaps(call: Convolution, k: i32, rows: i32, packed: usize): void {
  const channels = call.channels;
  const frameWidth = call.frameWidth;
  const stride = call.stride;
  const run = call.size * channels;
  const o0 = tapAt(k, run, frameWidth, channels);
  const last = k + rows - 1;
  const o1 = tapAt(min(last, k + 1), run, frameWidth, channels);
  const o2 = tapAt(min(last, k + 2), run, frameWidth, channels);
  const o3 = tapAt(min(last, k + 3), run, frameWidth, channels);
  const isRun = o3 == o0 + 12;
  const step = 4 * (stride * channels);
  let to = packed;
  for (let row = 0; row < call.outHeight; row++) {
    let from = call.scratch + 4 * (row * stride * frameWidth * channels);
    const end = from + step * call.outWidth;
    if (isRun) {
      for (; from < end; from += step, to += 16) v128.store(to, v128.load(from + o0));
      continue;
    }
    for (; from < end; from += step, to += 16) {
      copyFloat(from + o0, to);
      copyFloat(from + o1, to + 4);
      copyFloat(from + o2, to + 8);
      copyFloat(from + o3, to + 12);
    }
  }
}

/** Bytes from the beginning of a patch to its k-th float. */
// @ts-ignore: decorator
@inline
function tapAt(k: i32, run: i32, frameWidth: i32, channels: i32): usize {
  const row = k / run;
  return 4 * (row * frameWidth * channels + (k - row * run));
}
