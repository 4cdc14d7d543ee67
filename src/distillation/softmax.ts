/** Softmax at a temperature (Hinton et al. 2015, eq. 1), from log-softmax, so that nothing overflows. */

/**
 * log softmax(logits / temperature).
 * @param logits one image, [classes] @param temperature > 0
 * @returns log probabilities in nats, [classes]
 * @throws RangeError when the temperature is not a positive number
 */
export function logSoftmax(logits: ArrayLike<number>, temperature = 1): Float64Array {
  if (!(temperature > 0) || !Number.isFinite(temperature))
    throw new RangeError(`The temperature must be a positive number; got ${temperature}.`);
  let max = -Infinity;
  for (let j = 0; j < logits.length; j++) max = Math.max(max, logits[j]!);
  // Plain loops: the page softens every test digit anew at each step of the slider.
  const values = new Float64Array(logits.length);
  let sum = 0;
  for (let j = 0; j < values.length; j++) {
    values[j] = (logits[j]! - max) / temperature;
    sum += Math.exp(values[j]!);
  }
  const logSum = Math.log(sum);
  for (let j = 0; j < values.length; j++) values[j]! -= logSum;
  return values;
}

/** softmax(logits / temperature). @returns probabilities that sum to 1, [classes] */
export function softmax(logits: ArrayLike<number>, temperature = 1): Float64Array {
  const values = logSoftmax(logits, temperature);
  for (let j = 0; j < values.length; j++) values[j] = Math.exp(values[j]!);
  return values;
}

/**
 * log Σ exp of one row of many, without a copy: what metrics over thousands of images need.
 * @param logits rows one after the other @param first index of the row's first logit
 */
export function logSumExp(logits: ArrayLike<number>, first: number, numClasses: number): number {
  let max = -Infinity;
  for (let j = first; j < first + numClasses; j++) max = Math.max(max, logits[j]!);
  let sum = 0;
  for (let j = first; j < first + numClasses; j++) sum += Math.exp(logits[j]! - max);
  return max + Math.log(sum);
}
