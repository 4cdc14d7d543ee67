/** What is timed: the same digits, layers and batches for every contender. */
import type { KernelTiming } from './kernelTimings.ts';
import { countMultiplyAdds, denseLayers, type LayerShape } from '../../src/distillation/layers.ts';
import { layersOf } from '../../src/experiment/architecture.ts';

export interface Workload {
  readonly name: string;
  readonly layers: readonly LayerShape[];
  readonly batchSize: number;
  /** Students trained together; contenders without cohorts train them one after the other. */
  readonly numMembers: number;
  readonly isDistilling: boolean;
}

const teacher = (...hidden: number[]): Workload => ({
  name: `teacher ${[784, ...hidden, 10].join('-')}`,
  layers: denseLayers([784, ...hidden, 10]),
  batchSize: 128,
  numMembers: 1,
  isDistilling: false,
});
const students = (numMembers: number, hidden: number, isDistilling: boolean): Workload => ({
  name: `${numMembers} × 784-${hidden}-10${isDistilling ? ', distilling' : ''}`,
  layers: denseLayers([784, hidden, 10]),
  batchSize: 64,
  numMembers,
  isDistilling,
});

/** conv 3×3 ×16, pool, conv 3×3 ×32, pool, dense 128. */
const cnn: Workload = {
  name: 'teacher CNN 16-32-128',
  layers: layersOf({ convolutions: ['3x3x16+pool', '3x3x32+pool'], hidden: [128] }),
  batchSize: 128,
  numMembers: 1,
  isDistilling: false,
};

export const WORKLOADS: readonly Workload[] = [
  teacher(800, 800),
  teacher(300, 100),
  cnn,
  students(10, 64, true),
  students(10, 64, false),
  ...[128, 32].flatMap((hidden) => [1, 2, 10, 24].map((numMembers) => students(numMembers, hidden, true))),
];

export interface Timing {
  readonly workload: string;
  readonly contender: string;
  /** Median over blocks, of one step of all members. */
  readonly stepMs: number;
}

/** What the page of the benchmark measures. */
export interface Timings {
  readonly steps: readonly Timing[];
  /** One operation after the other, by the kernels and by tfjs-wasm as it comes (what it cannot do is left out). */
  readonly kernels: Readonly<Record<'ours' | 'stock', readonly KernelTiming[]>>;
}

/** Floating-point operations of one training step: two per weight and image forwards, four backwards. */
export function flopsOf({ layers, batchSize, numMembers }: Workload): number {
  return 6 * countMultiplyAdds(layers) * batchSize * numMembers;
}
