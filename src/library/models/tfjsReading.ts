/** tfjs layers models, and Keras models converted to them: layers in a chain from one image to ten outputs. */
import { z } from 'zod';
import type { Predictor } from '../../distillation/ensemble.ts';
import { joinBytes } from '../../data/joinBytes.ts';
import { IMAGE_SIDE, NUM_PIXELS } from '../../distillation/shape.ts';
import { fromFloat16 } from '../float16.ts';
import { floatsOf } from '../../experiment/base64.ts';
import {
  addZeros,
  asImage,
  beginDraft,
  connect,
  convolve,
  end,
  flatten,
  IMAGE_CHANNELS_LAST,
  maxPool,
  normalise,
  rectify,
  ROW_OF_PIXELS,
  scaleGreys,
  UnlikeError,
  type Draft,
} from './draft.ts';
import { TFJS_METADATA } from './tfjsWriting.ts';

const layerSchema = z.object({
  class_name: z.string(),
  config: z.looseObject({ name: z.string().optional() }),
  name: z.string().optional(),
  inbound_nodes: z.array(z.unknown()).optional(),
});
type Layer = z.infer<typeof layerSchema>;
const topologySchema = z.object({
  class_name: z.string(),
  config: z.union([
    z.array(layerSchema), // as older Keras writes a Sequential
    z.looseObject({ layers: z.array(layerSchema), output_layers: z.array(z.unknown()).optional() }),
  ]),
});
const weightSchema = z.object({
  name: z.string(),
  shape: z.array(z.number().int().min(0)),
  dtype: z.string(),
  quantization: z
    .object({ dtype: z.string(), scale: z.number().optional(), min: z.number().optional() })
    .optional(),
});
const fileSchema = z.object({
  format: z.string().optional(),
  modelTopology: z.union([topologySchema, z.object({ model_config: topologySchema })]),
  weightsManifest: z.array(z.object({ paths: z.array(z.string()), weights: z.array(weightSchema) })),
  userDefinedMetadata: z.record(z.string(), z.unknown()).optional(),
});

/** Gives a file that the model names; null where it is not there. */
export type ReadWeightFile = (path: string) => Uint8Array | null;

/** @param parsed contents of model.json @throws UnlikeError */
export function readTfjsModel(
  parsed: unknown,
  readFile: ReadWeightFile,
): { drafts: Draft[]; average: Predictor['average'] } {
  const format = z.object({ format: z.literal('graph-model') }).safeParse(parsed);
  if (format.success)
    throw new UnlikeError(
      'it is a graph model, whose layers are dissolved; save or convert it as a layers model (tfjs_layers_model)',
    );
  const read = fileSchema.safeParse(parsed);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new UnlikeError(
      `it does not describe a tfjs layers model (${issue?.path.join('.') || 'as a whole'}: ${issue?.message})`,
    );
  }
  const { modelTopology, weightsManifest, userDefinedMetadata } = read.data;
  const topology = 'model_config' in modelTopology ? modelTopology.model_config : modelTopology;
  const weights = new Map(weightsManifest.flatMap((group) => weightsIn(group, readFile)));
  const own = z
    .object({ average: z.enum(['probabilities', 'logits']) })
    .safeParse(userDefinedMetadata?.[TFJS_METADATA]);
  return {
    drafts: chainsOf(topology).map((chain) => draftOf(chain, weights)),
    average: own.success ? own.data.average : 'logits',
  };
}

type Topology = z.infer<typeof topologySchema>;

/** The layers that lead to each output, in order. */
function chainsOf({ class_name: className, config }: Topology): Layer[][] {
  const layers = Array.isArray(config) ? config : config.layers;
  if (className === 'Sequential') return [layers];
  if (className !== 'Model' && className !== 'Functional')
    throw new UnlikeError(`it is a ${className}; Sequential and Functional models are read`);
  const byName = new Map(layers.map((layer) => [layer.name ?? layer.config.name ?? '', layer]));
  const outputs = Array.isArray(config) ? [] : (config.output_layers ?? []);
  return namesIn(outputs).map((output) => {
    const chain: Layer[] = [];
    for (let name: string | undefined = output; name !== undefined;) {
      const layer = byName.get(name);
      if (!layer || chain.length > byName.size)
        throw new UnlikeError(`its layer ${name} is missing, or depends on itself`);
      chain.unshift(layer);
      const before = namesIn(layer.inbound_nodes ?? []);
      if (before.length > 1)
        throw new UnlikeError(`its layer ${name} (${layer.class_name}) joins ${before.length} others`);
      [name] = before;
    }
    return chain;
  });
}

