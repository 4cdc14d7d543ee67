/** The shapes of a network's layers: what there is to know of a network before it has weights. */

/** Square filters over square images, padded with zeros; then ReLU, then max-pooling. */
export interface Convolution {
  readonly inputSide: number; // pixels
  readonly channels: number;
  readonly size: number; // side of the filters
  readonly stride: number;
  /** Side of the windows of which the highest value goes on; 1 for no pooling. */
  readonly pool: number;
  /** Zeros on every side; as many as keep the side at a stride of 1 if left out (the "same" padding of tfjs). */
  readonly padding?: number;
}

/** One layer; weights are [numInputs, numOutputs], row-major. */
export interface LayerShape {
  /** Inputs of one unit; for a convolution size · size · channels. */
  readonly numInputs: number;
  /** Units; for a convolution filters. */
  readonly numOutputs: number;
  /** null for a dense layer. */
  readonly convolution: Convolution | null;
}

/** Dense layers from units per layer, input and output included, e.g. [784, 64, 10]. */
export function denseLayers(sizes: readonly number[]): LayerShape[] {
  return sizes
    .slice(1)
    .map((numOutputs, index) => ({ numInputs: sizes[index]!, numOutputs, convolution: null }));
}

/** Side of the output before pooling. */
export function convolvedSide({ inputSide, size, stride, padding }: Convolution): number {
  if (padding === undefined) return Math.ceil(inputSide / stride);
  return Math.floor((inputSide + 2 * padding - size) / stride) + 1;
}

/** Side of the output after pooling; pixels that fill no window are dropped. */
export function pooledSide(convolution: Convolution): number {
  return Math.floor(convolvedSide(convolution) / convolution.pool);
}

/** Zeros before the first pixel; as many, or one more where the padding is left out, follow the last. */
export function paddingBefore(convolution: Convolution): number {
  const { inputSide, size, stride, padding } = convolution;
  if (padding !== undefined) return padding;
  return Math.floor(Math.max(0, (convolvedSide(convolution) - 1) * stride + size - inputSide) / 2);
}

/** Multiplications, each with its addition, for one image. */
export function countMultiplyAdds(layers: readonly LayerShape[]): number {
  return layers.reduce((sum, { numInputs, numOutputs, convolution }) => {
    const numPixels = convolution ? convolvedSide(convolution) ** 2 : 1;
    return sum + numPixels * numInputs * numOutputs;
  }, 0);
}

/** For people, e.g. "784-300-100-10" or "3×3×32, pool, 3×3×64, pool, 128, 10". */
export function describeLayers(layers: readonly LayerShape[]): string {
  if (!layers[0]?.convolution)
    return [layers[0]?.numInputs, ...layers.map(({ numOutputs }) => numOutputs)].join('-');
  return layers
    .flatMap(({ numOutputs, convolution }) => {
      if (!convolution) return [String(numOutputs)];
      const { size, stride, pool, padding } = convolution;
      const padded = padding === undefined ? '' : ` padding ${padding}`;
      const filters = `${size}×${size}×${numOutputs}${stride > 1 ? ` stride ${stride}` : ''}${padded}`;
      return pool > 1 ? [filters, 'pool'] : [filters];
    })
    .join(', ');
}
