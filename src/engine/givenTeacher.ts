/** A teacher that was trained elsewhere or earlier: any network's weights can teach, once they are looked at. */
import { type DigitSet, type DigitSplit } from '../data/digitSet.ts';
import { NUM_CLASSES, NUM_PIXELS } from '../distillation/shape.ts';
import type { Predictor } from '../distillation/ensemble.ts';
import type { NetworkWeights } from '../distillation/forward.ts';
import { convolvedSide, describeLayers, pooledSide } from '../distillation/layers.ts';
import type { NetworkMetrics } from '../experiment/events.ts';
import { createCohort, type Cohort } from './cohort.ts';
import { logitsOf, metricsOf } from './evaluate.ts';
import { asTeacher, type Teacher } from './teacher.ts';

export interface GivenTeacher {
  /** Tells it from all others: a teacher of the same id is not measured again. */
  readonly id: string;
  readonly predictor: Predictor;
}

/** @throws Error for people when the weights cannot read digits, with what was received and expected */
export async function openGivenTeacher({ predictor }: GivenTeacher, digits: DigitSet): Promise<Teacher> {
  const [first] = predictor.networks;
  if (!first) throw new Error('The teacher has no networks; at least one is needed.');
  predictor.networks.forEach(requireReader);
  const cohort = openCohort(predictor.networks);
  const name = describeLayers(first.layers);
  const { networks, average } = predictor;
  return asTeacher(networks.length === 1 ? name : `${networks.length} × ${name}`, cohort, average, digits);
}

/** How one network reads digits. @throws Error as openGivenTeacher */
export async function measureReader(network: NetworkWeights, digits: DigitSplit): Promise<NetworkMetrics> {
  requireReader(network);
  const cohort = openCohort([network]);
  const [logits] = await logitsOf(cohort, digits.images);
  cohort.dispose();
  return metricsOf(logits!, digits.labels);
}

function openCohort(networks: readonly NetworkWeights[]): Cohort {
  return createCohort({
    layers: networks[0]!.layers,
    members: networks.map(() => ({ seed: 1, temperature: 1, softWeight: 0, squareTemperature: true })),
    start: networks,
    dropout: 0,
    optimiser: { name: 'sgd', weightDecay: 0 },
  });
}

/** @throws Error when the layers do not lead from 784 pixels to ten logits, or a weight is not a number */
function requireReader({ layers }: NetworkWeights): void {
  let numFeatures = NUM_PIXELS;
  layers.forEach(({ numInputs, numOutputs, convolution, weights, bias }, index) => {
    const where = `Layer ${index + 1} of the teacher`;
    const expected = convolution ? convolution.size ** 2 * convolution.channels : numFeatures;
    const fits = !convolution || convolution.inputSide ** 2 * convolution.channels === numFeatures;
    if (numInputs !== expected || !fits)
      throw new Error(
        `${where} takes ${numInputs} inputs; ${expected} come to it (images have 28 × 28 pixels).`,
      );
    if (weights.length !== numInputs * numOutputs || bias.length !== numOutputs)
      throw new Error(
        `${where} has ${weights.length} weights and ${bias.length} biases; ` +
          `${numInputs * numOutputs} and ${numOutputs} were expected.`,
      );
    const wrong = [...weights, ...bias].find((value) => !Number.isFinite(value));
    if (wrong !== undefined)
      throw new Error(`${where} has a weight that is ${wrong}; numbers were expected.`);
    numFeatures = convolution
      ? (convolution.pool > 1 ? pooledSide(convolution) : convolvedSide(convolution)) ** 2 * numOutputs
      : numOutputs;
  });
  if (numFeatures !== NUM_CLASSES)
    throw new Error(
      `The teacher ends in ${numFeatures} outputs; ${NUM_CLASSES} were expected, one per digit.`,
    );
}
