import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { penmanship } from '../../../../src/data/penmanship/penmanship.ts';
import { logitsFor, onePredictor, type Predictor } from '../../../../src/distillation/ensemble.ts';
import { softmax } from '../../../../src/distillation/softmax.ts';
import { writeJsonModel } from '../../../../src/library/models/jsonModel.ts';
import { zipTfjsModel } from '../../../../src/library/models/modelZip.ts';
import { encodeOnnx } from '../../../../src/library/models/onnx/encode.ts';
import { onnxModelOf } from '../../../../src/library/models/onnx/write.ts';
import { readNetwork } from '../../../../src/library/models/readNetwork.ts';
import { CNN, MLP, PADDED_CNN, seededNetwork } from '../../../support/networks.ts';

const { test } = await penmanship({ seed: 9, sloppiness: 'mid', numTrain: 1, numTest: 20 });
const file = (name: string, ...parts: BlobPart[]) => ({ name, blob: new Blob(parts) });
const ensemble: Predictor = {
  networks: [1, 2].map((seed) => seededNetwork(CNN, seed)),
  average: 'probabilities',
};

describe.each([
  ['a perceptron', onePredictor(seededNetwork(MLP))],
  ['a convolutional network', onePredictor(seededNetwork(CNN))],
  ['one with other padding', onePredictor(seededNetwork(PADDED_CNN))],
  ['an ensemble', ensemble],
])('%s', (_, predictor) => {
  it('comes back from ONNX to the bit', async () => {
    const read = await readNetwork([file('a.onnx', encodeOnnx(onnxModelOf(predictor)))]);
    expect(read).toMatchObject({ file: 'a.onnx', ending: 'logits' });
    expect(read.candidates[0]).toMatchObject({ range: '0 … 1', isTransposed: false });
    expect(read.candidates[0]?.open()).toEqual(predictor);
  });

  it('comes back from a zip of a tfjs layers model to the bit', async () => {
    const read = await readNetwork([file('a.zip', await zipTfjsModel(predictor))]);
    expect(read).toMatchObject({ file: 'model.json', ending: 'logits' });
    expect(read.candidates[0]?.open()).toEqual(predictor);
  });

  it('comes back from JSON to the bit', async () => {
    const { candidates } = await readNetwork([file('a.json', writeJsonModel(predictor, 'a'))]);
    expect(candidates).toMatchObject([{ range: '0 … 1', isTransposed: false }]);
    expect(candidates[0]?.open()).toEqual(predictor);
  });
});

/** As model.save would write it. */
async function savedFiles(model: tf.LayersModel) {
  let saved: tf.io.ModelArtifacts = {};
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    }),
  );
  const { modelTopology, weightSpecs, weightData } = saved;
  const json = { modelTopology, weightsManifest: [{ paths: ['./w.bin'], weights: weightSpecs }] };
  return [file('folder/model.json', JSON.stringify(json)), file('folder/w.bin', weightData as ArrayBuffer)];
}

describe('a tfjs layers model of somebody else’s', () => {
  const layer = { activation: 'relu', biasInitializer: 'randomNormal' } as const;
  const models = {
    'convolutions without zeros, batch normalisation, dropout and softmax': () =>
      tf.sequential({
        layers: [
          tf.layers.conv2d({ ...layer, inputShape: [28, 28, 1], kernelSize: 3, filters: 4 }),
          tf.layers.conv2d({ kernelSize: 5, filters: 5, strides: 2, useBias: false }),
          tf.layers.batchNormalization({
            movingMeanInitializer: 'randomNormal',
            movingVarianceInitializer: tf.initializers.randomUniform({ minval: 0.5, maxval: 2 }),
            gammaInitializer: 'randomNormal',
          }),
          tf.layers.reLU(),
          tf.layers.maxPooling2d({ poolSize: 2 }),
          tf.layers.dropout({ rate: 0.3 }),
          tf.layers.flatten(),
          tf.layers.dense({ ...layer, units: 12 }),
          tf.layers.dense({ units: 10, activation: 'softmax' }),
        ],
      }),
    'zeros as a layer of their own': () =>
      tf.sequential({
        layers: [
          tf.layers.zeroPadding2d({ inputShape: [28, 28, 1], padding: 1 }),
          tf.layers.conv2d({ ...layer, kernelSize: 4, filters: 3 }),
          tf.layers.flatten(),
          tf.layers.dense({ units: 10 }),
          tf.layers.softmax(),
        ],
      }),
    'a row of pixels': () =>
      tf.sequential({
        layers: [
          tf.layers.dense({ ...layer, inputShape: [784], units: 15 }),
          tf.layers.dense({ units: 10, activation: 'softmax' }),
        ],
      }),
  };

  it.each(Object.entries(models))('with %s is read as it is', async (_, make) => {
    const model = make();
    const pixels = tf.tensor(Float32Array.from(test.images, (level) => level / 255));
    const input = tf.reshape(pixels, [20, ...model.inputs[0]!.shape.slice(1)] as number[]);
    const expected = (model.predict(input) as tf.Tensor).dataSync();
    const { candidates, ending } = await readNetwork(await savedFiles(model));
    expect(ending).toBe('probabilities');
    const found = Array.from({ length: 20 }, (_, at) => {
      const logits = logitsFor(candidates[0]!.open(), test.images.subarray(at * 784, (at + 1) * 784))(1);
      return [...softmax(logits)];
    }).flat();
    expect(Math.max(...found.map((value, at) => Math.abs(value - expected[at]!)))).toBeLessThan(1e-5);
  });

  it('that was trained on other grey levels is offered for each of them', async () => {
    const { candidates } = await readNetwork(await savedFiles(models['a row of pixels']()));
    expect(candidates.map(({ isTransposed }) => isTransposed)).toEqual([
      ...Array<boolean>(5).fill(false),
      ...Array<boolean>(5).fill(true),
    ]);
    expect(candidates.slice(0, 5).map(({ range }) => range)).toEqual([
      '0 … 1',
      '0 … 255',
      '−1 … 1',
      'normalised by mean 0.1307 and deviation 0.3081',
      '1 … 0, ink dark',
    ]);
    const [own, bytes, , , dark] = candidates.map(({ open }) => open());
    const image = test.images.subarray(0, 784);
    const inverted = image.map((level) => 255 - level);
    const close = (one: Float32Array, other: Float32Array) =>
      one.forEach((value, at) => expect(value).toBeCloseTo(other[at]!, 3));
    close(logitsFor(dark!, image)(1), logitsFor(own!, inverted)(1));
    const first = own!.networks[0]!.layers[0]!;
    expect(bytes!.networks[0]!.layers[0]!.weights[5]).toBeCloseTo(255 * first.weights[5]!, 3);
  });
});
