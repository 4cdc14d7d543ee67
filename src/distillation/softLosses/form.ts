/** One form of the soft loss, for one image: what a student is asked to have in common with its teacher. */

/** Settings of a lesson that only some forms read. */
export const FORM_SETTINGS = [
  'temperature',
  'squareTemperature',
  'nonTargetWeight',
  'klDirection',
  'topK',
  'topKRest',
] as const;
export type FormSetting = (typeof FORM_SETTINGS)[number];

/** What becomes of the teacher's probabilities that are not among its k highest. */
export const TOP_K_RESTS = ['dropped', 'spread'] as const;

export interface FormOptions {
  readonly temperature: number;
  /** decoupled: weight of the KL among the non-target classes (β; the target's α is 1). */
  readonly nonTargetWeight: number;
  /** jensenShannon: β in [0, 1], from the KL of the teacher's probabilities from the student's to the reverse. */
  readonly klDirection: number;
  /** topK: how many of the teacher's probabilities are kept, 1 … classes. */
  readonly topK: number;
  readonly topKRest: (typeof TOP_K_RESTS)[number];
}

export interface SoftLoss {
  /** In nats (logits: in squared logits), never below 0. */
  readonly value: number;
  /** On the student's logits. */
  readonly gradient: Float64Array; // [classes]
}

export type Logits = Float64Array; // [classes]

export interface SoftLossForm {
  /** The rule of the SPEC (README.md) that says what it is. */
  readonly rule: `KD${number}`;
  /** What of a lesson it reads beside the weights; without squareTemperature it is never multiplied by T². */
  readonly reads: readonly FormSetting[];
  /** Before T² and weights. @param v the teacher's logits @param z the student's @param label the target class */
  of(v: Logits, z: Logits, label: number, options: FormOptions): SoftLoss;
}

export const meanOf = (values: Logits) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Gradient on z of a function of log softmax(z / T), from its gradient g on these: (g − q · Σ g) / T. */
export function throughLogSoftmax(g: Float64Array, logQ: Float64Array, temperature: number): Float64Array {
  const sum = g.reduce((total, each) => total + each, 0);
  return g.map((each, j) => (each - Math.exp(logQ[j]!) * sum) / temperature);
}