/** Names of layers in "[[["before", 0, 0, {}]]]", however deep, and in Keras 3's nodes. */
function namesIn(nodes: unknown): string[] {
  if (Array.isArray(nodes)) {
    const [first] = nodes as unknown[];
    return typeof first === 'string' ? [first] : nodes.flatMap(namesIn);
  }
  if (typeof nodes !== 'object' || nodes === null) return [];
  if ('keras_history' in nodes) return namesIn(nodes.keras_history);
  return Object.values(nodes).flatMap(namesIn);
}

interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** @throws UnlikeError when a file is missing or too short */
function weightsIn(
  { paths, weights }: z.infer<typeof fileSchema>['weightsManifest'][number],
  readFile: ReadWeightFile,
): [string, Tensor][] {
  const parts = paths.map((path) => {
    const file = readFile(path);
    if (!file) throw new UnlikeError(`its weights lie in ${path}, which is missing; give all files together`);
    return file;
  });
  const bytes = joinBytes(parts);
  let at = 0;
  return weights.map(({ name, shape, dtype, quantization }) => {
    const size = shape.reduce((product, each) => product * each, 1);
    const stored = quantization?.dtype ?? dtype;
    const width = Object.hasOwn(WIDTHS, stored) ? WIDTHS[stored] : undefined;
    if (width === undefined)
      throw new UnlikeError(`its weights ${name} are ${stored}; ${Object.keys(WIDTHS).join(', ')} are read`);
    const own = bytes.subarray(at, (at += size * width));
    if (own.length !== size * width)
      throw new UnlikeError(
        `${paths.join(', ')} has ${bytes.length} bytes; its layers need at least ${at} (up to ${name})`,
      );
    const { scale = 1, min = 0 } = quantization ?? {};
    return [name, { shape, values: floatsIn(own, stored, (value) => value * scale + min) }];
  });
}

const WIDTHS: Readonly<Record<string, number>> = { float32: 4, float16: 2, uint8: 1, uint16: 2 };

function floatsIn(bytes: Uint8Array, stored: string, dequantised: (value: number) => number): Float32Array {
  if (stored === 'float32') return floatsOf(bytes);
  const halves = () => new Uint16Array(bytes.slice().buffer);
  if (stored === 'float16') return fromFloat16(halves());
  return Float32Array.from(stored === 'uint8' ? bytes : halves(), dequantised);
}

function draftOf(chain: readonly Layer[], weights: ReadonlyMap<string, Tensor>): Draft {
  let draft: Draft | null = null;
  for (const layer of chain) draft = applied(draft, layer, weights);
  if (!draft) throw new UnlikeError('it has no layers');
  return draft;
}

/** The draft with one layer more. @param draft null before the first */
function applied(draft: Draft | null, layer: Layer, weights: ReadonlyMap<string, Tensor>): Draft {
  const { class_name: className, config } = layer;
  const name = layer.name ?? config.name ?? '';
  const begun = draft ?? beginDraft(signalOf(config, className));
  if (className === 'InputLayer') return begun;
  const apply = Object.hasOwn(LAYERS, className) ? LAYERS[className] : undefined;
  if (!apply)
    throw new UnlikeError(
      `its layer ${name} is a ${className}, which is not read; read are ${Object.keys(LAYERS).join(', ')}`,
    );
  const own = (part: string) => {
    const found = [...weights].find(([full]) => isOf(full, name, part));
    return found?.[1] ?? null;
  };
  const needed = (part: string) => {
    const found = own(part);
    if (!found) throw new UnlikeError(`the weights ${name}/${part} are missing`);
    return found;
  };
  return apply(begun, config, { own, needed });
}

/** e.g. "dense_1/kernel", "dense_1/kernel:0", "model/dense_1/kernel" */
const isOf = (full: string, layer: string, part: string) =>
  `/${full.replace(/:\d+$/, '')}`.endsWith(`/${layer}/${part}`);

interface Weights {
  own(part: string): Tensor | null;
  needed(part: string): Tensor;
}
type Config = Readonly<Record<string, unknown>>;

