/** Ranges of grey levels that networks are trained on: a network for any of them as one for 0 … 1, which the page has. */
import type { LayerWeights, NetworkWeights } from '../../distillation/forward.ts';
import { convolvedSide, paddingBefore } from '../../distillation/layers.ts';

/** What a network wants, from 0 (ground) to 1 (ink): level · scale + shift. */
export interface GreyRange {
  readonly name: string;
  readonly scale: number;
  readonly shift: number;
}

/** Of MNIST's training digits, by which many scripts normalise. */
const [MEAN, DEVIATION] = [0.1307, 0.3081];

export const GREY_RANGES: readonly GreyRange[] = [
  { name: '0 … 1', scale: 1, shift: 0 },
  { name: '0 … 255', scale: 255, shift: 0 },
  { name: '−1 … 1', scale: 2, shift: -1 },
  { name: 'normalised by mean 0.1307 and deviation 0.3081', scale: 1 / DEVIATION, shift: -MEAN / DEVIATION },
  { name: '1 … 0, ink dark', scale: -1, shift: 1 },
];

/** Whether levels can be shifted for a network: zeros around its images would be grey there, and ground here. */
export function bearsShift({ layers: [first] }: NetworkWeights, shift: number): boolean {
  return shift === 0 || !first || !isPadded(first);
}

/** @param levels that a network which bears the shift wants @returns the network that takes levels 0 … 1 and gives the same */
export function forLevels(
  { layers }: NetworkWeights,
  { scale, shift }: Pick<GreyRange, 'scale' | 'shift'>,
): NetworkWeights {
  const [first, ...others] = layers;
  if (!first || (scale === 1 && shift === 0)) return { layers };
  const { weights, bias, numOutputs } = first;
  const shifted = Float64Array.from(bias);
  if (shift !== 0) weights.forEach((value, at) => (shifted[at % numOutputs]! += shift * value));
  const scaled = weights.map((value) => value * scale);
  return { layers: [{ ...first, weights: scaled, bias: Float32Array.from(shifted) }, ...others] };
}

function isPadded({ convolution }: LayerWeights): boolean {
  if (!convolution) return false;
  const { inputSide, size, stride } = convolution;
  return paddingBefore(convolution) > 0 || (convolvedSide(convolution) - 1) * stride + size > inputSide;
}
