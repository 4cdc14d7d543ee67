import { meanOf, type SoftLossForm } from './form.ts';

/** Half the mean squared difference of the centred logits: the limit of the probabilities for T → ∞ (Hinton et al. 2015, §2.1, eq. 4). */
export const logits: SoftLossForm = {
  rule: 'KD10',
  reads: [],
  of(v, z) {
    const [meanV, meanZ] = [meanOf(v), meanOf(z)];
    const gradient = z.map((value, j) => (value - meanZ - (v[j]! - meanV)) / z.length);
    const value = (z.length / 2) * gradient.reduce((sum, each) => sum + each ** 2, 0);
    return { value, gradient };
  },
};
