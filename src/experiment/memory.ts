/** How much memory a run takes at its peak, reckoned from sizes before it begins. */
import { NUM_CLASSES, NUM_PIXELS } from '../distillation/shape.ts';
import { pooledSide, type LayerShape } from '../distillation/layers.ts';
import { layersOf, teacherLayers } from './architecture.ts';
import { usesGivenTeacher, type Config } from './config.ts';
import type { DataSummary } from './events.ts';

/** What is trained and measured together. */
export interface RunSize {
  /** Of the first variant; the others differ in their lesson alone. */
  readonly config: Config;
  /** Distilled arms. */
  readonly numVariants: number;
  /** Layers of the teacher that is there already; null or left out where it is trained, or not known yet. */
  readonly given?: readonly LayerShape[] | null;
}

/** In bytes, at the peak. */
export interface BytesOfRun {
  /** Of tfjs, its tensors and what lies idle between them. */
  readonly tensors: number;
  /** Plain arrays beside: digits and targets, what the networks say, weights and checkpoints on their way to the page. */
  readonly arrays: number;
  readonly total: number;
}

export type DigitCounts = Pick<DataSummary, 'numTrain' | 'numTest' | 'numUnlabelled'>;

const FLOAT = 4;
/** Images that are evaluated at once, as in engine/evaluate.ts. */
const EVALUATION_BATCH = 500;
/** tfjs-wasm before it has a tensor. */
const EMPTY_HEAP = 16.8e6;
/** Its memory grows by more than is asked for, has gaps, and never shrinks. */
const HEAP_SLACK = 1.25;

/**
 * Against runs in Node: tensors 0.9 to 1.5 times the memory of tfjs-wasm at the end, which only grows (tests/unit/engine/memory.test.ts,
 * decision 0020). cpu and webgl make more tensors on the way of a step, and give them back in pieces.
 */
export function bytesOfRun(size: RunSize, digits: DigitCounts): BytesOfRun {
  const { teacher, students } = networksOf(size);
  const whileTeacher = teacher.isTrained ? trainingBytes(teacher) : teacher.weights;
  const needed = Math.max(
    whileTeacher,
    teacher.weights + evaluationBytes(teacher),
    teacher.weights + trainingBytes(students),
  );
  const tensors = Math.max(EMPTY_HEAP, HEAP_SLACK * needed);
  const arrays = arraysOf(size.config, digits, teacher, students);
  return { tensors, arrays, total: tensors + arrays };
}

/** Digits, and what is made of them for one phase: as they came, and as they are trained on. */
const COPIES_OF_DIGITS = 2;
const LOGITS = FLOAT * NUM_CLASSES;

function arraysOf(
  { labels, unlabelled }: Config,
  { numTrain, numTest, numUnlabelled }: DigitCounts,
  teacher: Networks,
  students: Networks,
): number {
  const numNetworks = teacher.count + students.count;
  const numTransferred = labels + unlabelled;
  const weighed = unlabelled > 0 ? 2 * FLOAT * students.count : 0;
  return (
    (numTrain + numTest + numUnlabelled + numTransferred) * COPIES_OF_DIGITS * NUM_PIXELS +
    numTransferred * (LOGITS * (teacher.count + 2) + weighed) +
    numTest * LOGITS * (1 + numNetworks) +
    teacher.weights +
    Math.max(checkpointBytes(teacher), checkpointBytes(students))
  );
}

function checkpointBytes({ weights, numAverages, isTrained }: Networks): number {
  return isTrained ? weights * (1 + numAverages) : 0;
}

/** Networks of one architecture, side by side. */
interface Networks {
  readonly layers: readonly LayerShape[];
  readonly count: number;
  /** Bytes of all of them. */
  readonly weights: number;
  /** Running averages of the optimiser, for each weight. */
  readonly numAverages: 1 | 2;
  readonly batchSize: number;
  readonly hasDropout: boolean;
  readonly hasMaxNorm: boolean;
  readonly isTrained: boolean;
}

