/** How many workers an experiment gets: as many as it has work for, on a machine that has cores and memory for them. */
import { NUM_CLASSES, NUM_PIXELS } from '../distillation/shape.ts';
import type { LayerShape } from '../distillation/layers.ts';
import { layersOf, teacherLayers } from './architecture.ts';
import type { DataSummary } from './events.ts';
import type { ExperimentPlan, PlannedCohort } from './plan.ts';

export interface Machine {
  readonly cores: number;
  /** That is free for workers; Infinity where nobody says. */
  readonly memoryBytes: number;
}

/** @param plan for one worker @returns at least 1 */
export function numWorkersFor(
  plan: ExperimentPlan,
  data: DataSummary,
  { cores, memoryBytes }: Machine,
): number {
  const isChain = plan.variants.some(({ taughtBy }) => taughtBy !== null);
  const numParts = isChain ? 1 : plan.cohorts.flat().length;
  const room = Math.floor(memoryBytes / bytesPerWorker(plan, data));
  return Math.max(1, Math.min(numParts, cores, room));
}

/** Of the engine before it has digits (measured in Node: 213 MB). */
const ENGINE_BYTES = 220e6;
/** As they came, and as they are trained on. */
const COPIES_OF_DIGITS = 2;
/** Weights, their gradient and two averages of Adam, as 32-bit floats. */
const BYTES_PER_WEIGHT = 4 * 4;
const BYTES_PER_ACTIVATION = 4;
/** Images that are read at once, at most. */
const BATCH = 500;

/**
 * Reckoned from sizes: 0.9 to 1.6 times the peak of seven runs in Node, which took 213 to 499 MB (two sets of digits, cohorts
 * of 2 to 140 students, teachers of up to 12 million weights).
 */
export function bytesPerWorker(
  { cohorts }: ExperimentPlan,
  { numTrain, numTest, numUnlabelled }: DataSummary,
): number {
  const ofDigits = (numTrain + numTest + numUnlabelled) * NUM_PIXELS * COPIES_OF_DIGITS;
  return ENGINE_BYTES + ofDigits + Math.max(...cohorts.map((cohort) => bytesOfNetworks(cohort, numTest)));
}

/** Of teacher and students, and of what they say of every test digit. */
function bytesOfNetworks(cohort: PlannedCohort, numTest: number): number {
  const { config } = cohort[0]!;
  const { teacherNetworks, seeds } = config;
  const numStudents = seeds * (1 + cohort.length);
  const teacher = bytesOf(teacherLayers(config));
  const student = bytesOf(layersOf(config));
  const logits = numTest * NUM_CLASSES * BYTES_PER_ACTIVATION;
  return teacherNetworks * (teacher + logits) + numStudents * (student + logits);
}

function bytesOf(layers: readonly LayerShape[]): number {
  return layers.reduce((sum, { numInputs, numOutputs, convolution }) => {
    const places = convolution ? convolution.inputSide ** 2 : 1;
    return (
      sum + numInputs * numOutputs * BYTES_PER_WEIGHT + BATCH * places * numOutputs * BYTES_PER_ACTIVATION
    );
  }, 0);
}
