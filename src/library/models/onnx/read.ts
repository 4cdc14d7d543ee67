/** ONNX graphs of plain networks, as PyTorch, Keras and this page write them: followed from the logits back to the image. */
import type { Predictor } from '../../../distillation/ensemble.ts';
import { IMAGE_SIDE, NUM_PIXELS } from '../../../distillation/shape.ts';
import {
  addBias,
  asImage,
  beginDraft,
  connect,
  convolve,
  end,
  flatten,
  IMAGE_CHANNELS_FIRST,
  IMAGE_CHANNELS_LAST,
  maxPool,
  moveChannels,
  normalise,
  rectify,
  ROW_OF_PIXELS,
  scaleGreys,
  UnlikeError,
  type Draft,
  type Padding,
} from '../draft.ts';
import { filtersLast } from './layout.ts';
import type { OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from './model.ts';
import { ONNX } from './write.ts';

/** A graph can name its values in a circle, or make a chain longer than any network. */
const MAX_NODES = 2_000;

/** @returns the draft of each network, several for an ensemble of this page's @throws UnlikeError */
export function readOnnx(model: OnnxModel): { drafts: Draft[]; average: Predictor['average'] } {
  if (model.nodes.length > MAX_NODES)
    throw new UnlikeError(`it has ${model.nodes.length} operators; at most ${MAX_NODES} are read`);
  const graph = createGraph(model);
  const own = model.metadata[ONNX.networks]?.split(',') ?? [];
  const names = own.length > 0 ? own : [outputOf(model)];
  return {
    drafts: names.map((name) => graph.draftOf(name)),
    average: model.metadata[ONNX.average] === 'probabilities' ? 'probabilities' : 'logits',
  };
}

/** Where a graph has several outputs: the one that is called logits, or the first. */
function outputOf({ outputs }: OnnxModel): string {
  const found = outputs.find(({ name }) => name === ONNX.logits) ?? outputs[0];
  if (!found) throw new UnlikeError('it has no outputs');
  return found.name;
}

interface Graph {
  /** @throws UnlikeError */
  draftOf(name: string): Draft;
  /** A value that depends on no input; null for any other. */
  constantOf(name: string): OnnxTensor | null;
}

function createGraph({ nodes, constants, inputs }: OnnxModel): Graph {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const drafts = new Map<string, Draft>();
  const images = inputs.filter(({ name }) => !constants.has(name));
  const underWay = new Set<string>();

  const graph: Graph = {
    constantOf(name) {
      const known = constants.get(name);
      if (known) return known;
      const node = makers.get(name);
      if (node?.op === 'Constant') return constantIn(node);
      const isSame = node?.op === 'Identity' || node?.op === 'Cast';
      return isSame && node.inputs[0] !== undefined ? graph.constantOf(node.inputs[0]) : null;
    },
    draftOf(name) {
      const known = drafts.get(name);
      if (known) return known;
      if (underWay.has(name)) throw new UnlikeError(`its value ${name} depends on itself`);
      underWay.add(name);
      const image = images.find((input) => input.name === name);
      const draft = image ? beginDraft(signalOf(image)) : made(name);
      drafts.set(name, draft);
      return draft;
    },
  };

  function made(name: string): Draft {
    const node = makers.get(name);
    if (!node) throw new UnlikeError(`nothing in it makes its value ${name || 'without a name'}`);
    const isKnown = node.domain === '' && Object.hasOwn(OPERATORS, node.op);
    const apply = isKnown ? OPERATORS[node.op] : undefined;
    if (!apply)
      throw new UnlikeError(
        `it has the operator ${node.domain && `${node.domain}.`}${node.op}, which is not read; read are ${KNOWN.join(', ')}`,
      );
    return apply(node, graph);
  }
  return graph;
}

function constantIn({ attributes: { value, value_float: float, value_ints: ints } }: OnnxNode) {
  if (value?.kind === 'tensor') return value.value;
  if (float?.kind === 'float')
    return { dims: [], type: 'float', values: Float32Array.of(float.value) } as const;
  if (ints?.kind === 'ints') return { dims: [ints.value.length], type: 'int64', values: ints.value } as const;
  return null;
}

/** What comes in; the first dimension is the number of images. */
function signalOf({ name, dims }: OnnxValue) {
  const [, ...shape] = dims;
  const written = shape.join(' × ');
  if (written === `1 × ${IMAGE_SIDE} × ${IMAGE_SIDE}`) return IMAGE_CHANNELS_FIRST;
  if (written === `${IMAGE_SIDE} × ${IMAGE_SIDE} × 1` || written === `${IMAGE_SIDE} × ${IMAGE_SIDE}`)
    return IMAGE_CHANNELS_LAST;
  if (written === String(NUM_PIXELS)) return ROW_OF_PIXELS;
  throw new UnlikeError(
    `its input ${name} has the shape ${dims.map((size) => size || '?').join(' × ') || '(none)'}; expected n × 1 × 28 × 28, n × 28 × 28 × 1, n × 28 × 28 or n × 784`,
  );
}

type Operator = (node: OnnxNode, graph: Graph) => Draft;

const OPERATORS: Readonly<Record<string, Operator>> = {
  Identity: onFirst((draft) => draft),
  Dropout: onFirst((draft) => draft), // does nothing once a network is trained
  Cast: onFirst((draft) => draft),
  Relu: onFirst(rectify),
  Flatten(node, graph) {
    requireInt(node, 'axis', 1, 1);
    return flatten(graph.draftOf(node.inputs[0]!));
  },
  Reshape: reshape,
  Squeeze: onFirst((draft) => draft), // an axis of one number: the layers that follow say whether they fit
  Unsqueeze: onFirst((draft) => draft),
  Transpose: transpose,
  Conv: convolution,
  MaxPool: pooling,
  Gemm: gemm,
  MatMul(node, graph) {
    const [draft, weights] = [graph.draftOf(node.inputs[0]!), floatsAt(node, 1, graph)];
    return connect(draft, weights.values, weights.dims[1] ?? 0, null);
  },
  Add: (node, graph) => addition(node, graph, 1),
  Sub: (node, graph) => addition(node, graph, -1),
  Mul: (node, graph) => scaling(node, graph, (factor) => factor),
  Div: (node, graph) => scaling(node, graph, (factor) => 1 / factor),
  BatchNormalization: batchNormalisation,
  Softmax: (node, graph) => ending(node, graph, 'probabilities'),
  LogSoftmax: (node, graph) => ending(node, graph, 'log-probabilities'),
};
const KNOWN = Object.keys(OPERATORS);

function onFirst(change: (draft: Draft) => Draft): Operator {
  return ({ inputs }, graph) => change(graph.draftOf(inputs[0]!));
}

function reshape({ inputs }: OnnxNode, graph: Graph): Draft {
  const draft = graph.draftOf(inputs[0]!);
  const shape = graph.constantOf(inputs[1] ?? '');
  if (!shape) return flatten(draft); // worked out in the graph, as PyTorch's view(x.size(0), -1) is
  const [, ...dims] = shape.values;
  if (dims.length === 1) return flatten(draft);
  const written = dims.map((size) => (size === -1 ? IMAGE_SIDE : size)).join();
  const [first, last] = [`1,${IMAGE_SIDE},${IMAGE_SIDE}`, `${IMAGE_SIDE},${IMAGE_SIDE},1`];
  if (written === first) return asImage(draft, true);
  if (written === last || written === `${IMAGE_SIDE},${IMAGE_SIDE}`) return asImage(draft, false);
  throw new UnlikeError(`its operator Reshape makes ${[...shape.values].join(' × ')} of what comes to it`);
}

function transpose(node: OnnxNode, graph: Graph): Draft {
  const draft = graph.draftOf(node.inputs[0]!);
  const order = intsOf(node, 'perm').join();
  if (order === '0,3,1,2') return moveChannels(draft, true);
  if (order === '0,2,3,1') return moveChannels(draft, false);
  throw new UnlikeError(`its operator Transpose has the order ${order || '(none)'}`);
}

function convolution(node: OnnxNode, graph: Graph): Draft {
  const draft = graph.draftOf(node.inputs[0]!);
  const { dims, values } = floatsAt(node, 1, graph);
  const [filters = 0, channels = 0, size = 0] = dims;
  requireInt(node, 'group', 1, 1);
  requireInts(node, 'dilations', [1, 1]);
  const [stride = 1, strideAcross = stride] = intsOf(node, 'strides');
  if (dims.length !== 4 || size !== dims[3] || stride !== strideAcross)
    throw new UnlikeError(
      `a convolution has filters of ${dims.slice(2).join(' × ')} and strides of ${stride} × ${strideAcross}; square ones are read`,
    );
  const { signal } = draft;
  if (signal.kind === 'image' && channels !== signal.channels)
    throw new UnlikeError(`a convolution takes ${channels} channels, and ${signal.channels} come to it`);
  if (signal.kind === 'image' && channels > 1 && !signal.isChannelsFirst)
    throw new UnlikeError('a convolution reads rows as channels');
  const first = signal.kind === 'image' ? { ...draft, signal: { ...signal, isChannelsFirst: true } } : draft;
  const bias = node.inputs[2] ? floatsAt(node, 2, graph).values : null;
  const shape = { size, stride, padding: paddingIn(node) };
  return convolve(first, shape, filtersLast(values, size, filters), bias);
}

function paddingIn(node: OnnxNode): Padding {
  const auto = node.attributes['auto_pad'];
  const [top = 0, left = top, bottom = top, right = left] = intsOf(node, 'pads');
  if (auto?.kind === 'string' && auto.value === 'SAME_UPPER') return 'same';
  if (auto?.kind === 'string' && auto.value !== 'NOTSET' && auto.value !== 'VALID')
    throw new UnlikeError(`a convolution is padded as ${auto.value}`);
  if (top !== left || bottom !== right)
    throw new UnlikeError(
      `a convolution has ${top}, ${left}, ${bottom} and ${right} zeros around the image; rows and columns alike are read`,
    );
  return { before: top, after: bottom };
}

function pooling(node: OnnxNode, graph: Graph): Draft {
  const [pool = 0, across] = intsOf(node, 'kernel_shape');
  requireInts(node, 'strides', [pool, pool]);
  requireInts(node, 'pads', [0, 0, 0, 0], true);
  requireInts(node, 'dilations', [1, 1], true);
  requireInt(node, 'ceil_mode', 0, 0);
  if (pool !== across || pool < 1)
    throw new UnlikeError(`max-pooling has windows of ${pool} × ${across}; square ones are read`);
  const draft = graph.draftOf(node.inputs[0]!);
  return pool === 1 ? draft : maxPool(draft, pool);
}

function gemm(node: OnnxNode, graph: Graph): Draft {
  for (const name of ['alpha', 'beta']) {
    const factor = node.attributes[name];
    if (factor?.kind === 'float' && factor.value !== 1)
      throw new UnlikeError(`its operator Gemm has ${name} ${factor.value}; 1 is read`);
  }
  requireInt(node, 'transA', 0, 0);
  const { dims, values } = floatsAt(node, 1, graph);
  const [rows = 0, columns = 0] = dims;
  const isTransposed = intOf(node, 'transB') === 1;
  // Filters of one tap: [rows, columns] → [columns, rows].
  const weights = isTransposed ? filtersLast(values, 1, rows) : values;
  const bias = node.inputs[2] ? floatsAt(node, 2, graph).values : null;
  return connect(graph.draftOf(node.inputs[0]!), weights, isTransposed ? rows : columns, bias);
}

/** A bias, or another range of grey levels. */
function addition(node: OnnxNode, graph: Graph, sign: 1 | -1): Draft {
  const { draft, values } = withConstant(node, graph, sign === 1);
  const signed = values.map((value) => sign * value);
  return draft.open || draft.layers.length > 0
    ? addBias(draft, signed)
    : scaleGreys(draft, 1, onlyOne(signed));
}

function scaling(node: OnnxNode, graph: Graph, factorOf: (value: number) => number): Draft {
  const { draft, values } = withConstant(node, graph, node.op === 'Mul');
  return scaleGreys(draft, factorOf(onlyOne(values)), 0);
}

/** @param isEitherWay whether the constant may stand first */
function withConstant({ op, inputs }: OnnxNode, graph: Graph, isEitherWay: boolean) {
  const [first = '', second = ''] = inputs;
  const isFirst = isEitherWay && graph.constantOf(first) !== null;
  const constant = graph.constantOf(isFirst ? first : second);
  if (!constant) throw new UnlikeError(`its operator ${op} joins two values that both depend on the image`);
  return {
    draft: graph.draftOf(isFirst ? second : first),
    values: Float32Array.from(constant.values),
  };
}

function onlyOne(values: Float32Array): number {
  const [value = 0] = values;
  if (values.some((each) => each !== value))
    throw new UnlikeError(`grey levels are changed by ${values.length} different numbers; one is read`);
  return value;
}

function batchNormalisation(node: OnnxNode, graph: Graph): Draft {
  const [scale, shift, mean, variance] = [1, 2, 3, 4].map((at) => floatsAt(node, at, graph).values);
  const epsilon = node.attributes['epsilon'];
  const added = epsilon?.kind === 'float' ? epsilon.value : 1e-5;
  const factors = scale!.map((value, at) => value / Math.sqrt(variance![at]! + added));
  const shifts = shift!.map((value, at) => value - mean![at]! * factors[at]!);
  return normalise(graph.draftOf(node.inputs[0]!), factors, shifts);
}

function ending(node: OnnxNode, graph: Graph, kind: 'probabilities' | 'log-probabilities'): Draft {
  const axis = intOf(node, 'axis') ?? -1;
  if (axis !== 1 && axis !== -1) throw new UnlikeError(`its operator ${node.op} has axis ${axis}`);
  return end(graph.draftOf(node.inputs[0]!), kind);
}

function floatsAt({ op, inputs }: OnnxNode, at: number, graph: Graph) {
  const constant = graph.constantOf(inputs[at] ?? '');
  if (constant?.values instanceof Float32Array) return { dims: constant.dims, values: constant.values };
  throw new UnlikeError(
    `the numbers of its operator ${op} (input ${at + 1}) are worked out in the graph or left out; constants are read`,
  );
}

function intOf({ attributes }: OnnxNode, name: string): number | null {
  const attribute = attributes[name];
  return attribute?.kind === 'int' ? attribute.value : null;
}

function intsOf({ attributes }: OnnxNode, name: string): readonly number[] {
  const attribute = attributes[name];
  return attribute?.kind === 'ints' ? attribute.value : [];
}

function requireInt(node: OnnxNode, name: string, otherwise: number, expected: number): void {
  const found = intOf(node, name) ?? otherwise;
  if (found !== expected)
    throw new UnlikeError(`its operator ${node.op} has ${name} ${found}; ${expected} is read`);
}

/** @param mayLack whether what is left out is as expected */
function requireInts(node: OnnxNode, name: string, expected: readonly number[], mayLack = false): void {
  const found = intsOf(node, name);
  if (found.length === 0 && (mayLack || expected.every((value) => value === 1))) return;
  if (found.join() !== expected.join())
    throw new UnlikeError(
      `its operator ${node.op} has ${name} ${found.join(', ') || '1'}; ${expected.join(', ')} are read`,
    );
}