function networksOf({ config, numVariants, given }: RunSize): { teacher: Networks; students: Networks } {
  const isGiven = usesGivenTeacher(config);
  const ofTeacher = isGiven ? (given ?? []) : teacherLayers(config);
  const ofStudent = layersOf(config);
  const numTeachers = isGiven ? 1 : config.teacherNetworks;
  const numStudents = config.seeds * (1 + numVariants);
  return {
    teacher: {
      layers: ofTeacher,
      count: numTeachers,
      weights: numTeachers * bytesOfWeights(ofTeacher),
      numAverages: 2,
      batchSize: config.teacherBatchSize,
      hasDropout: config.teacherDropout > 0,
      hasMaxNorm: config.teacherMaxNorm > 0,
      isTrained: !isGiven,
    },
    students: {
      layers: ofStudent,
      count: numStudents,
      weights: numStudents * bytesOfWeights(ofStudent),
      numAverages: config.optimiser === 'adam' ? 2 : 1,
      batchSize: Math.min(config.batchSize, config.labels + config.unlabelled),
      hasDropout: config.dropout > 0,
      hasMaxNorm: false,
      isTrained: true,
    },
  };
}

const bytesOfMatrix = ({ numInputs, numOutputs }: LayerShape) => FLOAT * numInputs * numOutputs;

function bytesOfWeights(layers: readonly LayerShape[]): number {
  return sumOf(layers, (layer) => bytesOfMatrix(layer) + FLOAT * layer.numOutputs);
}

/** Weights, averages, and a step or an evaluation, whichever is larger. */
function trainingBytes(networks: Networks): number {
  const { weights, numAverages } = networks;
  return weights * (1 + numAverages) + Math.max(stepBytes(networks), evaluationBytes(networks));
}

/** Tensors of a step live until its end: of the forward pass, of the backward pass, and the gradients. */
function stepBytes({ layers, count, batchSize, numAverages, hasDropout, hasMaxNorm }: Networks): number {
  const hidden = layers.slice(0, -1);
  const dense = hidden.filter(({ convolution }) => !convolution);
  // The gradient of a first dense layer is summed while Adam steps, and is no tensor.
  const withGradient = layers[0]?.convolution || numAverages === 1 ? layers : layers.slice(1);
  const perImage =
    FLOAT * NUM_PIXELS +
    count * sumOf(hidden, (layer) => 2 * bytesOfOutput(layer)) +
    // Masks, and what they leave of values and gradients.
    (hasDropout ? 3 * count * sumOf(dense, bytesOfOutput) : 0) +
    2 * count * FLOAT * NUM_CLASSES;
  const largest = Math.max(0, ...hidden.map(bytesOfMatrix));
  return (
    batchSize * (perImage + 2 * reorderedBytes(layers, count)) +
    count * sumOf(withGradient, bytesOfMatrix) +
    (hasMaxNorm ? 3 * count * largest : 0)
  );
}

function evaluationBytes({ layers, count }: Networks): number {
  const perImage = FLOAT * NUM_PIXELS + count * sumOf(layers, bytesOfOutput) + reorderedBytes(layers, count);
  return EVALUATION_BATCH * perImage;
}

/** What the last convolutions of several networks find is copied, for one image: dense layers want one network after the other. */
function reorderedBytes(layers: readonly LayerShape[], count: number): number {
  const last = layers.findLast(({ convolution }) => convolution);
  return last && count > 1 ? count * bytesOfOutput(last) : 0;
}

/** For one image. Pooling keeps which pixel of each window won, a byte each. */
function bytesOfOutput({ numOutputs, convolution }: LayerShape): number {
  if (!convolution) return FLOAT * numOutputs;
  return (FLOAT + (convolution.pool > 1 ? 1 : 0)) * pooledSide(convolution) ** 2 * numOutputs;
}

const sumOf = <T>(all: readonly T[], bytes: (each: T) => number) =>
  all.reduce((sum, each) => sum + bytes(each), 0);
