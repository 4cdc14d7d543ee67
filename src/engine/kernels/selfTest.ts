/** At start the kernels are held against plain arithmetic on odd shapes; one wrong number, and none of them is used. */
import * as tf from '@tensorflow/tfjs-core';
import { adamStep, momentumStep } from './optimiserSteps.ts';
import { membersForward, membersInputGradient, membersWeightGradient, sumOverBatch } from './members.ts';
import { checkConvolutions } from './selfTestConvolutions.ts';
import { checkLoss } from './selfTestLoss.ts';
import { batchImages, greyLevels, imagesForward, summed } from './sparseImages.ts';

type Matrix = (row: number, column: number) => number;

const TOLERANCE = 1e-4;

/** Uneven numbers that no shape repeats. */
const wave = (at: number, scale = 1) => scale * Math.sin(1.3 * at + 0.7 * Math.sqrt(at));
const values = (count: number, shift = 0) =>
  Float32Array.from({ length: count }, (_, at) => wave(at + shift));

/** @throws Error naming the first kernel that is wrong, and by how much */
export function checkKernels(): void {
  tf.tidy(() => {
    checkSparse();
    checkMembers();
    checkLevels();
    checkAdam();
    checkMomentum();
    checkLoss(values, expectValues);
    checkConvolutions(values, expectValues);
  });
}

function expectValues(name: string, tensor: tf.Tensor, expected: ArrayLike<number>): void {
  expectMatrix(name, tf.reshape(tensor, [expected.length]), (_, at) => expected[at]!);
}

/** @param tensor a matrix, a stack of matrices one below the other, or one row */
function expectMatrix(name: string, tensor: tf.Tensor, expected: Matrix): void {
  const found = tensor.dataSync();
  const columns = tensor.shape.at(-1)!;
  const rows = found.length / columns;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [value, wanted] = [found[row * columns + column]!, expected(row, column)];
      if (!(Math.abs(value - wanted) <= TOLERANCE * (1 + Math.abs(wanted))))
        throw new Error(
          `the kernel ${name} gave ${value} at (${row}, ${column}) of ${rows}×${columns}; expected ${wanted}`,
        );
    }
}

const dot = (length: number, term: (at: number) => number) => {
  let sum = 0;
  for (let at = 0; at < length; at++) sum += term(at);
  return sum;
};

function checkSparse(): void {
  const [rows, columns, n] = [5, 11, 39]; // one block of 32, one of 4, three single columns
  const images = Uint8Array.from({ length: rows * columns }, (_, at) => (at % 3 === 0 ? 0 : (at * 37) % 256));
  const [weights, bias, upstream] = [values(columns * n), values(n, 5), values(rows * n, 9)];
  const batch = batchImages(images, columns);
  const forward = imagesForward(batch, tf.tensor2d(weights, [columns, n]), tf.tensor1d(bias), true);
  expectMatrix('SparseForward', forward, (i, j) =>
    Math.max(0, bias[j]! + dot(columns, (p) => (images[i * columns + p]! / 255) * weights[p * n + j]!)),
  );
  const gradient = summed({ batch, upstream: tf.tensor2d(upstream, [rows, n]) });
  expectMatrix('SparseWeightGradient', gradient, (p, j) =>
    dot(rows, (i) => (images[i * columns + p]! / 255) * upstream[i * n + j]!),
  );
}

