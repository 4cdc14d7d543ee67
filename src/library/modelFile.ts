/** A network in two files: what it is and where it comes from (JSON), and its weights (half-precision, layer by layer). */
import { z } from 'zod';
import type { NetworkWeights } from '../distillation/forward.ts';
import type { LayerShape } from '../distillation/layers.ts';
import { fromFloat16, toFloat16 } from './float16.ts';

const positive = z.number().int().min(1).max(10_000);
const layerSchema = z.object({
  numInputs: positive,
  numOutputs: positive,
  convolution: z
    .object({ inputSide: positive, channels: positive, size: positive, stride: positive, pool: positive })
    .nullable(),
});

/** The JSON beside the weights. */
export const modelSchema = z.object({
  schema: z.literal(1),
  /** Of the file of weights, in the same folder. */
  file: z.string(),
  sha256: z.string().length(64),
  layers: z.array(layerSchema).min(1).max(20),
  /** Errors as measured on these very weights, rounded as they are. */
  measured: z.array(z.object({ digits: z.string(), numTested: z.number(), errors: z.number() })),
  /** How it was made, for a reader. */
  provenance: z.record(z.string(), z.unknown()),
});
export type ModelDescription = z.infer<typeof modelSchema>;

/** Weights, then biases, layer by layer, two bytes each, little-endian, as every machine of today reads them. */
export function encodeWeights({ layers }: NetworkWeights): Uint8Array {
  const halves = layers.flatMap(({ weights, bias }) => [toFloat16(weights), toFloat16(bias)]);
  const bytes = new DataView(new ArrayBuffer(2 * halves.reduce((sum, { length }) => sum + length, 0)));
  let at = 0;
  for (const part of halves) for (const half of part) bytes.setUint16(2 * at++, half, true);
  return new Uint8Array(bytes.buffer);
}

/** @throws Error when there are more or fewer bytes than the layers need, or a weight is not a number */
export function decodeWeights(shapes: readonly LayerShape[], bytes: Uint8Array): NetworkWeights {
  const expected = shapes.reduce(
    (sum, { numInputs, numOutputs }) => sum + 2 * (numInputs + 1) * numOutputs,
    0,
  );
  if (bytes.length !== expected)
    throw new Error(`The file of weights has ${bytes.length} bytes; its layers need ${expected}.`);
  let at = 0;
  const take = (count: number): Float32Array => {
    const aligned = new Uint8Array(bytes.subarray(at, (at += 2 * count)));
    const values = fromFloat16(new Uint16Array(aligned.buffer));
    for (let i = 0; i < count; i++)
      if (!Number.isFinite(values[i]))
        throw new Error(`The file of weights holds ${values[i]}; numbers were expected.`);
    return values;
  };
  return {
    layers: shapes.map((shape) => ({
      ...shape,
      weights: take(shape.numInputs * shape.numOutputs),
      bias: take(shape.numOutputs),
    })),
  };
}
