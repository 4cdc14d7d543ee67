/**
 * A network while it is read from a file, operation by operation. What this page's networks do not have is refused by name:
 * what is taken gives the same logits as the file.
 */
import type { LayerWeights, NetworkWeights } from '../../distillation/forward.ts';
import { convolvedSide, paddingBefore, pooledSide, type Convolution } from '../../distillation/layers.ts';
import { IMAGE_SIDE, NUM_PIXELS } from '../../distillation/shape.ts';
import { channelsLast } from './onnx/layout.ts';

/** Why a network cannot be taken; whoever reads the file names it. */
export class UnlikeError extends Error {}

/** How what a network gives is to be read. */
export type Ending = 'logits' | 'probabilities' | 'log-probabilities';

type Signal =
  | {
      readonly kind: 'image';
      readonly side: number;
      readonly channels: number;
      /** Whether channels stand first in the file; here they are always last. */
      readonly isChannelsFirst: boolean;
    }
  | {
      readonly kind: 'row';
      readonly size: number;
      /** Of the image that the row was, where its numbers lie channel after channel; null where they lie as here. */
      readonly channelsFirstSide: number | null;
    };

/** The layer under construction: what follows decides whether it is complete. */
interface OpenLayer {
  readonly layer: LayerWeights;
  readonly isRectified: boolean;
}

export interface Draft {
  /** Those that are complete. */
  readonly layers: readonly LayerWeights[];
  readonly open: OpenLayer | null;
  readonly signal: Signal;
  /** What is done to grey levels before the first layer: level · scale + shift. */
  readonly greys: { readonly scale: number; readonly shift: number };
  readonly ending: Ending;
  /** Put around the image for the convolution that follows. */
  readonly zeros: number;
}

export function beginDraft(signal: Signal): Draft {
  return { layers: [], open: null, signal, greys: { scale: 1, shift: 0 }, ending: 'logits', zeros: 0 };
}

export const IMAGE_CHANNELS_FIRST = {
  kind: 'image',
  side: IMAGE_SIDE,
  channels: 1,
  isChannelsFirst: true,
} as const;
export const IMAGE_CHANNELS_LAST = { ...IMAGE_CHANNELS_FIRST, isChannelsFirst: false } as const;
export const ROW_OF_PIXELS = { kind: 'row', size: NUM_PIXELS, channelsFirstSide: null } as const;

/** Before any layer: another range of grey levels. */
export function scaleGreys(draft: Draft, scale: number, shift: number): Draft {
  if (draft.open || draft.layers.length > 0)
    throw new UnlikeError('numbers are scaled between two layers; only grey levels can be');
  const { greys } = draft;
  return { ...draft, greys: { scale: greys.scale * scale, shift: greys.shift * scale + shift } };
}

/** A layer of its own in Keras; here part of the convolution that follows. */
export function addZeros(draft: Draft, zeros: number): Draft {
  if (draft.signal.kind === 'row') throw new UnlikeError('zeros are put around what is no image');
  return { ...draft, zeros: draft.zeros + zeros };
}

/** @param weights [size · size · channels, filters], as LayerWeights has them */
export function convolve(
  draft: Draft,
  shape: Pick<Convolution, 'size' | 'stride'> & { readonly padding: Padding },
  weights: Float32Array,
  bias: Float32Array | null,
): Draft {
  const { layers, signal } = closed(draft);
  if (signal.kind === 'row') throw new UnlikeError('a convolution follows a layer that is not an image');
  const { size, stride } = shape;
  const padding = withZeros(shape.padding, draft.zeros);
  const numInputs = size * size * signal.channels;
  const numOutputs = weights.length / numInputs;
  if (!Number.isInteger(numOutputs))
    throw new UnlikeError(
      `a convolution of ${size} × ${size} over ${signal.channels} channels has ${weights.length} weights`,
    );
  const convolution: Convolution = {
    inputSide: signal.side,
    channels: signal.channels,
    size,
    stride,
    pool: 1,
    ...paddingOf({ inputSide: signal.side, size, stride }, padding),
  };
  const side = convolvedSide(convolution);
  if (side < 1) throw new UnlikeError(`filters of ${size} × ${size} leave nothing of ${signal.side} pixels`);
  const layer = { numInputs, numOutputs, convolution, weights, bias: biasOf(bias, numOutputs) };
  return {
    ...draft,
    layers,
    open: { layer, isRectified: false },
    signal: { ...signal, side, channels: numOutputs },
    zeros: 0,
  };
}

