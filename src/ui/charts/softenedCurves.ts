/** The curves of Figure 3: one network's probabilities for the probe at several temperatures. Chart and table draw the same ones. */
import { softmax } from '../../distillation/softmax.ts';
import { FIXED_TEMPERATURES } from '../theme.ts';
import type { LogitsAt } from '../../store/reading.ts';

export interface SoftenedCurve {
  readonly temperature: number;
  readonly colour: string;
  readonly dash: string;
  /** The one that the slider is at. */
  readonly isChosen: boolean;
  readonly probabilities: Float64Array; // [10]
}

/** Cold to hot; the chosen temperature takes the place of a fixed one that it equals. */
export function softenedCurves(logitsAt: LogitsAt, chosen: number): SoftenedCurve[] {
  const fixed = FIXED_TEMPERATURES.filter(({ temperature }) => temperature !== chosen);
  return [...fixed, { temperature: chosen, colour: 'var(--chosen)', dash: '' }]
    .map((line) => ({
      ...line,
      isChosen: line.temperature === chosen,
      probabilities: softmax(logitsAt(line.temperature), line.temperature),
    }))
    .sort((a, b) => a.temperature - b.temperature);
}
