import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layersOf } from '../../../src/experiment/architecture.ts';
import { fromFloat16, toFloat16 } from '../../../src/library/float16.ts';
import { decodeWeights, encodeWeights } from '../../../src/library/modelFile.ts';
import { loadShippedTeacher } from '../../../src/library/shippedTeacher.ts';

describe('half precision', () => {
  it('takes every one of its 65 536 numbers back to itself', () => {
    const all = Uint16Array.from({ length: 65_536 }, (_, half) => half);
    const floats = fromFloat16(all);
    toFloat16(floats).forEach((half, at) => {
      if (Number.isNaN(floats[at]!)) expect(half & 0x7c00 && half & 0x3ff).toBeTruthy();
      else expect(half).toBe(all[at]);
    });
  });

  it('rounds to the nearest, ties to even, and knows its limits', () => {
    const values = [
      1,
      -2,
      0.5,
      65_504,
      1 + 1 / 2048,
      1 + 3 / 2048,
      2 ** -24,
      2 ** -25,
      2 ** -25 * 1.01,
      1e6,
      -1e6,
    ];
    expect([...fromFloat16(toFloat16(Float32Array.from(values)))]).toEqual([
      ...[1, -2, 0.5, 65_504, 1, 1 + 4 / 2048, 2 ** -24, 0, 2 ** -24, Infinity, -Infinity],
    ]);
    expect(fromFloat16(toFloat16(Float32Array.of(NaN)))[0]).toBeNaN();
  });

  it('is never further off than half a unit of its last place', () => {
    fc.assert(
      fc.property(fc.float({ min: -65_000, max: 65_000, noNaN: true }), (value) => {
        const [found] = fromFloat16(toFloat16(Float32Array.of(value)));
        expect(Math.abs(found! - value)).toBeLessThanOrEqual(Math.max(2 ** -25, Math.abs(value) * 2 ** -11));
      }),
    );
  });
});

const layers = layersOf({ convolutions: ['3x3x2+pool'], hidden: [3] });
const network = {
  layers: layers.map((shape, index) => ({
    ...shape,
    weights: Float32Array.from(
      { length: shape.numInputs * shape.numOutputs },
      (_, at) => (at % 64) / 64 - index,
    ),
    bias: Float32Array.from({ length: shape.numOutputs }, (_, at) => at / 8),
  })),
};
const bytes = encodeWeights(network);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const description = { schema: 1, file: 'teacher.bin', sha256, layers, measured: [], provenance: {} };

const folder = (files: Readonly<Record<string, string | Uint8Array>>) => (name: string) => {
  const file = files[name];
  if (file === undefined) return Promise.reject(new Error(`models/${name} is missing.`));
  return Promise.resolve(typeof file === 'string' ? new TextEncoder().encode(file) : file);
};

describe('a model file', () => {
  it('gives back the network it was made from', () => {
    expect(decodeWeights(layers, bytes)).toEqual(network);
    expect(bytes.length).toBe(2 * (20 + 392 * 3 + 3 + 40));
  });

  it('loads as a teacher with its description', async () => {
    const files = { 'teacher.json': JSON.stringify(description), 'teacher.bin': bytes };
    const teacher = await loadShippedTeacher(folder(files));
    expect(teacher.predictor).toEqual({ networks: [network], average: 'logits' });
  });

  it('is refused when it is missing, cut off, exchanged, or no model at all, with what came', async () => {
    const json = JSON.stringify(description);
    const load = (files: Readonly<Record<string, string | Uint8Array>>) => loadShippedTeacher(folder(files));
    await expect(load({})).rejects.toThrow('models/teacher.json is missing.');
    await expect(load({ 'teacher.json': '<!doctype html>' })).rejects.toThrow('does not describe a model');
    await expect(load({ 'teacher.json': json })).rejects.toThrow('models/teacher.bin is missing.');
    await expect(load({ 'teacher.json': json, 'teacher.bin': bytes.slice(2) })).rejects.toThrow(
      `has ${bytes.length - 2} bytes; its layers need ${bytes.length}`,
    );
    const other = bytes.slice();
    other[0]! ^= 1;
    await expect(load({ 'teacher.json': json, 'teacher.bin': other })).rejects.toThrow(
      /teacher\.bin has SHA-256 .*; its description expects/,
    );
    const poisoned = bytes.slice();
    poisoned.set([0, 0x7e], 0); // NaN
    await expect(load({ 'teacher.json': json, 'teacher.bin': poisoned })).rejects.toThrow('holds NaN');
  });
});