/** "same" as TensorFlow means it, or zeros before and after, on rows and columns alike. */
export type Padding = 'same' | { readonly before: number; readonly after: number };

function withZeros(padding: Padding, zeros: number): Padding {
  if (zeros === 0) return padding;
  if (padding === 'same') throw new UnlikeError('zeros are put around an image that is padded anyway');
  return { before: padding.before + zeros, after: padding.after + zeros };
}

function paddingOf(shape: Pick<Convolution, 'inputSide' | 'size' | 'stride'>, padding: Padding) {
  if (padding === 'same') return {};
  const { before, after } = padding;
  const same = { ...shape, channels: 1, pool: 1 };
  const reach = (convolvedSide(same) - 1) * shape.stride + shape.size - shape.inputSide;
  const isSame = before === paddingBefore(same) && after === Math.max(0, reach - before);
  if (isSame) return {};
  if (before !== after)
    throw new UnlikeError(
      `a convolution has ${before} zeros before the image and ${after} after it; as many on both sides are read`,
    );
  return { padding: before };
}

/** @param weights [inputs, units] */
export function connect(
  draft: Draft,
  weights: Float32Array,
  units: number,
  bias: Float32Array | null,
): Draft {
  const { layers, signal } = closed(draft);
  if (signal.kind === 'image') throw new UnlikeError('a dense layer follows an image that was not flattened');
  const numInputs = weights.length / units;
  if (numInputs !== signal.size)
    throw new UnlikeError(`a dense layer takes ${numInputs} inputs, and ${signal.size} come to it`);
  const side = signal.channelsFirstSide;
  const layer = {
    numInputs,
    numOutputs: units,
    convolution: null,
    weights: side === null ? weights : channelsLast(weights, side, units),
    bias: biasOf(bias, units),
  };
  return {
    ...draft,
    layers,
    open: { layer, isRectified: false },
    signal: { kind: 'row', size: units, channelsFirstSide: null },
  };
}

/** Adds to what a layer gives, before its ReLU. @param values one a unit, or one for all */
export function addBias(draft: Draft, values: Float32Array): Draft {
  const layer = openLayer(draft, 'a number is added');
  if (values.length !== layer.numOutputs && values.length !== 1)
    throw new UnlikeError(`${values.length} numbers are added to ${layer.numOutputs} units`);
  const bias = layer.bias.map((value, at) => value + values[values.length === 1 ? 0 : at]!);
  return { ...draft, open: { layer: { ...layer, bias }, isRectified: false } };
}

/** Batch normalisation, as it acts once trained: part of the layer before it. */
export function normalise(draft: Draft, factors: Float32Array, shifts: Float32Array): Draft {
  const layer = openLayer(draft, 'batch normalisation');
  const { numOutputs } = layer;
  if (factors.length !== numOutputs || shifts.length !== numOutputs)
    throw new UnlikeError(`batch normalisation of ${factors.length} units follows a layer of ${numOutputs}`);
  const weights = layer.weights.map((value, at) => value * factors[at % numOutputs]!);
  const bias = layer.bias.map((value, at) => value * factors[at]! + shifts[at]!);
  return { ...draft, open: { layer: { ...layer, weights, bias }, isRectified: false } };
}

export function rectify(draft: Draft): Draft {
  if (!draft.open) throw new UnlikeError('a ReLU follows no layer');
  return { ...draft, open: { ...draft.open, isRectified: true } };
}

