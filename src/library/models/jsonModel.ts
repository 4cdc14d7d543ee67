/** A network as JSON: its layers in order, their weights as base64; NumPy reads it in ten lines. */
import { z } from 'zod';
import type { Predictor } from '../../distillation/ensemble.ts';
import { bytesOf, floatsOf, fromBase64, toBase64 } from '../../experiment/base64.ts';
import { ModelFileError } from './modelFileError.ts';

/** By which such a file is known. */
export const JSON_FORMAT = 'distillery-network';

const whole = z.number().int().min(0).max(1_000_000);
const layerSchema = z.object({
  numInputs: whole,
  numOutputs: whole,
  convolution: z
    .object({
      inputSide: whole,
      channels: whole,
      size: whole.min(1),
      stride: whole.min(1),
      pool: whole.min(1),
      padding: whole.exactOptional(),
    })
    .nullable(),
  weights: z.string(),
  bias: z.string(),
});
const fileSchema = z.object({
  format: z.literal(JSON_FORMAT),
  version: z.literal(1),
  average: z.enum(['probabilities', 'logits']),
  networks: z
    .array(z.object({ layers: z.array(layerSchema).min(1).max(40) }))
    .min(1)
    .max(20),
});

/** What the numbers mean, for whoever opens the file. */
const READ_ME = [
  'Images are 28 × 28 grey levels from 0 (ground) to 1 (ink), row by row.',
  'weights are [numInputs, numOutputs], row by row; of a convolution [size, size, channels, numOutputs]. Both they and bias are base64 of little-endian 32-bit floats.',
  'A convolution has zeros around the image (padding on each side; if it is not there, the "same" padding of TensorFlow), then ReLU, then max-pooling of pool × pool.',
  'Images after convolutions are [row, column, channel]. ReLU follows every layer but the last, which gives logits.',
  'Several networks are an ensemble: average says what of them is averaged.',
];

export function writeJsonModel({ networks, average }: Predictor, name: string): string {
  const written = networks.map(({ layers }) => ({
    layers: layers.map(({ numInputs, numOutputs, convolution, weights, bias }) => ({
      numInputs,
      numOutputs,
      convolution,
      weights: toBase64(bytesOf(weights)),
      bias: toBase64(bytesOf(bias)),
    })),
  }));
  const file = { format: JSON_FORMAT, version: 1, name, about: READ_ME, average, networks: written };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** The inverse, to the bit. @param parsed contents of the file @throws ModelFileError */
export function readJsonModel(file: string, parsed: unknown): Predictor {
  const read = fileSchema.safeParse(parsed);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new ModelFileError(
      `${file} is not the JSON of a network as this page writes it: ${issue?.path.join('.')}: ${issue?.message}.`,
    );
  }
  const { networks, average } = read.data;
  const floats = (text: string, where: string) => {
    try {
      return floatsOf(fromBase64(text));
    } catch {
      throw new ModelFileError(
        `${file} is damaged: ${where} holds ${text.length} characters that are no base64 of 32-bit floats.`,
      );
    }
  };
  return {
    average,
    networks: networks.map(({ layers }) => ({
      layers: layers.map(({ weights, bias, ...shape }, at) => ({
        ...shape,
        weights: floats(weights, `layer ${at + 1}, weights,`),
        bias: floats(bias, `layer ${at + 1}, bias,`),
      })),
    })),
  };
}
