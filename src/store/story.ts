/** What the Story keeps while a person reads it: the step in view, what they set by hand, which questions are answered. */
import { STORY_STEPS, type StoryStep } from '../library/storySteps.ts';

/** A question that was solved when it was first read is none; `done` is one that was solved after that. */
type Answer = 'open' | 'before' | 'done';

export type ChallengeName = 'two-points' | 'lose' | 'unseen';

/** What the page notices. */
export type Task = StoryStep | ChallengeName;

export interface StoryState {
  readonly step: StoryStep;
  /** Logits [10] that a person dragged, and the image they stand for. */
  readonly dragged: { readonly image: Uint8Array; readonly logits: readonly number[] } | null;
  /** The cell of the matrix whose images are looked at. */
  readonly cell: { readonly label: number; readonly digit: number } | null;
  /** The recorded run that is looked at: its preset, its label, and the upper end of its gain's interval, in points. */
  readonly finding: { readonly preset: string; readonly label: string; readonly high: number } | null;
  readonly answers: Readonly<Partial<Record<Task, Answer>>>;
}

export const STORY_BEGIN: StoryState = {
  step: STORY_STEPS[0],
  dragged: null,
  cell: null,
  finding: null,
  answers: {},
};

/** The answers after a look at one task; the same object where nothing is new. What was once done stays so. */
export function noticed(
  answers: StoryState['answers'],
  task: Task,
  isSolved: boolean,
): StoryState['answers'] {
  const before = answers[task];
  const after = before === 'open' || before === undefined ? nextAnswer(before, isSolved) : before;
  return after === before ? answers : { ...answers, [task]: after };
}

function nextAnswer(before: 'open' | undefined, isSolved: boolean): Answer {
  if (!isSolved) return 'open';
  return before === 'open' ? 'done' : 'before';
}
