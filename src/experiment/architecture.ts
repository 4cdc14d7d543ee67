/** How an architecture is written in settings, and the layers that it means. */
import { IMAGE_SIDE, NUM_CLASSES } from '../distillation/shape.ts';
import { describeLayers, pooledSide, type Convolution, type LayerShape } from '../distillation/layers.ts';

/** size × size × filters, with a stride "/2" and a max-pooling of 2 × 2 "+pool" if wanted, e.g. "3x3x32+pool", "5x5x16/2". */
export const CONVOLUTION_PATTERN = /^([1-7])x\1x([1-9]\d{0,2})(?:\/([12]))?(\+pool)?$/;

export interface Architecture {
  /** As CONVOLUTION_PATTERN; empty for a multi-layer perceptron. */
  readonly convolutions: readonly string[];
  /** Units per hidden dense layer. */
  readonly hidden: readonly number[];
}

/** Of each network of a teacher that is trained in the run. */
export const teacherLayers = (
  config: Readonly<
    Record<'teacherConvolutions', readonly string[]> & Record<'teacherHidden', readonly number[]>
  >,
): LayerShape[] => layersOf({ convolutions: config.teacherConvolutions, hidden: config.teacherHidden });

/** e.g. "3 × 784-300-100-10" */
export const describeTeacher = (
  config: Parameters<typeof teacherLayers>[0] & { readonly teacherNetworks: number },
) =>
  `${config.teacherNetworks > 1 ? `${config.teacherNetworks} × ` : ''}${describeLayers(teacherLayers(config))}`;

/**
 * The layers from a digit's pixels to its logits.
 * @throws Error when a convolution is not written as it should be, or nothing is left of the image
 */
export function layersOf({ convolutions, hidden }: Architecture): LayerShape[] {
  const layers: LayerShape[] = [];
  let [side, channels]: [number, number] = [IMAGE_SIDE, 1];
  for (const text of convolutions) {
    const match = CONVOLUTION_PATTERN.exec(text);
    if (!match) throw new Error(`A convolution is written as 3x3x32+pool or 5x5x16/2; got "${text}".`);
    const [size, filters] = [Number(match[1]), Number(match[2])];
    const convolution: Convolution = {
      inputSide: side,
      channels,
      size,
      stride: Number(match[3] ?? 1),
      pool: match[4] ? 2 : 1,
    };
    layers.push({ numInputs: size * size * channels, numOutputs: filters, convolution });
    [side, channels] = [pooledSide(convolution), filters];
    if (side === 0)
      throw new Error(`The convolutions ${convolutions.join(', ')} leave no pixel of ${IMAGE_SIDE}.`);
  }
  let numInputs = side * side * channels;
  for (const numOutputs of [...hidden, NUM_CLASSES]) {
    layers.push({ numInputs, numOutputs, convolution: null });
    numInputs = numOutputs;
  }
  return layers;
}
