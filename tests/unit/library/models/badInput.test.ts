/** Networks that cannot be a teacher: each is refused with what was received and what was expected. */
import { BlobWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onePredictor } from '../../../../src/distillation/ensemble.ts';
import { denseLayers } from '../../../../src/distillation/layers.ts';
import { writeJsonModel } from '../../../../src/library/models/jsonModel.ts';
import { ModelFileError } from '../../../../src/library/models/modelFileError.ts';
import { encodeOnnx } from '../../../../src/library/models/onnx/encode.ts';
import type { OnnxModel, OnnxNode } from '../../../../src/library/models/onnx/model.ts';
import { onnxModelOf } from '../../../../src/library/models/onnx/write.ts';
import { MAX_MODEL_BYTES, readNetwork } from '../../../../src/library/models/readNetwork.ts';
import { writeTfjsModel } from '../../../../src/library/models/tfjsWriting.ts';
import { CNN, MLP, seededNetwork } from '../../../support/networks.ts';

const file = (name: string, ...parts: BlobPart[]) => ({ name, blob: new Blob(parts) });
const mlp = onnxModelOf(onePredictor(seededNetwork(MLP)));
const refusal = async (files: Parameters<typeof readNetwork>[0]): Promise<string> => {
  const error = await readNetwork(files).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ModelFileError);
  return (error as Error).message;
};
const refusalOf = (model: OnnxModel) => refusal([file('a.onnx', encodeOnnx(model))]);
const withNode = (op: string, change: Partial<OnnxNode>): OnnxModel => ({
  ...mlp,
  nodes: mlp.nodes.map((node) => (node.op === op ? { ...node, ...change } : node)),
});

describe('an ONNX file', () => {
  it('with another input, or 1 000 outputs', async () => {
    const input = { name: 'image', dims: ['n', 3, 224, 224] };
    expect(await refusalOf({ ...mlp, inputs: [input] })).toContain(
      'its input image has the shape n × 3 × 224 × 224; expected n × 1 × 28 × 28',
    );
    const wide = onnxModelOf(onePredictor(seededNetwork(denseLayers([784, 5, 1000]))));
    expect(await refusalOf(wide)).toContain('ends in 1000 outputs; 10 were expected');
  });

  it('with operators that these networks do not have names them', async () => {
    expect(await refusalOf(withNode('Relu', { op: 'Sigmoid' }))).toMatch(
      /operator Sigmoid, which is not read; read are .*Conv/,
    );
    expect(await refusalOf(withNode('Relu', { domain: 'com.me' }))).toContain('operator com.me.Relu');
    expect(await refusalOf(withNode('Relu', { op: 'toString' }))).toContain(
      'operator toString, which is not read',
    );
    const float = { kind: 'float', value: 0.5 } as const;
    expect(await refusalOf(withNode('Gemm', { attributes: { alpha: float } }))).toContain('alpha 0.5');
    const without = { ...mlp, nodes: mlp.nodes.filter(({ op }) => op !== 'Relu') };
    expect(await refusalOf(without)).toContain('nothing in it makes its value layer_2');
    const circle = withNode('Flatten', { inputs: ['logits'] });
    expect(await refusalOf(circle)).toContain('depends on itself');
  });

  it('with weights that are no numbers, or of another size', async () => {
    const network = seededNetwork(MLP);
    network.layers[1]!.weights[7] = NaN;
    expect(await refusalOf(onnxModelOf(onePredictor(network)))).toContain(
      'Layer 2 of a.onnx has a weight that is NaN; numbers were expected',
    );
    const tensor = { dims: [30], type: 'float', values: new Float32Array(29) } as const;
    const constants = new Map([...mlp.constants, ['layer_1_bias', tensor] as const]);
    expect(await refusalOf({ ...mlp, constants })).toContain('has 29 numbers, and 30 were expected');
  });

  it('whose weights lie in a file that is missing, or too short', async () => {
    // TensorProto with data_location = EXTERNAL, as torch.onnx.export writes it.
    const text = (field: number, value: string) => [(field << 3) | 2, value.length, ...Buffer.from(value)];
    const entry = (key: string, value: string) => {
      const pair = [...text(1, key), ...text(2, value)];
      return [(13 << 3) | 2, pair.length, ...pair];
    };
    const tensor = [
      ...[8, 10, 16, 1], // dims, data_type
      ...text(8, 'layer_3_bias'),
      ...entry('location', 'a.data'),
      ...entry('offset', '4'),
      ...entry('length', '40'),
      ...[(14 << 3) | 0, 1],
    ];
    const graph = [(5 << 3) | 2, tensor.length, ...tensor];
    const more = Uint8Array.from([(7 << 3) | 2, graph.length, ...graph]);
    const constants = new Map([...mlp.constants].filter(([name]) => name !== 'layer_3_bias'));
    const bytes = encodeOnnx({ ...mlp, constants });
    // A second graph takes the first one's place: enough to see the message.
    expect(await refusal([file('a.onnx', bytes, more)])).toContain(
      'the numbers of layer_3_bias lie in another file, a.data, which is missing; give both files together',
    );
    expect(await refusal([file('a.onnx', bytes, more), file('folder/a.data', new Uint8Array(20))])).toContain(
      'lie in a.data up to byte 44, and that file has 20',
    );
  });

  it('that is cut off, or any other bytes, gives a message and nothing else', async () => {
    const whole = encodeOnnx(onnxModelOf(onePredictor(seededNetwork(CNN))));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
        expect((await refusal([file('a.onnx', whole.slice(0, length))])).length).toBeGreaterThan(20);
      }),
      { numRuns: 30 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(await refusal([file('a.onnx', Uint8Array.from(bytes))])).toMatch(/^a\.onnx /);
      }),
    );
  });
});

