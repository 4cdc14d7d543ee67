/** One benchmark per kernel: the same operation by the training kernels, and by tfjs-wasm as it comes where it can do it. */
import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../../src/data/random.ts';
import { convolutionForward, convolutionGradients } from '../../src/engine/kernels/convolutions.ts';
import {
  membersForward,
  membersInputGradient,
  membersWeightGradient,
  sumOverBatch,
} from '../../src/engine/kernels/members.ts';
import { adamStep, momentumStep } from '../../src/engine/kernels/optimiserSteps.ts';
import { batchImages, greyLevels, imagesForward, summed } from '../../src/engine/kernels/sparseImages.ts';
import { createCohortLoss } from '../../src/engine/losses.ts';
import { medianStepMs } from './timing.ts';

export interface KernelTiming {
  readonly kernel: string;
  readonly ms: number;
}

const [BATCH, PIXELS, MEMBERS, HIDDEN] = [64, 784, 10, 64] as const;
const ADAM = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, step: 1, weightDecay: 0 };

/** @param images of digits, at least 64 @returns median ms of each kernel on the current backend; what it cannot do is left out */
export async function timeKernels(images: Uint8Array): Promise<KernelTiming[]> {
  const random = createRandom(1, 'kernel bench');
  const normal = <R extends tf.Rank>(...shape: number[]) => {
    const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal());
    return tf.tensor<R>(values, shape as never);
  };
  const digits = images.subarray(0, BATCH * PIXELS);
  const width = MEMBERS * HIDDEN;
  const [first, bias] = [normal<tf.Rank.R2>(PIXELS, width), normal<tf.Rank.R1>(width)];
  const [hidden, up] = [tf.relu(normal<tf.Rank.R2>(BATCH, width)), normal<tf.Rank.R2>(BATCH, width)];
  const [second, ten] = [normal<tf.Rank.R3>(MEMBERS, HIDDEN, 10), normal<tf.Rank.R1>(MEMBERS * 10)];
  const [out, teacher] = [normal<tf.Rank.R2>(BATCH, MEMBERS * 10), normal<tf.Rank.R2>(BATCH, 10)];
  const variables = [first, tf.zerosLike(first), tf.zerosLike(first)].map((each) => tf.variable(each, false));
  const [weights, firstMoment, secondMoment] = variables as [tf.Variable, tf.Variable, tf.Variable];
  const loss = createCohortLoss(
    Array.from({ length: MEMBERS }, () => ({ temperature: 8, softWeight: 0.9, squareTemperature: true })),
  );
  const pictures = tf.relu(normal<tf.Rank.R4>(BATCH, 14, 14, 16));
  const filters = normal<tf.Rank.R3>(1, 144, 32);
  const pooled = { size: 3, stride: 1, pool: 2 };
  const plain = { ...pooled, pool: 1 };
  const trace = convolutionForward(pictures, filters, tf.zeros([32]), pooled);
  const traceOfPlain = convolutionForward(pictures, filters, tf.zeros([32]), plain);
  const labels = new Uint8Array(BATCH);
  const upstream = (like: { output: tf.Tensor4D }) => tf.mul<tf.Tensor4D>(like.output, tf.step(like.output));

  const cases: Readonly<Record<string, () => unknown>> = {
    'index of inked pixels': () => batchImages(digits, PIXELS),
    'first layer, forward (index included)': () =>
      imagesForward(batchImages(digits, PIXELS), first, bias, true),
    'first layer, weight gradient (index included)': () =>
      summed({ batch: batchImages(digits, PIXELS), upstream: up }),
    'first layer, gradient and Adam (index included)': () =>
      adamStep(
        weights,
        { batch: batchImages(digits, PIXELS), upstream: up },
        firstMoment,
        secondMoment,
        ADAM,
      ),
    'members, forward': () => membersForward(hidden, second, ten, false),
    'members, weight gradient': () => membersWeightGradient(hidden, out, MEMBERS),
    'members, input gradient': () => membersInputGradient(out, second, hidden),
    'sums over the batch': () => sumOverBatch(up),
    'distillation loss and gradient': () => loss.gradient(out, labels, teacher, null),
    Adam: () => adamStep(weights, first, firstMoment, secondMoment, ADAM),
    momentum: () =>
      momentumStep(weights, first, firstMoment, { learningRate: 1e-3, momentum: 0.9, weightDecay: 0 }),
    'convolution 14×14, 16 to 32': () => convolutionForward(pictures, filters, tf.zeros([32]), plain),
    'its gradients': () => convolutionGradients(traceOfPlain, upstream(traceOfPlain), filters, plain, true),
    'convolution with pooling': () => convolutionForward(pictures, filters, tf.zeros([32]), pooled),
    'its gradients, winners only': () => convolutionGradients(trace, upstream(trace), filters, pooled, true),
    'bytes to floats, 64 digits': () => greyLevels(digits, PIXELS),
  };
  const timings: KernelTiming[] = [];
  for (const [kernel, run] of Object.entries(cases)) {
    const step = () => tf.tidy(() => void run());
    try {
      step();
    } catch {
      continue; // plain tfjs-wasm has no such kernel
    }
    timings.push({ kernel, ms: await medianStepMs(step, () => Promise.resolve()) });
  }
  loss.dispose();
  tf.disposeVariables();
  return timings;
}
