import * as tf from '@tensorflow/tfjs';
import * as ort from 'onnxruntime-web';
import { describe, expect, it } from 'vitest';
import { penmanship } from '../../../../src/data/penmanship/penmanship.ts';
import { logitsFor, onePredictor, type Predictor } from '../../../../src/distillation/ensemble.ts';
import { countParameters } from '../../../../src/distillation/forward.ts';
import { layersOf } from '../../../../src/experiment/architecture.ts';
import { softmax } from '../../../../src/distillation/softmax.ts';
import { readJsonModel, writeJsonModel } from '../../../../src/library/models/jsonModel.ts';
import { encodeOnnx } from '../../../../src/library/models/onnx/encode.ts';
import { onnxModelOf } from '../../../../src/library/models/onnx/write.ts';
import { writeTfjsModel } from '../../../../src/library/models/tfjsWriting.ts';
import { CNN, MLP, PADDED_CNN, seededNetwork } from '../../../support/networks.ts';

const NUM_DIGITS = 100;
const { test } = await penmanship({ seed: 9, sloppiness: 'mid', numTrain: 1, numTest: NUM_DIGITS });
const pixels = Float32Array.from(test.images, (level) => level / 255);
const ensemble = (average: Predictor['average']): Predictor => ({
  networks: [1, 2, 3].map((seed) => seededNetwork(CNN, seed)),
  average,
});
const PREDICTORS: readonly (readonly [string, Predictor])[] = [
  ['a perceptron', onePredictor(seededNetwork(MLP))],
  [
    'a perceptron without hidden layers',
    onePredictor(seededNetwork(layersOf({ convolutions: [], hidden: [] }))),
  ],
  ['a convolutional network', onePredictor(seededNetwork(CNN))],
  ['one with other padding', onePredictor(seededNetwork(PADDED_CNN))],
  ['an ensemble that averages logits', ensemble('logits')],
  ['an ensemble that averages probabilities', ensemble('probabilities')],
];

/** Of all digits, [n, 10]. */
function expectedLogits(predictor: Predictor, temperature: number): number[] {
  return Array.from({ length: NUM_DIGITS }, (_, at) => [
    ...logitsFor(predictor, test.images.subarray(at * 784, (at + 1) * 784))(temperature),
  ]).flat();
}

const worstDifference = (found: ArrayLike<number>, expected: ArrayLike<number>) =>
  Math.max(...Array.from(expected, (value, at) => Math.abs(value - found[at]!)));

interface Readings {
  readonly logits: Float32Array;
  readonly probabilities: Float32Array;
}

async function runOnnx(file: Uint8Array, more: Record<string, ort.Tensor>): Promise<Readings> {
  const session = await ort.InferenceSession.create(file, { logSeverityLevel: 3 });
  const image = new ort.Tensor('float32', pixels, [NUM_DIGITS, 1, 28, 28]);
  const { logits, probabilities } = await session.run({ image, ...more });
  await session.release();
  return { logits: logits!.data as Float32Array, probabilities: probabilities!.data as Float32Array };
}

describe.each(PREDICTORS)('%s', (_, predictor) => {
  it('has the same logits and probabilities in onnxruntime', async () => {
    const found = await runOnnx(encodeOnnx(onnxModelOf(predictor)), {});
    expectReadings(found, 1);
  });

  it('has them at any temperature in onnxruntime, where that is no longer left out', async () => {
    const model = onnxModelOf(predictor);
    const constants = new Map([...model.constants].filter(([name]) => name !== 'temperature'));
    const temperature = new ort.Tensor('float32', [4], []);
    expectReadings(await runOnnx(encodeOnnx({ ...model, constants }), { temperature }), 4);
  });

  function expectReadings({ logits, probabilities }: Readings, temperature: number) {
    const expected = expectedLogits(predictor, temperature);
    expect(worstDifference(logits, expected)).toBeLessThan(1e-4);
    for (let at = 0; at < NUM_DIGITS; at++) {
      const row = [10 * at, 10 * at + 10] as const;
      const soft = softmax(expected.slice(...row), temperature);
      expect(worstDifference(probabilities.slice(...row), soft)).toBeLessThan(1e-5);
    }
  }

  it('has the same logits in tfjs, each network of it to the bit of its weights', async () => {
    const { model, weights } = writeTfjsModel(predictor);
    const { modelTopology, weightsManifest } = JSON.parse(model) as tf.io.ModelJSON;
    const loaded = await tf.loadLayersModel({
      load: async () => ({
        modelTopology,
        weightSpecs: weightsManifest.flatMap((group) => group.weights),
        weightData: weights.slice().buffer,
      }),
    });
    const predicted: tf.Tensor | tf.Tensor[] = loaded.predict(tf.tensor(pixels, [NUM_DIGITS, 28, 28, 1]));
    const found = [predicted].flat();
    predictor.networks.forEach((network, at) => {
      const expected = expectedLogits(onePredictor(network), 1);
      expect(worstDifference(found[at]!.dataSync(), expected)).toBeLessThan(1e-4);
    });
    tf.dispose(found);
    loaded.dispose();
  });

  it('comes back from JSON to the bit', () => {
    const text = writeJsonModel(predictor, 'a network');
    expect(readJsonModel('network.json', JSON.parse(text))).toEqual(predictor);
  });
});

it('ONNX takes hardly more bytes than the weights of a convolutional network', () => {
  const network = seededNetwork(layersOf({ convolutions: ['3x3x32+pool', '3x3x64+pool'], hidden: [128] }));
  const file = encodeOnnx(onnxModelOf(onePredictor(network)));
  expect(file.length / (4 * countParameters(network))).toBeLessThan(1.02);
});
