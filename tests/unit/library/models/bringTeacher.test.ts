/** A person's network as teacher, on small networks that were trained here and written as others would have them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { penmanship } from '../../../../src/data/penmanship/penmanship.ts';
import { onePredictor, type Predictor } from '../../../../src/distillation/ensemble.ts';
import type { NetworkWeights } from '../../../../src/distillation/forward.ts';
import { denseLayers } from '../../../../src/distillation/layers.ts';
import { runToEnd } from '../../../../src/engine/run.ts';
import { measureReader } from '../../../../src/engine/teacher.ts';
import type { Config } from '../../../../src/experiment/config.ts';
import { parseConfig } from '../../../../src/experiment/settings.ts';
import { bringTeacher, type BroughtTeacher, type Wish } from '../../../../src/library/models/bringTeacher.ts';
import { forLevels, GREY_RANGES } from '../../../../src/library/models/greys.ts';
import { writeJsonModel } from '../../../../src/library/models/jsonModel.ts';
import { ModelFileError } from '../../../../src/library/models/modelFileError.ts';
import { encodeOnnx } from '../../../../src/library/models/onnx/encode.ts';
import { onnxModelOf } from '../../../../src/library/models/onnx/write.ts';
import { MAX_MODEL_BYTES } from '../../../../src/library/models/readNetwork.ts';
import { writeTfjsModel } from '../../../../src/library/models/tfjsWriting.ts';
import { transposed } from '../../../../src/library/models/transposed.ts';
import { expectNoTensorLeak, openInNode } from '../../../support/backends.ts';
import { PADDED_CNN, seededNetwork } from '../../../support/networks.ts';

const digits = await penmanship({ seed: 3, sloppiness: 'calm', numTrain: 600, numTest: 150 });
const AS_FOUND: Wish = { reading: null, outputs: null };
const file = (name: string, ...parts: BlobPart[]) => ({ name, blob: new Blob(parts) });
const asOnnx = (network: NetworkWeights) =>
  file('models/my net (1).onnx', encodeOnnx(onnxModelOf(onePredictor(network))));
const bring = (network: NetworkWeights, wish = AS_FOUND) => bringTeacher([asOnnx(network)], digits, wish);
const readingOf = ({ readings, chosen }: BroughtTeacher) => readings[chosen]!;

/** Trains one on digits as they are. */
async function trained(change: Partial<Config>): Promise<NetworkWeights> {
  const config = parseConfig({
    ...{ labels: 60, hidden: [4], epochs: 1, seeds: 1, teacherBend: 0, teacherBatchSize: 30 },
    ...change,
  });
  let teacher: Predictor | undefined;
  await runToEnd({ preset: 'test', config, digits, backend: 'wasm' }, (event) => {
    if (event.type === 'weights') teacher = event.weights.teacher ?? teacher;
  });
  return teacher!.networks[0]!;
}

/** The network as somebody has it whose images have these grey levels. */
const takingLevels = (network: NetworkWeights, name: string): NetworkWeights => {
  const { scale, shift } = GREY_RANGES.find((range) => range.name === name)!;
  return forLevels(network, { scale: 1 / scale, shift: -shift / scale });
};

beforeAll(() => openInNode('wasm'));

