/** Stacks of networks: their tensors, their seeded initial weights, and their weights as plain arrays. */
import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../data/random.ts';
import type { LayerWeights, NetworkWeights } from '../distillation/forward.ts';
import type { LayerShape } from '../distillation/layers.ts';

/**
 * One layer of all K members of a stack.
 * The first layer is one wide matrix, because all members see the same images; later layers are K small ones.
 */
export interface StackLayer extends LayerShape {
  /** [inputs, K · outputs] in the first layer ([1, inputs, K · outputs] if convolutional), [K, inputs, outputs] in later ones. */
  readonly weights: tf.Variable;
  /** Member after member, [K · outputs]. */
  readonly bias: tf.Variable<tf.Rank.R1>;
}

/**
 * He-normal weights (He et al. 2015, §2.2) and zero biases for every member, or given ones.
 * @param members a seed or a network of these layers for each; the same seed gives the same weights, wherever it stands
 */
export function createStack(
  layers: readonly LayerShape[],
  members: readonly (number | NetworkWeights)[],
): StackLayer[] {
  return layers.map((layer, index) => {
    const { numInputs, numOutputs, convolution } = layer;
    const width = members.length * numOutputs;
    const firstShape = convolution ? [1, numInputs, width] : [numInputs, width];
    const shape = index === 0 ? firstShape : [members.length, numInputs, numOutputs];
    const weights = new Float32Array(members.length * numInputs * numOutputs);
    const bias = new Float32Array(width);
    members.forEach((member, at) => {
      const own = typeof member === 'number' ? seededLayer(layer, index, member) : member.layers[index]!;
      bias.set(own.bias, at * numOutputs);
      for (let i = 0; i < numInputs; i++) {
        const row = index === 0 ? i * members.length + at : at * numInputs + i;
        weights.set(own.weights.subarray(i * numOutputs, (i + 1) * numOutputs), row * numOutputs);
      }
    });
    return {
      ...layer,
      weights: tf.tidy(() => tf.variable(tf.tensor(weights, shape))),
      bias: tf.tidy(() => tf.variable(tf.tensor1d(bias))),
    };
  });
}

/** Initial weights of one layer. @param index of the layer in its network */
export function seededLayer(layer: LayerShape, index: number, seed: number): LayerWeights {
  const { numInputs, numOutputs } = layer;
  const random = createRandom(seed, `weights of layer ${index}`);
  const scale = Math.sqrt(2 / numInputs);
  const weights = Float32Array.from({ length: numInputs * numOutputs }, () => scale * random.normal());
  return { ...layer, weights, bias: new Float32Array(numOutputs) };
}

/** All variables of a stack, weights before biases, layer by layer. */
export function variablesOf(stack: readonly StackLayer[]): tf.Variable[] {
  return stack.flatMap(({ weights, bias }) => [weights, bias]);
}

/** The weights of some members as plain arrays, read back from the backend once. */
export async function readWeights(
  stack: readonly StackLayer[],
  numMembers: number,
  members: readonly number[],
): Promise<NetworkWeights[]> {
  const layers = await Promise.all(
    stack.map(async (layer) => ({
      ...layer,
      weights: (await layer.weights.data()) as Float32Array,
      bias: (await layer.bias.data()) as Float32Array,
    })),
  );
  return members.map((member) => ({
    layers: layers.map(({ numInputs, numOutputs, convolution, weights, bias }, index) => ({
      numInputs,
      numOutputs,
      convolution,
      weights:
        index === 0
          ? columnsOf(weights, numInputs, numMembers * numOutputs, member * numOutputs, numOutputs)
          : weights.slice(member * numInputs * numOutputs, (member + 1) * numInputs * numOutputs),
      bias: bias.slice(member * numOutputs, (member + 1) * numOutputs),
    })),
  }));
}

function columnsOf(
  matrix: Float32Array,
  numRows: number,
  rowLength: number,
  first: number,
  count: number,
): Float32Array {
  const columns = new Float32Array(numRows * count);
  for (let row = 0; row < numRows; row++)
    columns.set(matrix.subarray(row * rowLength + first, row * rowLength + first + count), row * count);
  return columns;
}
