/**
 * Convolutions as matrix products whose left side is never written out (implicit im2col), image after image.
 *
 * An image is copied once into a frame of zeros, [height, width, channels]. There, what a filter sees of one row is one
 * run of size · channels floats, so that packing needs no test for the border. A stride of the forward pass becomes a
 * spacing between the pixels in the frame when gradients go back.
 */
import { multiplyRow, passWhereActive } from './gemm';
import { copyFloat, packB, packPanel, transpose4 } from './pack';
import { TILE_COLUMNS, TILE_ROWS } from './tile';

/**
 * out = frame(x) ∗ weights + bias for one group of channels of every image.
 * @param x, xPixel first image, floats from pixel to pixel (more than `channels` where groups lie side by side)
 * @param top, left where the image begins in the frame @param spacing floats become pixels this far apart; 1 is dense
 * @param frameHeight, frameWidth at least what the filters reach
 * @param flipped 0: weights are [size, size, channels, filters]; 1: they are [size, size, filters, channels], turned by 180°
 * @param out, outPixel likewise @param mask address of floats that lie as those of out (see gemm), or 0
 * @param scratch frame + packed weights + packed patches + one tile
 */
export function convolve(
  x: usize,
  xPixel: i32,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
  spacing: i32,
  frameHeight: i32,
  frameWidth: i32,
  weights: usize,
  flipped: i32,
  size: i32,
  stride: i32,
  filters: i32,
  bias: usize,
  relu: i32,
  out: usize,
  outPixel: i32,
  outHeight: i32,
  outWidth: i32,
  mask: usize,
  scratch: usize,
): void {
  const depth = size * size * channels;
  const frame = scratch;
  const packedWeights = frame + 4 * (frameHeight * frameWidth * channels);
  const patches = packedWeights + 4 * (depth * roundUp(filters));
  if (flipped != 0) packFlipped(weights, size, channels, filters, packedWeights);
  else packB(weights, filters, 1, depth, filters, packedWeights);
  memory.fill(frame, 0, 4 * (frameHeight * frameWidth * channels));
  const pixels = outHeight * outWidth;
  for (let image = 0; image < batch; image++) {
    const from = x + 4 * (image * height * width * xPixel);
    placeImage(from, xPixel, height, width, channels, top, left, spacing, frameWidth, frame);
    const to = out + 4 * (image * pixels * outPixel);
    convolveFrame(
      frame,
      frameWidth,
      channels,
      size,
      stride,
      packedWeights,
      filters,
      bias,
      relu,
      to,
      outPixel,
      outWidth,
      pixels,
      patches,
    );
    if (mask == 0) continue;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const offset = 4 * ((image * pixels + pixel) * outPixel);
      passWhereActive(out + offset, mask + offset, filters);
    }
  }
}

/** All output pixels of the image in a frame. @param patches room for one panel of patches and one tile */
export function convolveFrame(
  frame: usize,
  frameWidth: i32,
  channels: i32,
  size: i32,
  stride: i32,
  packedWeights: usize,
  filters: i32,
  bias: usize,
  relu: i32,
  to: usize,
  outPixel: i32,
  outWidth: i32,
  pixels: i32,
  patches: usize,
): void {
  const depth = size * size * channels;
  const edge = patches + 4 * (depth * TILE_ROWS);
  for (let pixel = 0; pixel < pixels; pixel += TILE_ROWS) {
    const rows = min(TILE_ROWS, pixels - pixel);
    packPatches(frame, frameWidth, channels, size, stride, outWidth, pixel, rows, patches);
    const target = to + 4 * (pixel * outPixel);
    multiplyRow(patches, packedWeights, depth, target, outPixel, rows, filters, true, bias, relu != 0, edge);
  }
}

/**
 * Gradient of the loss by the weights, [size, size, channels, filters]: patchesᵀ · upstream, summed over all images.
 * Frame as in convolve; upstream is [batch, outHeight, outWidth, …filters].
 * @param scratch frame + packed upstream of one image + packed patches + one tile
 */
