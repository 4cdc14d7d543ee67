/** A network as an ONNX graph: images n×1×28×28 in, logits and probabilities out, the temperature an input with a default. */
import type { Predictor } from '../../../distillation/ensemble.ts';
import type { LayerWeights, NetworkWeights } from '../../../distillation/forward.ts';
import { convolvedSide, paddingBefore, pooledSide, type Convolution } from '../../../distillation/layers.ts';
import { IMAGE_SIDE, NUM_CLASSES } from '../../../distillation/shape.ts';
import { channelsFirst, filtersFirst } from './layout.ts';
import type { OnnxAttribute, OnnxModel, OnnxNode, OnnxTensor } from './model.ts';

/** The newest that Debian's python3-onnx 1.12 knows. */
const OPSET = 17;
/** Names of the graph, and of its metadata. */
export const ONNX = {
  image: 'image',
  temperature: 'temperature',
  logits: 'logits',
  probabilities: 'probabilities',
  average: 'distillery.average',
  /** Of the logits of each network of an ensemble, parted by commas. */
  networks: 'distillery.networks',
} as const;

/** What a graph is put together from. */
interface Parts {
  readonly nodes: OnnxNode[];
  readonly constants: Map<string, OnnxTensor>;
  /** Adds a node. @returns the name of its output */
  add(
    op: string,
    inputs: readonly string[],
    output: string,
    attributes?: Readonly<Record<string, OnnxAttribute>>,
  ): string;
  /** Adds a constant of floats. @returns its name */
  constant(name: string, dims: readonly number[], values: Float32Array): string;
}

const int = (value: number): OnnxAttribute => ({ kind: 'int', value });
const ints = (...value: readonly number[]): OnnxAttribute => ({ kind: 'ints', value });

/** The temperature is an input that may be left out; onnxruntime-web knows no such inputs, and always leaves it out. */
export function onnxModelOf({ networks, average }: Predictor): OnnxModel {
  const parts = createParts();
  parts.constant(ONNX.temperature, [], Float32Array.of(1));
  const isOne = networks.length === 1;
  const each = networks.map((network, at) => addNetwork(parts, network, isOne ? '' : `${at + 1}_`));
  if (!isOne) addAverage(parts, each, average);
  parts.add('Div', [ONNX.logits, ONNX.temperature], 'softened');
  parts.add('Softmax', ['softened'], ONNX.probabilities, { axis: int(-1) });
  const rows = ['n', NUM_CLASSES];
  return {
    opset: OPSET,
    nodes: parts.nodes,
    constants: parts.constants,
    inputs: [
      { name: ONNX.image, dims: ['n', 1, IMAGE_SIDE, IMAGE_SIDE] },
      { name: ONNX.temperature, dims: [] }, // a constant of the same name is its default
    ],
    outputs: [
      { name: ONNX.logits, dims: rows },
      { name: ONNX.probabilities, dims: rows },
      ...(isOne ? [] : each.map((name) => ({ name, dims: rows }))),
    ],
    metadata: { [ONNX.average]: average, [ONNX.networks]: each.join() },
  };
}

function createParts(): Parts {
  const [nodes, constants] = [[] as OnnxNode[], new Map<string, OnnxTensor>()];
  return {
    nodes,
    constants,
    add(op, inputs, output, attributes = {}) {
      nodes.push({ op, domain: '', inputs, outputs: [output], attributes });
      return output;
    },
    constant(name, dims, values) {
      constants.set(name, { dims, type: 'float', values });
      return name;
    },
  };
}

/** @param prefix of all its names @returns the name of its logits */
function addNetwork(parts: Parts, { layers }: NetworkWeights, prefix: string): string {
  let value: string = ONNX.image;
  let before: Convolution | null = null;
  layers.forEach((layer, at) => {
    const name = `${prefix}layer_${at + 1}`;
    const bias = parts.constant(`${name}_bias`, [layer.numOutputs], layer.bias);
    const isLast = at === layers.length - 1;
    if (layer.convolution) {
      value = addConvolution(parts, layer, layer.convolution, value, bias, name);
      before = layer.convolution;
      return;
    }
    const isAfterImages = at === 0 || before !== null;
    if (isAfterImages) value = parts.add('Flatten', [value], `${name}_flat`, { axis: int(1) });
    const rows = before ? channelsFirst(layer.weights, pooledSide(before), layer.numOutputs) : layer.weights;
    before = null;
    const weights = parts.constant(`${name}_weights`, [layer.numInputs, layer.numOutputs], rows);
    const output = isLast ? prefix + ONNX.logits : `${name}_sum`;
    value = parts.add('Gemm', [value, weights, bias], output);
    if (!isLast) value = parts.add('Relu', [value], name);
  });
  return value;
}

function addConvolution(
  parts: Parts,
  { numOutputs, weights }: LayerWeights,
  convolution: Convolution,
  image: string,
  bias: string,
  name: string,
): string {
  const { inputSide, channels, size, stride, pool, padding } = convolution;
  const before = paddingBefore(convolution);
  const reach = (convolvedSide(convolution) - 1) * stride + size;
  const after = padding ?? Math.max(0, reach - inputSide - before);
  const filters = filtersFirst(weights, size, numOutputs);
  const dims = [numOutputs, channels, size, size];
  const inputs = [image, parts.constant(`${name}_weights`, dims, filters), bias];
  const attributes = {
    kernel_shape: ints(size, size),
    strides: ints(stride, stride),
    pads: ints(before, before, after, after),
  };
  const sum = parts.add('Conv', inputs, `${name}_sum`, attributes);
  const output = parts.add('Relu', [sum], name);
  if (pool === 1) return output;
  const window = { kernel_shape: ints(pool, pool), strides: ints(pool, pool) };
  return parts.add('MaxPool', [output], `${name}_pooled`, window);
}

/** As averageLogits does it (distillation/ensemble.ts). */
function addAverage(parts: Parts, each: readonly string[], average: Predictor['average']): void {
  if (average === 'logits') {
    parts.add('Mean', each, ONNX.logits);
    return;
  }
  const number = parts.constant('log_networks', [], Float32Array.of(Math.log(each.length)));
  const logs = each.map((name, at) => {
    const softened = parts.add('Div', [name, ONNX.temperature], `${at + 1}_softened`);
    const log = parts.add('LogSoftmax', [softened], `${at + 1}_log`, { axis: int(-1) });
    parts.constants.set('second_axis', { dims: [1], type: 'int64', values: [1] });
    return parts.add('Unsqueeze', [log, 'second_axis'], `${at + 1}_row`);
  });
  const stacked = parts.add('Concat', logs, 'logs', { axis: int(1) });
  const reduced = { axes: ints(1), keepdims: int(0) };
  const sum = parts.add('ReduceLogSumExp', [stacked], 'log_sum', reduced);
  const mean = parts.add('Sub', [sum, number], 'log_mean');
  parts.add('Mul', [mean, ONNX.temperature], ONNX.logits);
}
