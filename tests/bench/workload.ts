/** What is timed: the same digits, sizes and batches for every contender. */

export interface Workload {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly batchSize: number;
  /** Students trained together; contenders without cohorts train them one after the other. */
  readonly numMembers: number;
  readonly isDistilling: boolean;
}

const teacher = (...hidden: number[]): Workload => ({
  name: `teacher ${[784, ...hidden, 10].join('-')}`,
  sizes: [784, ...hidden, 10],
  batchSize: 128,
  numMembers: 1,
  isDistilling: false,
});
const students = (numMembers: number, hidden: number, isDistilling: boolean): Workload => ({
  name: `${numMembers} × 784-${hidden}-10${isDistilling ? ', distilling' : ''}`,
  sizes: [784, hidden, 10],
  batchSize: 64,
  numMembers,
  isDistilling,
});

export const WORKLOADS: readonly Workload[] = [
  teacher(800, 800),
  teacher(300, 100),
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

/** Floating-point operations of one training step: two per weight and image forwards, four backwards. */
export function flopsOf({ sizes, batchSize, numMembers }: Workload): number {
  const products = sizes.slice(1).reduce((sum, size, index) => sum + size * sizes[index]!, 0);
  return 6 * products * batchSize * numMembers;
}
