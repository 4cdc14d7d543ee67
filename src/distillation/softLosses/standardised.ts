import { meanOf, type Logits, type SoftLossForm } from './form.ts';
import { probabilities } from './probabilities.ts';

/** Where all logits are alike nothing is divided by zero; far below any spread that trains. */
const SMALLEST_SPREAD = 1e-7;

/**
 * KL of the probabilities of standardised logits: each row less its mean, over its standard deviation, then over T
 * (Sun et al. 2024, arXiv 2403.01427, §4.2). A student need not have logits as large as its teacher's, only in the same proportions.
 */
export const standardised: SoftLossForm = {
  rule: 'KD14',
  reads: ['temperature', 'squareTemperature'],
  of(v, z, label, options) {
    const own = standardise(z);
    const { value, gradient: g } = probabilities.of(standardise(v).scores, own.scores, label, options);
    // Through the z-scores: (g − mean(g) − score · mean(g · score)) / spread; mean(g) is 0.
    const along = meanOf(g.map((each, j) => each * own.scores[j]!));
    return { value, gradient: g.map((each, j) => (each - own.scores[j]! * along) / own.spread) };
  },
};

function standardise(logits: Logits): { scores: Logits; spread: number } {
  const mean = meanOf(logits);
  const variance = meanOf(logits.map((each) => (each - mean) ** 2));
  const spread = Math.sqrt(variance + SMALLEST_SPREAD ** 2);
  return { scores: logits.map((each) => (each - mean) / spread), spread };
}
