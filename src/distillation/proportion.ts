/** What a small count allows one to say of a share. */

/** Quantile 0.975 of the standard normal. */
const Z = 1.959963984540054;

/**
 * Wilson's 95 % interval of a share (Wilson 1927): all shares from which a count like this one is no surprise. It never
 * leaves [0, 1], has a width at none and at all, and covers well from few trials on (Brown, Cai, DasGupta 2001).
 * @param count how often it was so, of numTrials
 */
export function wilsonInterval(count: number, numTrials: number): readonly [number, number] {
  if (!(numTrials > 0 && count >= 0 && count <= numTrials))
    throw new RangeError(
      `A share needs a count of 0 to all of one trial or more; got ${count} of ${numTrials}.`,
    );
  const share = count / numTrials;
  const scale = 1 + Z ** 2 / numTrials;
  const centre = (share + Z ** 2 / (2 * numTrials)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / numTrials + Z ** 2 / (4 * numTrials ** 2));
  return [count === 0 ? 0 : centre - half, count === numTrials ? 1 : centre + half];
}