function checkMembers(): void {
  const [batch, members, inputs, outputs] = [7, 3, 9, 10];
  const [x, w, b, up] = [
    values(batch * members * inputs),
    values(members * inputs * outputs, 3),
    values(members * outputs, 1),
    values(batch * members * outputs, 8),
  ];
  const [wide, wider] = [members * inputs, members * outputs];
  const input = tf.tensor2d(x, [batch, wide]);
  const weights = tf.tensor3d(w, [members, inputs, outputs]);
  const upstream = tf.tensor2d(up, [batch, wider]);
  const weightAt = (k: number, i: number, j: number) => w[(k * inputs + i) * outputs + j]!;
  expectMatrix('MembersForward', membersForward(input, weights, tf.tensor1d(b), true), (row, column) => {
    const [k, j] = [Math.floor(column / outputs), column % outputs];
    return Math.max(0, b[column]! + dot(inputs, (i) => x[row * wide + k * inputs + i]! * weightAt(k, i, j)));
  });
  const weightGradient = membersWeightGradient(input, upstream, members);
  expectMatrix('MembersWeightGradient', weightGradient, (row, j) => {
    const k = Math.floor(row / inputs);
    return dot(batch, (at) => x[at * wide + row]! * up[at * wider + k * outputs + j]!);
  });
  expectMatrix('MembersInputGradient', membersInputGradient(upstream, weights, input), (row, column) => {
    if (!(x[row * wide + column]! > 0)) return 0;
    const [k, i] = [Math.floor(column / inputs), column % inputs];
    return dot(outputs, (j) => up[row * wider + k * outputs + j]! * weightAt(k, i, j));
  });
  expectMatrix('AddColumns', sumOverBatch(input), (_, j) => dot(batch, (row) => x[row * wide + j]!));
}

function checkLevels(): void {
  const columns = 7;
  const levels = Uint8Array.from({ length: 5 * columns }, (_, at) => (at * 37) % 256);
  expectMatrix('GreyLevels', greyLevels(levels, columns), (i, j) => levels[i * columns + j]! / 255);
}

/** At a step beyond the first, from moments that are not zero; on a gradient, and on one that is summed on the way. */
function checkAdam(): void {
  const [rows, columns, n] = [4, 5, 39]; // one block of 32, one of 4, three single columns
  const images = Uint8Array.from({ length: rows * columns }, (_, at) => (at % 5 < 2 ? 0 : (at * 37) % 256));
  const batch = batchImages(images, columns);
  const upstream = values(rows * n, 9);
  const g = Array.from({ length: columns * n }, (_, at) => {
    const [p, j] = [Math.floor(at / n), at % n];
    return dot(rows, (i) => (images[i * columns + p]! / 255) * upstream[i * n + j]!);
  });
  const [w, m] = [values(columns * n), values(columns * n, 4)];
  const v = values(columns * n, 6).map((value) => value * value);
  const options = { learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, step: 3, weightDecay: 0.5 };
  const [firstMoments, secondMoments] = [
    g.map((value, at) => 0.9 * m[at]! + 0.1 * value),
    g.map((value, at) => 0.999 * v[at]! + 0.001 * value * value),
  ];
  const stepped = (at: number) => {
    const first = firstMoments[at]! / (1 - 0.9 ** 3);
    const second = secondMoments[at]! / (1 - 0.999 ** 3);
    return w[at]! * 0.95 - (0.1 * first) / (Math.sqrt(second) + 1e-8);
  };
  for (const [name, gradient] of [
    ['AdamStep', tf.tensor2d(g, [columns, n])],
    ['SparseAdamStep', { batch, upstream: tf.tensor2d(upstream, [rows, n]) }],
  ] as const) {
    const variables = [w, m, v].map((data) => tf.variable(tf.tensor2d(data, [columns, n]), false));
    const [weights, first, second] = variables as [tf.Variable, tf.Variable, tf.Variable];
    adamStep(weights, gradient, first, second, options);
    expectMatrix(name, weights, (p, j) => stepped(p * n + j));
    expectMatrix(name, first, (p, j) => firstMoments[p * n + j]!);
    expectMatrix(name, second, (p, j) => secondMoments[p * n + j]!);
    tf.dispose(variables);
  }
}

function checkMomentum(): void {
  const count = 11;
  const [w, g, v] = [values(count), values(count, 2), values(count, 4)];
  const variable = (data: Float32Array) => tf.variable(tf.tensor1d(data), false);
  const [weights, velocity] = [variable(w), variable(v)];
  momentumStep(weights, tf.tensor1d(g), velocity, { learningRate: 0.1, momentum: 0.9, weightDecay: 0.5 });
  expectMatrix('MomentumStep', weights, (_, j) => w[j]! * 0.95 - 0.1 * (0.9 * v[j]! + g[j]!));
  tf.dispose([weights, velocity]);
}