/** The highest of windows of pool × pool pixels; those that fill no window are dropped. */
export function maxPool(draft: Draft, pool: number): Draft {
  const { open, signal } = draft;
  requireNoZeros(draft);
  const convolution = open?.layer.convolution;
  if (!convolution || signal.kind === 'row') throw new UnlikeError('max-pooling follows no convolution');
  if (convolution.pool > 1) throw new UnlikeError('max-pooling follows max-pooling');
  const pooled = { ...convolution, pool };
  return {
    ...draft,
    open: { ...open, layer: { ...open.layer, convolution: pooled } }, // whether ReLU comes before or after is the same
    signal: { ...signal, side: pooledSide(pooled) },
  };
}

/** An image as a row of numbers, in the order in which they lie. */
export function flatten(draft: Draft): Draft {
  const { signal } = draft;
  requireNoZeros(draft);
  if (signal.kind === 'row') return draft;
  const { side, channels, isChannelsFirst } = signal;
  const channelsFirstSide = isChannelsFirst && channels > 1 && side > 1 ? side : null;
  return { ...draft, signal: { kind: 'row', size: side * side * channels, channelsFirstSide } };
}

/** A row of pixels as an image, before any layer. */
export function asImage(draft: Draft, isChannelsFirst: boolean): Draft {
  if (draft.open || draft.layers.length > 0)
    throw new UnlikeError('a row of numbers becomes an image between two layers');
  return { ...draft, signal: { ...IMAGE_CHANNELS_FIRST, isChannelsFirst } };
}

/** Channels go from first to last, or back. */
export function moveChannels(draft: Draft, isChannelsFirst: boolean): Draft {
  const { signal } = draft;
  if (signal.kind === 'row' || signal.isChannelsFirst === isChannelsFirst)
    throw new UnlikeError('axes are exchanged where there is nothing to exchange');
  return { ...draft, signal: { ...signal, isChannelsFirst } };
}

/** The softmax at the end, which is left out: logits are what a teacher gives. */
export function end(draft: Draft, ending: Ending): Draft {
  const layer = openLayer(draft, 'a softmax');
  if (layer.convolution) throw new UnlikeError('a softmax follows a convolution');
  if (draft.ending !== 'logits') throw new UnlikeError('a softmax follows a softmax');
  return { ...draft, ending };
}

/** @returns the network, for grey levels in the range in which the file wants them */
export function finished(draft: Draft): NetworkWeights {
  const { open, layers } = draft;
  if (!open) throw new UnlikeError('it has no layers');
  if (open.layer.convolution) throw new UnlikeError('it ends in a convolution and not in a row of numbers');
  if (open.isRectified)
    throw new UnlikeError('a ReLU stands at its end: it gives neither logits nor probabilities');
  return { layers: [...layers, open.layer] };
}

function closed({ layers, open, signal, ending }: Draft): Pick<Draft, 'layers' | 'signal'> {
  if (ending !== 'logits') throw new UnlikeError('a layer follows a softmax');
  if (!open) return { layers, signal };
  if (!open.isRectified) throw new UnlikeError(`layer ${layers.length + 1} has no ReLU behind it`);
  return { layers: [...layers, open.layer], signal };
}

function requireNoZeros({ zeros }: Draft): void {
  if (zeros > 0) throw new UnlikeError('zeros around an image are followed by no convolution');
}

/** The layer to which something belongs that stands before its ReLU. */
function openLayer({ open, ending }: Draft, what: string): LayerWeights {
  if (!open || ending !== 'logits') throw new UnlikeError(`${what} where no layer is`);
  if (open.isRectified) throw new UnlikeError(`${what} behind a ReLU`);
  if ((open.layer.convolution?.pool ?? 1) > 1) throw new UnlikeError(`${what} behind max-pooling`);
  return open.layer;
}

function biasOf(bias: Float32Array | null, numOutputs: number): Float32Array {
  if (!bias) return new Float32Array(numOutputs);
  if (bias.length !== numOutputs)
    throw new UnlikeError(`a layer of ${numOutputs} units has ${bias.length} biases`);
  return bias;
}
