/** All kernels but those of convolutions, as tfjs kernels: they find the tensors in the heap and call the module. */
import type * as tf from '@tensorflow/tfjs-core';
import { floatsFrom, NONE, type Heap } from './heap.ts';
import { kernelConfigs } from './registry.ts';

type Attributes = Record<string, number | boolean>;

export function trainingKernels({ kernels, call, scratch, addressOf, makeOutput }: Heap): tf.KernelConfig[] {
  const number = (attributes: Attributes, name: string) => Number(attributes[name]);
  const sizeOf = ({ shape }: tf.TensorInfo) => shape.reduce((product, size) => product * size, 1);
  const adamRates = (attributes: Attributes) => {
    const [beta1, beta2] = [number(attributes, 'beta1'), number(attributes, 'beta2')];
    return {
      ...{ beta1, rest1: 1 - beta1, beta2, rest2: 1 - beta2 },
      stepSize: number(attributes, 'stepSize'),
      secondCorrection: number(attributes, 'secondCorrection'),
      epsilon: number(attributes, 'epsilon'),
      keep: number(attributes, 'keep'),
    };
  };

  return kernelConfigs<Attributes>({
    SparseIndex({ levels }) {
      const [rows, columns] = levels!.shape as [number, number];
      const images = addressOf(levels!);
      const size = Math.max(1, kernels.countInk(images, rows * columns));
      const listsOf = (count: number) =>
        [
          makeOutput([count + 1], 'int32'),
          makeOutput([size], 'int32'),
          makeOutput([size], 'float32'),
        ] as const;
      const [rowStart, columnOf, rowValue] = listsOf(rows);
      const [columnStart, rowOf, columnValue] = listsOf(columns);
      call('indexImages', {
        ...{ images, rows, columns },
        ...{ rowStart: addressOf(rowStart), columnOf: addressOf(columnOf), rowValue: addressOf(rowValue) },
        ...{
          columnStart: addressOf(columnStart),
          rowOf: addressOf(rowOf),
          columnValue: addressOf(columnValue),
        },
      });
      return [rowStart, columnOf, rowValue, columnStart, rowOf, columnValue];
    },
    SparseForward({ rowStart, columnOf, rowValue, weights, bias }, { relu }) {
      const rows = rowStart!.shape[0]! - 1;
      const n = weights!.shape[1]!;
      const out = makeOutput([rows, n], 'float32');
      call('sparseForward', {
        ...{ start: addressOf(rowStart!), indices: addressOf(columnOf!), values: addressOf(rowValue!), rows },
        ...{
          matrix: addressOf(weights!),
          n,
          bias: addressOf(bias!),
          relu: Number(relu),
          out: addressOf(out),
        },
      });
      return out;
    },
    SparseWeightGradient({ columnStart, rowOf, columnValue, upstream }) {
      const rows = columnStart!.shape[0]! - 1;
      const n = upstream!.shape[1]!;
      const out = makeOutput([rows, n], 'float32');
      call('sparseWeightGradient', {
        ...{
          start: addressOf(columnStart!),
          indices: addressOf(rowOf!),
          values: addressOf(columnValue!),
          rows,
        },
        ...{ matrix: addressOf(upstream!), n, bias: NONE, relu: 0, out: addressOf(out) },
      });
      return out;
    },
    MembersForward({ input, weights, bias }, { relu }) {
      const batch = input!.shape[0]!;
      const [members, inputs, outputs] = weights!.shape as [number, number, number];
      const out = makeOutput([batch, members * outputs], 'float32');
      for (let k = 0; k < members; k++)
        call('gemm', {
          ...{ a: floatsFrom(addressOf(input!), k * inputs), aRow: members * inputs, aColumn: 1 },
          ...{ b: floatsFrom(addressOf(weights!), k * inputs * outputs), bRow: outputs, bColumn: 1 },
          ...{ c: floatsFrom(addressOf(out), k * outputs), cRow: members * outputs },
          ...{ m: batch, n: outputs, k: inputs },
          ...{ bias: floatsFrom(addressOf(bias!), k * outputs), mask: NONE, relu: Number(relu), scratch },
        });
      return out;
    },
    MembersWeightGradient({ input, upstream }, attributes) {
      const members = number(attributes, 'numMembers');
      const batch = input!.shape[0]!;
      const inputs = input!.shape[1]! / members;
      const outputs = upstream!.shape[1]! / members;
      const out = makeOutput([members, inputs, outputs], 'float32');
      for (let k = 0; k < members; k++)
        call('gemm', {
          // Transposed by its strides.
          ...{ a: floatsFrom(addressOf(input!), k * inputs), aRow: 1, aColumn: members * inputs },
          ...{ b: floatsFrom(addressOf(upstream!), k * outputs), bRow: members * outputs, bColumn: 1 },
          ...{ c: floatsFrom(addressOf(out), k * inputs * outputs), cRow: outputs },
          ...{ m: inputs, n: outputs, k: batch, bias: NONE, mask: NONE, relu: 0, scratch },
        });
      return out;
    },
    MembersInputGradient({ upstream, weights, input }) {
      const batch = upstream!.shape[0]!;
      const [members, inputs, outputs] = weights!.shape as [number, number, number];
      const out = makeOutput([batch, members * inputs], 'float32');
      for (let k = 0; k < members; k++)
        call('gemm', {
          ...{ a: floatsFrom(addressOf(upstream!), k * outputs), aRow: members * outputs, aColumn: 1 },
          // Transposed by its strides.
          ...{ b: floatsFrom(addressOf(weights!), k * inputs * outputs), bRow: 1, bColumn: outputs },
          ...{ c: floatsFrom(addressOf(out), k * inputs), cRow: members * inputs },
          ...{ m: batch, n: inputs, k: outputs, bias: NONE },
          ...{ mask: floatsFrom(addressOf(input!), k * inputs), relu: 0, scratch },
        });
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
      call('adam', {
        ...adamRates(attributes),
        ...{ weights: addressOf(weights!), gradient: addressOf(gradient!) },
        ...{ firstMoment: addressOf(firstMoment!), secondMoment: addressOf(secondMoment!) },
        count: sizeOf(weights!),
      });
      return [];
    },
    SparseAdamStep(inputs, attributes) {
      const { columnStart, rowOf, columnValue, upstream, weights, firstMoment, secondMoment } = inputs;
      call('sparseAdam', {
        ...adamRates(attributes),
        ...{ columnStart: addressOf(columnStart!), rowOf: addressOf(rowOf!) },
        ...{ columnValue: addressOf(columnValue!), columns: columnStart!.shape[0]! - 1 },
        ...{ upstream: addressOf(upstream!), n: upstream!.shape[1]!, weights: addressOf(weights!) },
        ...{ firstMoment: addressOf(firstMoment!), secondMoment: addressOf(secondMoment!), scratch },
      });
      return [];
    },
    MomentumStep({ weights, gradient, velocity }, attributes) {
      call('momentum', {
        ...{ weights: addressOf(weights!), gradient: addressOf(gradient!), velocity: addressOf(velocity!) },
        ...{ count: sizeOf(weights!), factor: number(attributes, 'momentum') },
        ...{ learningRate: number(attributes, 'learningRate'), keep: number(attributes, 'keep') },
      });
      return [];
    },
    DistillationLoss({ logits, labels, teacherLogits, imageWeights, lessons, hardSums, softSums }) {
      const batch = logits!.shape[0]!;
      const members = lessons!.shape[0]!;
      const gradient = makeOutput(logits!.shape, 'float32');
      call('distillationLoss', {
        ...{ logits: addressOf(logits!), labels: addressOf(labels!), lessons: addressOf(lessons!) },
        teacher: teacherLogits ? addressOf(teacherLogits) : NONE,
        imageWeights: imageWeights ? addressOf(imageWeights) : NONE,
        ...{ batch, members, classes: logits!.shape[1]! / members },
        ...{ gradient: addressOf(gradient), hardSums: addressOf(hardSums!), softSums: addressOf(softSums!) },
        scratch,
      });
      return gradient;
    },
  });
}
