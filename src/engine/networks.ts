/** Stacks of multi-layer perceptrons: their shapes, their seeded initial weights, and their weights as plain arrays. */
import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../data/random.ts';
import type { NetworkWeights } from '../distillation/forward.ts';

/**
 * One layer of all K members of a stack.
 * The first layer is one wide matrix, because all members see the same images; later layers are K small ones.
 */
export interface StackLayer {
  /** [inputs, K · outputs] in the first layer, [K, inputs, outputs] in later ones. */
  readonly weights: tf.Variable;
  /** Member after member, [K · outputs]. */
  readonly bias: tf.Variable<tf.Rank.R1>;
  readonly numInputs: number;
  readonly numOutputs: number;
}

/**
 * He-normal weights (He et al. 2015, §2.2) and zero biases for every member.
 * @param sizes units per layer, input and output included, e.g. [784, 64, 10]
 * @param seeds one per member; members with the same seed get the same weights, wherever they stand
 */
export function createStack(sizes: readonly number[], seeds: readonly number[]): StackLayer[] {
  const numMembers = seeds.length;
  return sizes.slice(1).map((numOutputs, index) => {
    const numInputs = sizes[index]!;
    const isFirst = index === 0;
    const weights = new Float32Array(numMembers * numInputs * numOutputs);
    seeds.forEach((seed, member) => {
      const random = createRandom(seed, `weights of layer ${index}`);
      const scale = Math.sqrt(2 / numInputs);
      for (let i = 0; i < numInputs; i++)
        for (let j = 0; j < numOutputs; j++) {
          const at = isFirst
            ? (i * numMembers + member) * numOutputs + j
            : (member * numInputs + i) * numOutputs + j;
          weights[at] = scale * random.normal();
        }
    });
    return {
      numInputs,
      numOutputs,
      weights: tf.tidy(() =>
        tf.variable(
          isFirst
            ? tf.tensor2d(weights, [numInputs, numMembers * numOutputs])
            : tf.tensor3d(weights, [numMembers, numInputs, numOutputs]),
        ),
      ),
      bias: tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R1>([numMembers * numOutputs]))),
    };
  });
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
    layers: layers.map(({ numInputs, numOutputs, weights, bias }, index) => ({
      numInputs,
      numOutputs,
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
