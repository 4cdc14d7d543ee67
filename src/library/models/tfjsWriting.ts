/** A network as a tfjs layers model: model.json in the form of Keras, and its weights, which are copied as they are. */
import type { Predictor } from '../../distillation/ensemble.ts';
import type { LayerWeights, NetworkWeights } from '../../distillation/forward.ts';
import { IMAGE_SIDE } from '../../distillation/shape.ts';
import { joinBytes } from '../../data/joinBytes.ts';
import { bytesOf } from '../../experiment/base64.ts';

/** What model.json says besides the layers, under this name in userDefinedMetadata. */
export const TFJS_METADATA = 'distillery';
export const WEIGHTS_FILE = 'weights.bin';

interface TfjsFiles {
  readonly model: string;
  readonly weights: Uint8Array;
}

/** Several networks are one model with an output for each, because tfjs has no layer that averages at a temperature. */
export function writeTfjsModel({ networks, average }: Predictor): TfjsFiles {
  const chains = networks.map((network, at) => chainOf(network, networks.length === 1 ? '' : `${at + 1}_`));
  const tensors = chains.flatMap((chain) => chain.flatMap(({ tensors: own }) => own));
  const layers = [imageLayer(), ...chains.flatMap((chain) => chain.map(({ layer }) => layer))];
  const model = {
    format: 'layers-model',
    generatedBy: 'Distillery',
    convertedBy: null,
    modelTopology: {
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
      model_config: {
        class_name: 'Model',
        config: {
          name: 'network',
          layers,
          input_layers: [['image', 0, 0]],
          output_layers: chains.map((chain) => [chain.at(-1).layer.name, 0, 0]),
        },
      },
    },
    weightsManifest: [
      {
        paths: [WEIGHTS_FILE],
        weights: tensors.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
      },
    ],
    userDefinedMetadata: { [TFJS_METADATA]: { average, outputs: 'logits', input: 'grey levels 0 … 1' } },
  };
  return {
    model: `${JSON.stringify(model, null, 1)}\n`,
    weights: joinBytes(tensors.map(({ values }) => bytesOf(values))),
  };
}

interface WrittenLayer {
  readonly layer: { readonly name: string; readonly [key: string]: unknown };
  readonly tensors: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly values: Float32Array;
  }[];
}

const imageLayer = () => ({
  class_name: 'InputLayer',
  name: 'image',
  config: { name: 'image', batch_input_shape: [null, IMAGE_SIDE, IMAGE_SIDE, 1], dtype: 'float32' },
  inbound_nodes: [],
});

/** The layers from the image to the logits, each fed by the one before. @param prefix of their names */
function chainOf({ layers }: NetworkWeights, prefix: string): WrittenLayer[] {
  const chain: WrittenLayer[] = [];
  const add = (className: string, name: string, config: object, tensors: WrittenLayer['tensors'] = []) => {
    const before = chain.at(-1)?.layer.name ?? 'image';
    const own = prefix + name;
    const layer = {
      class_name: className,
      name: own,
      config: { name: own, trainable: true, ...config },
      inbound_nodes: [[[before, 0, 0, {}]]],
    };
    chain.push({ layer, tensors });
  };
  layers.forEach((layer, at) => {
    const { numOutputs, convolution } = layer;
    const number = at + 1;
    const isLast = at === layers.length - 1;
    const common = { use_bias: true, activation: isLast ? 'linear' : 'relu', dtype: 'float32' };
    if (!convolution) {
      if (at === 0 || layers[at - 1]!.convolution) add('Flatten', 'flatten', {});
      const name = isLast ? 'logits' : `dense_${number}`;
      add('Dense', name, { ...common, units: numOutputs }, tensorsOf(layer, prefix + name));
      return;
    }
    const { size, stride, pool, padding } = convolution;
    const sides = (side: number) => [side, side];
    if (padding) add('ZeroPadding2D', `padding_${number}`, { padding: [sides(padding), sides(padding)] });
    const convolved = {
      ...common,
      filters: numOutputs,
      kernel_size: sides(size),
      strides: sides(stride),
      padding: padding === undefined ? 'same' : 'valid',
      data_format: 'channels_last',
      dilation_rate: [1, 1],
    };
    const name = `convolution_${number}`;
    add('Conv2D', name, convolved, tensorsOf(layer, prefix + name));
    const pooled = { pool_size: sides(pool), strides: sides(pool), padding: 'valid' };
    if (pool > 1) add('MaxPooling2D', `pool_${number}`, { ...pooled, data_format: 'channels_last' });
  });
  return chain;
}

function tensorsOf({ numInputs, numOutputs, convolution, weights, bias }: LayerWeights, name: string) {
  const shape = convolution
    ? [convolution.size, convolution.size, convolution.channels, numOutputs]
    : [numInputs, numOutputs];
  return [
    { name: `${name}/kernel`, shape, values: weights },
    { name: `${name}/bias`, shape: [numOutputs], values: bias },
  ];
}
