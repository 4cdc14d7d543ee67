/** What a step of the Story is made of. Each is a file of its own in steps/, and holds nothing but data. */
import type { StoryStep } from '../../library/storySteps.ts';
import type { State } from '../../store/state.ts';
import type { Nouns } from '../nouns.ts';

/** Parts of a figure or formula that a word in the text can light. */
export type PartName =
  | 'canvas'
  | 'teacher'
  | 'student'
  | 'layers'
  | 'logits'
  | 'probabilities'
  | 'power'
  | 'sum'
  | 'temperature'
  | 'cold'
  | 'chosen'
  | 'matrix'
  | 'images'
  | 'hard'
  | 'soft'
  | 'total'
  | 'sizes'
  | 'yours'
  | 'zero'
  | 'recorded';

export type FormulaName = 'softmax' | 'softened' | 'loss';

export interface Step {
  readonly name: StoryStep;
  readonly title: string;
  /** Paragraphs; "{part|words}" are words that light a part of the figure or the formula, and are lit by it. */
  readonly text: (nouns: Nouns) => readonly string[];
  readonly formula: FormulaName | null;
  /** What stands beside the figure: the canvas to draw on, as large as there is room or small; the slider of T. */
  readonly stage: { readonly canvas: 'large' | 'small' | 'none'; readonly hasTemperature: boolean };
  readonly question: Question;
}

/** Something to do, noticed when it was done. Nothing waits for it. */
interface Question {
  readonly asks: (nouns: Nouns) => string;
  /** Pure, of the store alone. */
  readonly isSolved: (state: State) => boolean;
  /** Said once it was done; true whatever was done after that. */
  readonly done: (nouns: Nouns) => string;
  /** Said where it was so before it was read. */
  readonly before: (nouns: Nouns) => string;
}
