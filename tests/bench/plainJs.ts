/** Plain JavaScript: loops over Float32Arrays, as one writes them without a library. */
import type { Batch } from '../../src/engine/cohort.ts';
import { createRandom } from '../../src/data/random.ts';
import type { Contender } from './contenders.ts';
import { medianStepMs } from './timing.ts';

interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float32Array;
  readonly gradient: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

export const plainJs: Contender = async ({ layers: shapes, numMembers }, batches) => {
  const random = createRandom(1, 'bench');
  const layers = shapes.map(({ numInputs: inputs, numOutputs: outputs }): Layer => {
    const count = inputs * outputs;
    const weights = Float32Array.from({ length: count }, () => random.normal() * Math.sqrt(2 / inputs));
    const zeros = () => new Float32Array(count);
    return { inputs, outputs, weights, gradient: zeros(), first: zeros(), second: zeros() };
  });
  let at = 0;
  const stepMs = await medianStepMs(
    () => step(layers, batches[at++ % batches.length]!, at),
    () => Promise.resolve(),
  );
  return numMembers * stepMs;
};

function step(layers: readonly Layer[], { images, labels }: Batch, time: number): void {
  layers.forEach(({ gradient }) => gradient.fill(0));
  for (let row = 0; row < labels.length; row++) {
    const outputs: Float32Array[] = [
      Float32Array.from(images.subarray(row * 784, (row + 1) * 784), (level) => level / 255),
    ];
    layers.forEach((layer, index) =>
      outputs.push(forward(layer, outputs[index]!, index < layers.length - 1)),
    );
    let upstream = softmaxError(outputs.at(-1), labels[row]!, labels.length);
    for (let index = layers.length - 1; index >= 0; index--)
      upstream = backward(layers[index]!, outputs[index]!, upstream);
  }
  layers.forEach((layer) => adam(layer, time));
}

function forward({ inputs, outputs, weights }: Layer, input: Float32Array, relu: boolean): Float32Array {
  const output = new Float32Array(outputs);
  for (let i = 0; i < inputs; i++) {
    const value = input[i]!;
    if (value === 0) continue;
    for (let j = 0; j < outputs; j++) output[j]! += value * weights[i * outputs + j]!;
  }
  if (relu) for (let j = 0; j < outputs; j++) output[j] = Math.max(0, output[j]!);
  return output;
}

function softmaxError(logits: Float32Array, label: number, batchSize: number): Float32Array {
  const max = Math.max(...logits);
  const exps = logits.map((logit) => Math.exp(logit - max));
  const sum = exps.reduce((total, value) => total + value, 0);
  return exps.map((value, j) => (value / sum - (j === label ? 1 : 0)) / batchSize);
}

function backward(
  { inputs, outputs, weights, gradient }: Layer,
  input: Float32Array,
  upstream: Float32Array,
): Float32Array {
  const passed = new Float32Array(inputs);
  for (let i = 0; i < inputs; i++) {
    const value = input[i]!;
    if (value === 0) continue; // no gradient for the weight, and none through ReLU
    let sum = 0;
    for (let j = 0; j < outputs; j++) {
      gradient[i * outputs + j]! += value * upstream[j]!;
      sum += upstream[j]! * weights[i * outputs + j]!;
    }
    passed[i] = sum;
  }
  return passed;
}

function adam({ weights, gradient, first, second }: Layer, time: number): void {
  const size = 1e-3 / (1 - 0.9 ** time);
  const correction = 1 / Math.sqrt(1 - 0.999 ** time);
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i]!;
    first[i] = 0.9 * first[i]! + 0.1 * g;
    second[i] = 0.999 * second[i]! + 0.001 * g * g;
    weights[i]! -= (size * first[i]!) / (Math.sqrt(second[i]!) * correction + 1e-8);
  }
}