describe('a tfjs layers model', () => {
  const { model, weights } = writeTfjsModel(onePredictor(seededNetwork(CNN)));
  const bin = file('weights.bin', weights.slice());
  const changed = (from: string | RegExp, to: string) => [file('model.json', model.replace(from, to)), bin];

  it('of custom layers, another input or activation, or without its weights', async () => {
    expect(await refusal(changed('"class_name": "Conv2D"', '"class_name": "MyLayer"'))).toContain(
      'its layer convolution_1 is a MyLayer, which is not read; read are ',
    );
    expect(await refusal(changed(/28,\s+28,\s+1\s/, '32, 32, 3 '))).toContain(
      'takes n × 32 × 32 × 3; expected n × 28 × 28 × 1',
    );
    expect(await refusal(changed('"activation": "relu"', '"activation": "tanh"'))).toContain(
      'activation "tanh"; linear, relu and softmax are read',
    );
    expect(await refusal(changed(/28,\s+28,\s+1\s/, '{"toString": 1}, 28, 1 '))).toContain(
      'takes n × ? × 28 × 1',
    );
    expect(await refusal(changed(/"output_layers": \[\s*\[[^\]]*\]\s*\]/, '"output_layers": []'))).toContain(
      'it has no outputs',
    );
    expect(await refusal([file('model.json', model)])).toContain(
      'its weights lie in weights.bin, which is missing',
    );
    expect(await refusal([file('model.json', model), file('weights.bin', weights.slice(0, 99))])).toMatch(
      /weights\.bin has 99 bytes; its layers need at least 216 \(up to convolution_1\/kernel\)/,
    );
    expect(await refusal([file('model.json', '{"format": "graph-model"}')])).toContain('it is a graph model');
  });
});

describe('files', () => {
  it('of another kind are told for what they are, with the way out', async () => {
    expect(await refusal([file('a.pt', 'PK')])).toContain('torch.onnx.export(');
    expect(await refusal([file('a.keras', 'PK')])).toContain('tensorflowjs_converter');
    expect(await refusal([file('a.txt', 'x')])).toBe(
      'a.txt is no network that is read. Expected .onnx, or model.json with its weights, plain or in a zip.',
    );
    expect(await refusal([file('a.json', '{"half": ')])).toContain('a.json is damaged or of another kind');
    expect(await refusal([file('a.onnx', 'x'), file('b.onnx', 'x')])).toContain('Give one.');
    const json = writeJsonModel(onePredictor(seededNetwork(MLP)), 'a');
    expect(await refusal([file('a.json', json.replace('"weights": "', '"weights": "???'))])).toContain(
      'is damaged',
    );
  });

  it('that unpack to more than fits are given up on the way', async () => {
    const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
    let numWritten = 0;
    const zeros = new Uint8Array(1 << 20);
    await zip.add(
      'model.onnx',
      new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(zeros);
          numWritten += zeros.length;
          if (numWritten >= 4 * MAX_MODEL_BYTES) controller.close();
        },
      }),
    );
    const bomb = await zip.close();
    expect(bomb.size).toBeLessThan(1e6);
    const before = process.memoryUsage().arrayBuffers;
    expect(await refusal([{ name: 'bomb.zip', blob: bomb }])).toContain(
      'model.onnx is larger than fits: more than 64 MB',
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2.5 * MAX_MODEL_BYTES);
  });
});
