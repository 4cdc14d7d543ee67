/** Networks as people bring them, and those that ship with the page. */
import assert from 'node:assert/strict';
import { BlobWriter, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import fc from 'fast-check';
import { logitsFor, onePredictor } from '../../../src/distillation/ensemble.ts';
import { denseLayers } from '../../../src/distillation/layers.ts';
import { writeJsonModel } from '../../../src/library/models/jsonModel.ts';
import { encodeOnnx } from '../../../src/library/models/onnx/encode.ts';
import type { OnnxModel } from '../../../src/library/models/onnx/model.ts';
import { onnxModelOf } from '../../../src/library/models/onnx/write.ts';
import { readNetwork, type ReadNetwork } from '../../../src/library/models/readNetwork.ts';
import { readTfjsModel } from '../../../src/library/models/tfjsReading.ts';
import { writeTfjsModel } from '../../../src/library/models/tfjsWriting.ts';
import { decodeWeights, encodeWeights } from '../../../src/library/modelFile.ts';
import { loadShippedTeacher } from '../../../src/library/shippedTeacher.ts';
import { PADDED_CNN, seededNetwork } from '../../support/networks.ts';
import { DEEP_JSON, hostileNumber, hostileText } from './hostile.ts';
import { target, type Target } from './law.ts';
import { mutatedBytes, mutatedJson, mutatedText, mutatedTree } from './mutations.ts';

const NETWORKS = [denseLayers([784, 4, 10]), PADDED_CNN].map((layers) => onePredictor(seededNetwork(layers)));
const ONNX = NETWORKS.map(onnxModelOf);
const TFJS = NETWORKS.slice(0, 1).map(writeTfjsModel);
const WEIGHTS = encodeWeights(NETWORKS[0]!.networks[0]!);
const DIGIT = Uint8Array.from({ length: 784 }, (_, at) => (at * 11) % 256);

const open = (...files: { readonly name: string; readonly parts: BlobPart[] }[]) =>
  readNetwork(files.map(({ name, parts }) => ({ name, blob: new Blob(parts) })));

/** What is taken reads a digit, in each way that its file leaves open. */
function requireReading(network: ReadNetwork | null): void {
  const candidates = network?.candidates ?? [];
  for (const { open: predictor } of candidates.slice(0, 3))
    assert.equal(logitsFor(predictor(), DIGIT)(1).length, 10);
}

/** As a tree, whose every place can be changed. */
const treeOf = (model: OnnxModel) => ({ ...model, constants: Object.fromEntries(model.constants) });
type Tree = ReturnType<typeof treeOf>;
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const modelOf = (tree: unknown) => {
  const { constants, ...rest } = tree as Tree;
  return { ...rest, constants: new Map(isObject(constants) ? Object.entries(constants) : []) };
};

/** @returns null for a tree that no file holds */
function encoded(tree: unknown): Uint8Array<ArrayBuffer> | null {
  try {
    return encodeOnnx(modelOf(tree)).slice();
  } catch {
    return null;
  }
}

/** @returns null where the tree is none that a file holds */
async function openTree(tree: unknown): Promise<ReadNetwork | null> {
  const file = encoded(tree);
  return file && open({ name: 'a.onnx', parts: [file] });
}

async function zipOf(name: string, bytes: Uint8Array): Promise<Uint8Array> {
  const zip = new ZipWriter(new BlobWriter('application/zip'), { level: 6, useWebWorkers: false });
  await zip.add(name, new Uint8ArrayReader(bytes));
  return new Uint8Array(await (await zip.close()).arrayBuffer());
}

const [{ model: TOPOLOGY, weights: BIN }] = TFJS as [ReturnType<typeof writeTfjsModel>];
const topology = mutatedTree([() => JSON.parse(TOPOLOGY) as unknown]);
const DESCRIPTION = {
  schema: 1,
  file: 'teacher.bin',
  sha256: '0'.repeat(64),
  layers: denseLayers([784, 4, 10]),
  measured: [{ digits: 'MNIST', numTested: 10_000, errors: 1 }],
  provenance: {},
};

export const NETWORK_TARGETS: Readonly<Record<string, Target>> = {
  'an ONNX file, byte by byte': target(
    mutatedBytes(...ONNX.map((model) => encodeOnnx(model))),
    (file) => open({ name: 'a.onnx', parts: [file] }),
    requireReading,
    50,
  ),
  'an ONNX file, node by node': target(
    mutatedTree(
      ONNX.map((model) => () => structuredClone(treeOf(model))),
      fc.oneof(hostileNumber, hostileText), // what a file can hold in these places
    ),
    openTree,
    requireReading,
    50,
  ),
  'an ONNX graph of sound types': target(
    mutatedTree(
      ONNX.map((model) => () => structuredClone(treeOf(model))),
      fc.oneof(
        fc.constantFrom('image', 'logits', 'toString', 'constructor', '__proto__', 'Relu', 'Flatten', ''),
        fc.integer({ min: -3, max: 40 }),
      ),
    ),
    openTree,
    requireReading,
    50,
  ),
  'a tfjs model': target(
    mutatedJson(JSON.parse(TOPOLOGY)),
    (text) => open({ name: 'model.json', parts: [text] }, { name: 'weights.bin', parts: [BIN.slice()] }),
    requireReading,
    50,
  ),
  'the topology of a tfjs model': target(topology, (tree) => {
    readTfjsModel(tree, () => BIN);
  }),
  'a network as JSON': target(
    mutatedJson(JSON.parse(writeJsonModel(NETWORKS[0]!, 'a')), JSON.parse(writeJsonModel(NETWORKS[1]!, 'b'))),
    (text) => open({ name: 'a.json', parts: [text] }),
    requireReading,
    30,
  ),
  'a network nested deep': target(
    fc.constantFrom('a.json', 'model.json'),
    (name) => open({ name, parts: [TOPOLOGY.replace(/"inbound_nodes": \[/, `$&${DEEP_JSON},`)] }),
    requireReading,
    1,
  ),
  'a network in a zip': target(
    mutatedBytes(
      await zipOf('a.onnx', encodeOnnx(ONNX[0]!)),
      await zipOf('model.json', Buffer.from(TOPOLOGY)),
    ),
    (file) => open({ name: 'a.zip', parts: [file] }),
    requireReading,
    50,
  ),
  'a network under any name': target(
    mutatedText('a.onnx', 'model.json', 'a.pt', 'a.zip', 'a.keras', 'weights.bin'),
    (name) => open({ name, parts: [encodeOnnx(ONNX[0]!).slice()] }),
    requireReading,
    20,
  ),
  'weights of a shipped network': target(
    mutatedBytes(WEIGHTS),
    (bytes) => decodeWeights(denseLayers([784, 4, 10]), bytes),
    (network, bytes) => assert.deepEqual(encodeWeights(network), new Uint8Array(bytes)),
  ),
  'the description of a shipped network': target(mutatedJson(DESCRIPTION), (text) =>
    loadShippedTeacher((name) =>
      Promise.resolve(name.endsWith('.json') ? new TextEncoder().encode(text) : WEIGHTS.slice()),
    ),
  ),
};