export function convolveWeightGradient(
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
  upstreamPixel: i32,
  outHeight: i32,
  outWidth: i32,
  size: i32,
  stride: i32,
  filters: i32,
  gradient: usize,
  scratch: usize,
): void {
  const pixels = outHeight * outWidth;
  const depth = size * size * channels;
  const frame = scratch;
  const packedUpstream = frame + 4 * (frameHeight * frameWidth * channels);
  const patches = packedUpstream + 4 * (pixels * roundUp(filters));
  const edge = patches + 4 * (pixels * TILE_ROWS);
  memory.fill(frame, 0, 4 * (frameHeight * frameWidth * channels));
  for (let image = 0; image < batch; image++) {
    const from = x + 4 * (image * height * width * xPixel);
    placeImage(from, xPixel, height, width, channels, top, left, 1, frameWidth, frame);
    const error = upstream + 4 * (image * pixels * upstreamPixel);
    packB(error, upstreamPixel, 1, pixels, filters, packedUpstream);
    for (let k = 0; k < depth; k += TILE_ROWS) {
      const rows = min(TILE_ROWS, depth - k);
      packTaps(frame, frameWidth, channels, size, stride, outHeight, outWidth, k, rows, patches);
      const target = gradient + 4 * (k * filters);
      multiplyRow(patches, packedUpstream, pixels, target, filters, rows, filters, image == 0, 0, false, edge);
    }
  }
}

// @ts-ignore: decorator
@inline
export function roundUp(columns: i32): i32 {
  return (columns + TILE_COLUMNS - 1) & ~(TILE_COLUMNS - 1);
}

export function placeImage(
  image: usize,
  pixelStride: i32,
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
  spacing: i32,
  frameWidth: i32,
  frame: usize,
): void {
  for (let row = 0; row < height; row++) {
    const from = image + 4 * (row * width * pixelStride);
    const to = frame + 4 * (((top + row * spacing) * frameWidth + left) * channels);
    if (spacing == 1 && pixelStride == channels) {
      memory.copy(to, from, 4 * (width * channels));
      continue;
    }
    for (let column = 0; column < width; column++)
      memory.copy(to + 4 * (column * spacing * channels), from + 4 * (column * pixelStride), 4 * channels);
  }
}

/** [size · size · filters' channels][panels of 8]: the weights as seen by a gradient that goes back. */
function packFlipped(weights: usize, size: i32, channels: i32, filters: i32, packed: usize): void {
  const taps = size * size;
  const depth = taps * channels;
  for (let j = 0; j < filters; j += TILE_COLUMNS) {
    const columns = min(TILE_COLUMNS, filters - j);
    for (let tap = 0; tap < taps; tap++) {
      const from = weights + 4 * (((taps - 1 - tap) * filters + j) * channels);
      packPanel(from, 1, channels, channels, columns, packed + 4 * (j * depth + tap * channels * TILE_COLUMNS));
    }
  }
}

/** Where the patch of an output pixel begins in the frame. */
// @ts-ignore: decorator
@inline
function patchAt(frame: usize, frameWidth: i32, channels: i32, stride: i32, outWidth: i32, pixel: i32): usize {
  const row = pixel / outWidth;
  const column = pixel - row * outWidth;
  return frame + 4 * ((row * frameWidth + column) * stride * channels);
}

/** [depth][4]: the patches of four output pixels, side by side. */
function packPatches(
  frame: usize,
  frameWidth: i32,
  channels: i32,
  size: i32,
  stride: i32,
  outWidth: i32,
  pixel: i32,
  rows: i32,
  packed: usize,
): void {
  const run = size * channels;
  const whole = run & ~3;
  const last = pixel + rows - 1; // a missing pixel repeats the last one: its sums are thrown away
  const p0 = patchAt(frame, frameWidth, channels, stride, outWidth, pixel);
  const p1 = patchAt(frame, frameWidth, channels, stride, outWidth, min(last, pixel + 1));
  const p2 = patchAt(frame, frameWidth, channels, stride, outWidth, min(last, pixel + 2));
  const p3 = patchAt(frame, frameWidth, channels, stride, outWidth, min(last, pixel + 3));
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
function packTaps(
  frame: usize,
  frameWidth: i32,
  channels: i32,
  size: i32,
  stride: i32,
  outHeight: i32,
  outWidth: i32,
  k: i32,
  rows: i32,
  packed: usize,
): void {
  const run = size * channels;
  const o0 = tapAt(k, run, frameWidth, channels);
  const last = k + rows - 1;
  const o1 = tapAt(min(last, k + 1), run, frameWidth, channels);
  const o2 = tapAt(min(last, k + 2), run, frameWidth, channels);
  const o3 = tapAt(min(last, k + 3), run, frameWidth, channels);
  const isRun = o3 == o0 + 12;
  const step = 4 * (stride * channels);
  let to = packed;
  for (let row = 0; row < outHeight; row++) {
    let from = frame + 4 * (row * stride * frameWidth * channels);
    const end = from + step * outWidth;
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
