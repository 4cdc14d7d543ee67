/** The forms of the soft loss by their names; one form is one entry. Kernels and tensors know them by the same names. */
import { decoupled } from './softLosses/decoupled.ts';
import type { FormOptions, Logits, SoftLoss, SoftLossForm } from './softLosses/form.ts';
import { jensenShannon } from './softLosses/jensenShannon.ts';
import { logits } from './softLosses/logits.ts';
import { probabilities } from './softLosses/probabilities.ts';
import { standardised } from './softLosses/standardised.ts';
import { topK } from './softLosses/topK.ts';

export const SOFT_LOSS_FORMS = {
  probabilities,
  logits,
  decoupled,
  jensenShannon,
  topK,
  standardised,
} as const satisfies Record<string, SoftLossForm>;
export type SoftLossName = keyof typeof SOFT_LOSS_FORMS;
export const SOFT_LOSSES = Object.keys(SOFT_LOSS_FORMS) as [SoftLossName, ...SoftLossName[]];

/** What a lesson says of its soft loss; what it leaves out is as in DEFAULT_FORM. */
export interface SoftLossOptions extends Partial<Omit<FormOptions, 'temperature'>> {
  readonly temperature: number;
  /** Multiply by T², so that the gradient keeps its size as T grows. */
  readonly squareTemperature: boolean;
  /** probabilities if left out. */
  readonly softLoss?: SoftLossName;
}

export const DEFAULT_FORM = {
  softLoss: 'probabilities',
  nonTargetWeight: 1,
  klDirection: 0,
  topK: 10,
  topKRest: 'dropped',
} as const satisfies Partial<SoftLossOptions>;

/** What a form's value and gradient are multiplied by: T² or 1. */
export function softLossScale({
  softLoss = DEFAULT_FORM.softLoss,
  squareTemperature,
  temperature,
}: SoftLossOptions): number {
  const { reads }: SoftLossForm = SOFT_LOSS_FORMS[softLoss];
  return squareTemperature && reads.includes('squareTemperature') ? temperature ** 2 : 1;
}

/** @param v the teacher's logits @param z the student's @param label the target class, which only decoupled asks for */
export function softLossOf(v: Logits, z: Logits, label: number, options: SoftLossOptions): SoftLoss {
  const scale = softLossScale(options);
  const form: SoftLossForm = SOFT_LOSS_FORMS[options.softLoss ?? DEFAULT_FORM.softLoss];
  const { value, gradient } = form.of(v, z, label, { ...DEFAULT_FORM, ...options });
  return { value: scale * value, gradient: gradient.map((each) => scale * each) };
}
