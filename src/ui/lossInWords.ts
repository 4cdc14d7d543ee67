/** The loss of a run in words and formulas, whatever its form: formula line, diagram and charts say the same. */
import type { FormSetting } from '../distillation/softLosses/form.ts';
import type { Config } from '../experiment/config.ts';
import { shownNumber } from '../experiment/typedNumber.ts';

type Lesson = Pick<Config, 'softLoss' | 'softWeight' | 'labelSmoothing' | FormSetting>;

interface LossText {
  readonly title: string;
  /** What the title leaves out. */
  readonly detail: string;
  readonly unit: 'nats' | 'squared logits';
}

/** Of the training loss on the teacher, for a chart. */
export function softLossText(lesson: Lesson): LossText {
  return {
    title: 'Soft loss',
    detail: `${softForm(lesson).measure}, while training`,
    unit: lesson.softLoss === 'logits' ? 'squared logits' : 'nats',
  };
}

/** With the numbers of the lesson filled in; a part without weight is left out. */
export function lossFormula(lesson: Lesson): string {
  const { softWeight, labelSmoothing } = lesson;
  const smoothed = labelSmoothing === 0 ? '' : ` smoothed by ${shownNumber(labelSmoothing)}`;
  const weighted = (weight: number, term: string) =>
    weight === 1 ? term : `${shownNumber(weight)} · ${term}`;
  const hard = weighted(hardWeightOf(lesson), `CE(labels${smoothed})`);
  const soft = weighted(softWeight, softForm(lesson).formula);
  if (softWeight === 0) return hard;
  return softWeight === 1 ? soft : `${hard} + ${soft}`;
}

/** One sentence, for those who do not see the diagram. */
export function lossSentence(lesson: Lesson): string {
  const { softWeight, labelSmoothing } = lesson;
  const smoothed = labelSmoothing === 0 ? '' : `, smoothed by ${shownNumber(labelSmoothing)}`;
  const hard = `its loss on the labels${smoothed}`;
  const soft = `its loss on ${softForm(lesson).words}`;
  if (softWeight === 0)
    return `The distilled student minimises ${hard} alone: nobody listens to the teacher.`;
  if (softWeight === 1) return `The distilled student minimises ${soft} alone: the hard loss has no weight.`;
  return (
    `The distilled student minimises ${shownNumber(hardWeightOf(lesson))} times ${hard} ` +
    `plus ${shownNumber(softWeight)} times ${soft}.`
  );
}

/** Without the dust of the subtraction. */
export function hardWeightOf({ softWeight }: Pick<Config, 'softWeight'>): number {
  return Number((1 - softWeight).toPrecision(12));
}

/** What of the teacher is taught: "teacher, T = 8" */
export function teacherLabel({ softLoss, temperature }: Lesson): string {
  return softLoss === 'logits' ? 'teacher, logits' : `teacher, T = ${shownNumber(temperature)}`;
}

/** Of the two losses: "nats", or either where they differ. */
export function lossUnits(lesson: Lesson): string {
  const { unit } = softLossText(lesson);
  return unit === 'nats' ? unit : `hard in nats, soft in ${unit}`;
}

/** β at which the divergence has a name of its own. */
const DIRECTIONS: Readonly<Record<number, string>> = { 0: 'KL', 1: 'reverse KL' };

interface SoftForm {
  /** With the numbers filled in. */
  readonly formula: string;
  /** What a chart of it measures. */
  readonly measure: string;
  /** What the student is to have in common with its teacher. */
  readonly words: string;
}

function softForm(lesson: Lesson): SoftForm {
  const { softLoss, squareTemperature, temperature, nonTargetWeight, klDirection } = lesson;
  const t = shownNumber(temperature);
  const beta = shownNumber(nonTargetWeight);
  const [factor, symbol, times] = squareTemperature ? [`${t}² · `, 'T² · ', `, times ${t}²`] : ['', '', ''];
  switch (softLoss) {
    case 'probabilities':
      return {
        formula: `${factor}KL(teacher at T = ${t})`,
        measure: `${symbol}KL from the teacher`,
        words: `the teacher's probabilities at T = ${t}${times}`,
      };
    case 'logits':
      return {
        formula: '½ · mean (z − v)², logits centred',
        measure: 'half the mean squared difference of the centred logits from the teacher’s',
        words: "the teacher's logits: half the mean squared difference",
      };
    case 'decoupled':
      return {
        formula: `${factor}(TCKD + ${beta} · NCKD at T = ${t})`,
        measure: `${symbol}(KL of target against rest + ${beta} · KL among the rest) from the teacher`,
        words:
          `the teacher's probabilities at T = ${t}, target against rest plus ${beta} times ` +
          `the rest among each other${times}`,
      };
    case 'jensenShannon': {
      const direction =
        DIRECTIONS[klDirection] ?? `Jensen-Shannon divergence (β = ${shownNumber(klDirection)})`;
      return {
        formula: `${factor}JS(β = ${shownNumber(klDirection)}, teacher at T = ${t})`,
        measure: `${symbol}${direction} from the teacher`,
        words: `the teacher's probabilities at T = ${t} by the ${direction}${times}`,
      };
    }
    case 'topK': {
      const { topK, topKRest } = lesson;
      const kept = topK === 1 ? 'highest probability' : `${topK} highest probabilities`;
      const rest = topK === 10 ? '' : `, the rest ${topKRest}`;
      return {
        formula: `${factor}KL(top ${topK} of the teacher at T = ${t}${rest})`,
        measure: `${symbol}KL from the teacher’s ${kept}${rest}`,
        words: `the teacher's ${kept} at T = ${t}${rest}${times}`,
      };
    }
    case 'standardised':
      return {
        formula: `${factor}KL(teacher at T = ${t}, logits standardised)`,
        measure: `${symbol}KL from the teacher, logits standardised`,
        words: `the probabilities of the teacher's standardised logits at T = ${t}${times}`,
      };
    default:
      throw new Error(`Unknown soft loss ${String(softLoss satisfies never)}.`);
  }
}