describe('a perceptron that was trained elsewhere', async () => {
  await openInNode('wasm');
  const network = await trained({ teacherHidden: [30], teacherEpochs: 8 });

  it('is known by its numbers, and measured on the test digits', async () => {
    const brought = await bring(network);
    const { teacher, metrics } = brought;
    expect(readingOf(brought)).toMatchObject({ range: '0 … 1', isTransposed: false });
    expect(teacher.predictor).toEqual(onePredictor(network));
    expect(metrics).toEqual(await measureReader(onePredictor(network), digits.test));
    expect(metrics.accuracy).toBeGreaterThan(0.7);
    expect(brought).toMatchObject({ layers: '784-30-10', numAsked: 500, digits: digits.name });
    expect(brought.outputs).toMatchObject({ kind: 'logits' });
    expect(brought.outputs.least).toBeLessThan(0);
    expect(teacher.id).toMatch(/^my-net-1-\.onnx-[0-9a-f]{12}$/);
    expect(parseConfig({ teacherFile: teacher.id }).teacherFile).toBe(teacher.id);
    // The same numbers in another file have the same fingerprint, others have not.
    const json = file('my net (1).onnx.json', writeJsonModel(onePredictor(network), 'a'));
    const again = await bringTeacher([json], digits, AS_FOUND);
    expect(again.teacher.id.slice(-12)).toBe(teacher.id.slice(-12));
    expect((await bring(seededNetwork(denseLayers([784, 30, 10])))).teacher.id.slice(-12)).not.toBe(
      teacher.id.slice(-12),
    );
  });

  it.each(GREY_RANGES.map(({ name }) => name))(
    'for grey levels of %s is found out to be so',
    async (name) => {
      const brought = await bring(takingLevels(network, name));
      expect(readingOf(brought)).toMatchObject({ range: name, isTransposed: false });
      expect(brought.metrics.accuracy).toBeCloseTo((await bring(network)).metrics.accuracy, 2);
    },
  );

  it('without biases reads 0 … 255 as well as 0 … 1, and is known by its loss', async () => {
    const layers = network.layers.map((layer) => ({ ...layer, bias: layer.bias.map(() => 0) }));
    const brought = await bring(takingLevels({ layers }, '0 … 255'));
    const [unit, bytes] = brought.readings.map(({ measured }) => measured!);
    expect(unit!.accuracy).toBeCloseTo(bytes!.accuracy, 2);
    expect(readingOf(brought).range).toBe('0 … 255');
  });

  it('that says probabilities teaches by the logits before them', async () => {
    const { model, weights } = writeTfjsModel(onePredictor(network));
    const softened = model.replace('"activation": "linear"', '"activation": "softmax"');
    const files = [file('model.json', softened), file('weights.bin', weights.slice())];
    const brought = await bringTeacher(files, digits, AS_FOUND);
    expect(brought.outputs.kind).toBe('probabilities');
    expect(brought.outputs.least).toBeGreaterThanOrEqual(0);
    expect(brought.outputs.most).toBeLessThanOrEqual(1);
    expect(brought.teacher.predictor).toEqual(onePredictor(network));
    await expect(bringTeacher(files, digits, { reading: null, outputs: 'logits' })).rejects.toThrow(
      /model\.json does not give logits\. On 500 training digits its outputs lie between < 0\.001 and .+ and add up to 1: read as logits their loss would be [12]\.\d.*Choose probabilities/,
    );
  });

  it('is taken as a person says, unless digits rule it out', async () => {
    const other = await bring(network, { reading: 1, outputs: 'logits' });
    expect(other).toMatchObject({ found: 0, chosen: 1 });
    expect(readingOf(other).range).toBe('0 … 255');
    expect(other.teacher.predictor.networks[0]!.layers[0]!.weights[9]).toBeCloseTo(
      255 * network.layers[0]!.weights[9]!,
      2,
    );
    await expect(bring(network, { reading: null, outputs: 'probabilities' })).rejects.toThrow(
      /does not give probabilities\. On 500 training digits its outputs lie between −\d.* and \d.*; probabilities lie between 0 and 1 and add up to 1\. Choose logits/,
    );
    await expect(bring(network, { reading: null, outputs: 'probabilities' })).rejects.toThrow(ModelFileError);
  });

  it('teaches students in a run, whose result names it', async () => {
    const { teacher, metrics } = await bring(network);
    const config = parseConfig({
      ...{ labels: 60, hidden: [4], epochs: 1, seeds: 1, teacher: 'brought', teacherFile: teacher.id },
    });
    const result = await runToEnd({ preset: 'test', config, digits, backend: 'wasm', teacher });
    expect(result.teacher).toMatchObject({ name: `${teacher.id}: 784-30-10`, errors: metrics.errors });
    await expect(runToEnd({ preset: 'test', config, digits, backend: 'wasm' })).rejects.toThrow(
      `The settings ask for ${teacher.id}, but none is there.`,
    );
  });

  it('leaves no tensors behind', () => expectNoTensorLeak(async () => void (await bring(network))));
});

describe('a convolutional network that was trained elsewhere', async () => {
  await openInNode('wasm');
  const network = await trained({
    ...{ teacherConvolutions: ['3x3x4+pool', '3x3x6/2'], teacherHidden: [20], teacherEpochs: 6 },
  });

  it.each(['0 … 1', '0 … 255', '1 … 0, ink dark'])(
    'for grey levels of %s is found out to be so, with rows and columns exchanged too',
    async (name) => {
      // Zeros around an image are ground; where the ground is another number, no network means the same.
      const isShifted = name.startsWith('1 … 0');
      const own = isShifted ? network : takingLevels(network, name);
      const range = isShifted ? '0 … 1' : name;
      expect(readingOf(await bring(own))).toMatchObject({ range, isTransposed: false });
      expect(readingOf(await bring(transposed(own)))).toMatchObject({ range, isTransposed: true });
      const back = await bring(transposed(own));
      expect(back.metrics.errors).toBe((await bring(own)).metrics.errors);
    },
  );
});

describe('what cannot teach', () => {
  const refusal = (files: Parameters<typeof bringTeacher>[0]) =>
    bringTeacher(files, digits, AS_FOUND).then(
      () => null,
      (error: unknown) => {
        expect(error).toBeInstanceOf(ModelFileError);
        return (error as Error).message;
      },
    );

  it('has 2 GB: nothing of it is read', async () => {
    const blob = new Blob(['x']);
    Object.defineProperty(blob, 'size', { value: 2 ** 31 });
    blob.slice = () => {
      throw new Error('It was read.');
    };
    expect(await refusal([{ name: 'big.onnx', blob }])).toBe(
      `big.onnx has 2048 MB, and at most ${MAX_MODEL_BYTES / 2 ** 20} MB are read. Give a smaller network.`,
    );
  });

  it('has weights with which every sum is infinite, or 1 000 outputs, or none that is a number', async () => {
    const huge = seededNetwork(denseLayers([784, 5, 10]));
    huge.layers[0]!.weights.fill(3e38);
    huge.layers[1]!.weights.fill(3e38);
    expect(await refusal([asOnnx(huge)])).toMatch(/it gives numbers for no digit/);
    const wide = seededNetwork(denseLayers([784, 5, 1000]));
    expect(await refusal([asOnnx(wide)])).toContain('ends in 1000 outputs; 10 were expected');
    const nan = seededNetwork(denseLayers([784, 5, 10]));
    nan.layers[1]!.bias[3] = NaN;
    expect(await refusal([asOnnx(nan)])).toContain('has a weight that is NaN; numbers were expected');
  });

  it('but one that knows nothing can: its teaching is what it is', async () => {
    const brought = await bring(seededNetwork(PADDED_CNN));
    expect(brought.metrics.accuracy).toBeLessThan(0.4);
    expect(brought.teacher.predictor.networks).toHaveLength(1);
  });
});