const LAYERS: Readonly<Record<string, (draft: Draft, config: Config, weights: Weights) => Draft>> = {
  Flatten: (draft) => flatten(draft),
  Dropout: (draft) => draft, // does nothing once a network is trained
  Reshape(draft, { target_shape: shape }) {
    const written = JSON.stringify(shape) ?? 'nothing';
    if (written === `[${NUM_PIXELS}]` || written === '[-1]') return flatten(draft);
    if (written === `[${IMAGE_SIDE},${IMAGE_SIDE},1]`) return asImage(draft, false);
    throw new UnlikeError(`a Reshape makes ${written} of what comes to it`);
  },
  Rescaling: (draft, { scale, offset = 0 }) => scaleGreys(draft, Number(scale), Number(offset)),
  ZeroPadding2D: (draft, { padding }) => addZeros(draft, sameNumber(padding, 'zeros around an image')),
  Dense(draft, { activation }, { own, needed }) {
    const { shape, values } = needed('kernel');
    return activated(connect(draft, values, shape[1] ?? 0, own('bias')?.values ?? null), activation);
  },
  Conv2D(draft, config, { own, needed }) {
    const { padding, activation, data_format: format = 'channels_last' } = config;
    sameNumber(config['dilation_rate'] ?? 1, 'dilation', 1);
    if (format !== 'channels_last' || (config['groups'] ?? 1) !== 1)
      throw new UnlikeError(`a convolution has the format ${JSON.stringify(format)}, or groups`);
    if (padding !== 'same' && padding !== 'valid')
      throw new UnlikeError(`a convolution has the padding ${JSON.stringify(padding)}`);
    const shape = {
      size: sameNumber(config['kernel_size'], 'filters'),
      stride: sameNumber(config['strides'] ?? 1, 'strides'),
      padding: padding === 'same' ? ('same' as const) : { before: 0, after: 0 },
    };
    const convolved = convolve(draft, shape, needed('kernel').values, own('bias')?.values ?? null);
    return activated(convolved, activation);
  },
  MaxPooling2D(draft, { pool_size: size = 2, strides, padding = 'valid' }) {
    const pool = sameNumber(size, 'windows');
    sameNumber(strides ?? size, 'strides of max-pooling', pool);
    const { signal } = draft;
    const isWhole = signal.kind === 'image' && signal.side % pool === 0;
    if (padding !== 'valid' && !isWhole)
      throw new UnlikeError(`max-pooling has the padding ${JSON.stringify(padding)}`);
    return pool === 1 ? draft : maxPool(draft, pool);
  },
  BatchNormalization(draft, { epsilon = 1e-3 }, { own, needed }) {
    const [mean, variance] = [needed('moving_mean').values, needed('moving_variance').values];
    const [gamma, beta] = [own('gamma')?.values, own('beta')?.values];
    const factors = mean.map((_, at) => (gamma?.[at] ?? 1) / Math.sqrt(variance[at]! + Number(epsilon)));
    return normalise(
      draft,
      factors,
      mean.map((value, at) => (beta?.[at] ?? 0) - value * factors[at]!),
    );
  },
  Activation: (draft, { activation }) => activated(draft, activation),
  ReLU(draft, { max_value: max = null, negative_slope: slope = 0, threshold = 0 }) {
    if (max !== null || slope !== 0 || threshold !== 0)
      throw new UnlikeError('a ReLU is cut off or leaks; plain ones are read');
    return rectify(draft);
  },
  Softmax: (draft) => end(draft, 'probabilities'),
};

function activated(draft: Draft, activation: unknown): Draft {
  switch (activation ?? 'linear') {
    case 'linear':
      return draft;
    case 'relu':
      return rectify(draft);
    case 'softmax':
      return end(draft, 'probabilities');
    default:
      throw new UnlikeError(
        `a layer has the activation ${JSON.stringify(activation)}; linear, relu and softmax are read`,
      );
  }
}

/** A number that Keras writes once for each axis, and that is to be the same. */
function sameNumber(value: unknown, what: string, expected?: number): number {
  const all = [value].flat(3);
  const [first] = all;
  if (typeof first !== 'number' || all.some((each) => each !== first))
    throw new UnlikeError(`${what} of ${JSON.stringify(value)}; square ones are read`);
  if (expected !== undefined && first !== expected)
    throw new UnlikeError(`${what} of ${first}; ${expected} is read`);
  return first;
}

/** What the first layer takes; the first dimension is the number of images. */
function signalOf(config: Config, className: string) {
  const shape = config['batch_input_shape'] ?? config['batch_shape'] ?? config['batchInputShape'];
  const dims = Array.isArray(shape) ? (shape as unknown[]).slice(1) : [];
  const written = dims.map((size) => (typeof size === 'number' ? size : '?')).join(' × ');
  if (written === `${IMAGE_SIDE} × ${IMAGE_SIDE} × 1` || written === `${IMAGE_SIDE} × ${IMAGE_SIDE}`)
    return IMAGE_CHANNELS_LAST;
  if (written === String(NUM_PIXELS)) return ROW_OF_PIXELS;
  throw new UnlikeError(
    `its first layer (${className}) takes ${written ? `n × ${written}` : 'a shape that is not said'}; expected n × 28 × 28 × 1, n × 28 × 28 or n × 784`,
  );
}
