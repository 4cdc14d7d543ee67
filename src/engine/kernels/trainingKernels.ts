/** All kernels but those of convolutions, as tfjs kernels: they find the tensors in the heap and call the module. */
import type * as tf from '@tensorflow/tfjs-core';
import type { Heap } from './heap.ts';
import { kernelConfigs } from './registry.ts';

type Attributes = Record<string, number | boolean>;

export function trainingKernels({ kernels, scratch, addressOf, makeOutput }: Heap): tf.KernelConfig[] {
  const number = (attributes: Attributes, name: string) => Number(attributes[name]);

  return kernelConfigs<Attributes>({
    SparseIndex({ levels }) {
      const [rows, columns] = levels!.shape as [number, number];
      const size = Math.max(1, kernels.countInk(addressOf(levels!), rows * columns));
      const outputs = [
        makeOutput([rows + 1], 'int32'),
        makeOutput([size], 'int32'),
        makeOutput([size], 'float32'),
        makeOutput([columns + 1], 'int32'),
        makeOutput([size], 'int32'),
        makeOutput([size], 'float32'),
      ] as const;
      const [rowStart, columnOf, rowValue, columnStart, rowOf, columnValue] = outputs;
      kernels.indexImages(
        addressOf(levels!),
        rows,
        columns,
        addressOf(rowStart),
        addressOf(columnOf),
        addressOf(rowValue),
        addressOf(columnStart),
        addressOf(rowOf),
        addressOf(columnValue),
      );
      return [...outputs];
    },
    SparseForward({ rowStart, columnOf, rowValue, weights, bias }, { relu }) {
      const rows = rowStart!.shape[0]! - 1;
      const n = weights!.shape[1]!;
      const out = makeOutput([rows, n], 'float32');
      kernels.sparseForward(
        addressOf(rowStart!),
        addressOf(columnOf!),
        addressOf(rowValue!),
        rows,
        addressOf(weights!),
        n,
        addressOf(bias!),
        relu ? 1 : 0,
        addressOf(out),
      );
      return out;
    },
    SparseWeightGradient({ columnStart, rowOf, columnValue, upstream }) {
      const columns = columnStart!.shape[0]! - 1;
      const n = upstream!.shape[1]!;
      const out = makeOutput([columns, n], 'float32');
      kernels.sparseWeightGradient(
        addressOf(columnStart!),
        addressOf(rowOf!),
        addressOf(columnValue!),
        columns,
        addressOf(upstream!),
        n,
        addressOf(out),
      );
      return out;
    },
    MembersForward({ input, weights, bias }, { relu }) {
      const batch = input!.shape[0]!;
      const [members, inputs, outputs] = weights!.shape as [number, number, number];
      const out = makeOutput([batch, members * outputs], 'float32');
      const [from, w, b, to] = [addressOf(input!), addressOf(weights!), addressOf(bias!), addressOf(out)];
      for (let k = 0; k < members; k++)
        kernels.gemm(
          ...[from + 4 * k * inputs, members * inputs, 1],
          ...[w + 4 * k * inputs * outputs, outputs, 1],
          ...[to + 4 * k * outputs, members * outputs],
          ...[batch, outputs, inputs, b + 4 * k * outputs, 0, relu ? 1 : 0, scratch],
        );
      return out;
    },
    MembersWeightGradient({ input, upstream }, attributes) {
      const members = number(attributes, 'numMembers');
      const batch = input!.shape[0]!;
      const inputs = input!.shape[1]! / members;
      const outputs = upstream!.shape[1]! / members;
      const out = makeOutput([members, inputs, outputs], 'float32');
      const [from, up, to] = [addressOf(input!), addressOf(upstream!), addressOf(out)];
      for (let k = 0; k < members; k++)
        kernels.gemm(
          ...[from + 4 * k * inputs, 1, members * inputs], // transposed by its strides
          ...[up + 4 * k * outputs, members * outputs, 1],
          ...[to + 4 * k * inputs * outputs, outputs],
          ...[inputs, outputs, batch, 0, 0, 0, scratch],
        );
      return out;
    },
    MembersInputGradient({ upstream, weights, input }) {
      const batch = upstream!.shape[0]!;
      const [members, inputs, outputs] = weights!.shape as [number, number, number];
      const out = makeOutput([batch, members * inputs], 'float32');
      const [up, w, active, to] = [upstream!, weights!, input!, out].map(addressOf) as [
        number,
        number,
        number,
        number,
      ];
      for (let k = 0; k < members; k++)
        kernels.gemm(
          ...[up + 4 * k * outputs, members * outputs, 1],
          ...[w + 4 * k * inputs * outputs, 1, outputs], // transposed by its strides
          ...[to + 4 * k * inputs, members * inputs],
          ...[batch, inputs, outputs, 0, active + 4 * k * inputs, 0, scratch],
        );
      return out;
    },
    GreyLevels({ levels }) {
      const [rows, columns] = levels!.shape as [number, number];
      const out = makeOutput([rows, columns], 'float32');
      kernels.greyLevels(addressOf(levels!), rows * columns, addressOf(out));
      return out;
    },
    AddColumns({ values }) {
      const [rows, n] = values!.shape as [number, number];
      const out = makeOutput([n], 'float32');
      kernels.addColumns(addressOf(values!), rows, n, addressOf(out));
      return out;
    },
    AdamStep({ weights, gradient, firstMoment, secondMoment }, attributes) {
      const count = weights!.shape.reduce((product, size) => product * size, 1);
      const [beta1, beta2] = [number(attributes, 'beta1'), number(attributes, 'beta2')];
      const [stepSize, correction] = [number(attributes, 'stepSize'), number(attributes, 'secondCorrection')];
      const [epsilon, keep] = [number(attributes, 'epsilon'), number(attributes, 'keep')];
      kernels.adam(
        addressOf(weights!),
        addressOf(gradient!),
        addressOf(firstMoment!),
        addressOf(secondMoment!),
        ...[count, beta1, 1 - beta1, beta2, 1 - beta2, stepSize, correction, epsilon, keep],
      );
      return [];
    },
    SparseAdamStep({ columnStart, rowOf, columnValue, upstream, ...variables }, attributes) {
      const { weights, firstMoment, secondMoment } = variables;
      const [beta1, beta2] = [number(attributes, 'beta1'), number(attributes, 'beta2')];
      const rest = ['stepSize', 'secondCorrection', 'epsilon', 'keep'].map((name) =>
        number(attributes, name),
      );
      kernels.sparseAdam(
        ...[columnStart!, rowOf!, columnValue!].map(addressOf),
        ...[columnStart!.shape[0]! - 1, addressOf(upstream!), upstream!.shape[1]!],
        ...[weights!, firstMoment!, secondMoment!].map(addressOf),
        ...[beta1, 1 - beta1, beta2, 1 - beta2, ...rest, scratch],
      );
      return [];
    },
    MomentumStep({ weights, gradient, velocity }, attributes) {
      const count = weights!.shape.reduce((product, size) => product * size, 1);
      const names = ['momentum', 'learningRate', 'keep'];
      const [momentum, learningRate, keep] = names.map((name) => number(attributes, name));
      const [w, g, v] = [weights!, gradient!, velocity!].map(addressOf);
      kernels.momentum(w!, g!, v!, count, momentum!, learningRate!, keep!);
      return [];
    },
    DistillationLoss({ logits, labels, teacherLogits, imageWeights, lessons, hardSums, softSums }) {
      const batch = logits!.shape[0]!;
      const members = lessons!.shape[0]!;
      const gradient = makeOutput(logits!.shape, 'float32');
      kernels.distillationLoss(
        addressOf(logits!),
        addressOf(labels!),
        teacherLogits ? addressOf(teacherLogits) : 0,
        addressOf(lessons!),
        imageWeights ? addressOf(imageWeights) : 0,
        batch,
        members,
        logits!.shape[1]! / members,
        addressOf(gradient),
        addressOf(hardSums!),
        addressOf(softSums!),
        scratch,
      );
      return gradient;
    },
  });
}
