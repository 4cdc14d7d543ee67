/** The one rasteriser: pen strokes as capsules on 28×28 pixels, framed as MNIST was. Penmanship and the drawing canvas share it. */
import { IMAGE_SIDE, NUM_PIXELS } from '../distillation/shape.ts';

/** A piece of a stroke: a line whose ends have a pen radius, in pixels. */
export interface Capsule {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly r1: number;
  readonly r2: number;
}

/**
 * Ink per pixel, 0 … 1: half covered where the edge of the pen passes.
 * @param softness width of the edge in pixels
 * @returns [28, 28]
 */
export function drawCapsules(capsules: readonly Capsule[], softness: number): Float32Array {
  const ink = new Float32Array(NUM_PIXELS);
  for (const { x1, y1, x2, y2, r1, r2 } of capsules) {
    const reach = Math.max(r1, r2) + softness / 2;
    const left = Math.max(0, Math.floor(Math.min(x1, x2) - reach));
    const right = Math.min(IMAGE_SIDE - 1, Math.ceil(Math.max(x1, x2) + reach));
    const top = Math.max(0, Math.floor(Math.min(y1, y2) - reach));
    const bottom = Math.min(IMAGE_SIDE - 1, Math.ceil(Math.max(y1, y2) + reach));
    const dx = x2 - x1;
    const dy = y2 - y1;
    const inverseLength2 = 1 / Math.max(1e-9, dx * dx + dy * dy);
    const beyond2 = reach * reach * 1.000001; // no ink there, however it is rounded: most pixels are spared the root
    for (let row = top; row <= bottom; row++) {
      const py = row + 0.5 - y1; // pixel centres
      const pyDy = py * dy;
      for (let column = left; column <= right; column++) {
        const at = row * IMAGE_SIDE + column;
        if (ink[at] === 1) continue;
        const px = column + 0.5 - x1;
        const free = (px * dx + pyDy) * inverseLength2;
        const along = free < 0 ? 0 : free > 1 ? 1 : free;
        const ex = px - along * dx;
        const ey = py - along * dy;
        const distance2 = ex * ex + ey * ey;
        if (distance2 > beyond2) continue;
        const coverage = 0.5 + (r1 + (r2 - r1) * along - Math.sqrt(distance2)) / softness;
        if (coverage > ink[at]!) ink[at] = Math.min(1, coverage);
      }
    }
  }
  return ink;
}

/** Moves the ink by whole pixels so that its centre of mass is at the centre, and turns it into grey levels. */
export function centreByMass(ink: Float32Array, gain: number): Uint8Array {
  let mass = 0;
  let massX = 0;
  let massY = 0;
  for (let at = 0; at < NUM_PIXELS; at++) {
    mass += ink[at]!;
    massX += ink[at]! * ((at % IMAGE_SIDE) + 0.5);
    massY += ink[at]! * (Math.floor(at / IMAGE_SIDE) + 0.5);
  }
  const shiftX = mass > 0 ? Math.round(IMAGE_SIDE / 2 - massX / mass) : 0;
  const shiftY = mass > 0 ? Math.round(IMAGE_SIDE / 2 - massY / mass) : 0;
  return toGreyLevels(ink, gain, shiftX, shiftY);
}

/** @param gain multiplies the ink before it is clipped @returns grey levels 0 … 255, [28, 28] */
export function toGreyLevels(ink: Float32Array, gain: number, shiftX = 0, shiftY = 0): Uint8Array {
  const image = new Uint8Array(NUM_PIXELS);
  for (let row = 0; row < IMAGE_SIDE; row++) {
    const fromRow = row - shiftY;
    if (fromRow < 0 || fromRow >= IMAGE_SIDE) continue;
    for (let column = 0; column < IMAGE_SIDE; column++) {
      const fromColumn = column - shiftX;
      if (fromColumn < 0 || fromColumn >= IMAGE_SIDE) continue;
      image[row * IMAGE_SIDE + column] = Math.round(
        255 * Math.min(1, gain * ink[fromRow * IMAGE_SIDE + fromColumn]!),
      );
    }
  }
  return image;
}
