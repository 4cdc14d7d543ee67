/** Step 5: the two losses, and Figure 1. */
import { isTaughtByLabelsHalf } from '../questions.ts';
import type { Step } from '../step.ts';

export const losses: Step = {
  name: 'losses',
  title: 'Two losses, one student',
  text: () => [
    'The student listens to two voices. {hard|The hard loss} compares what it says at T = 1 with the label. {soft|The ' +
      'soft loss} compares what it says with what the teacher says, both softened by T. {total|Their weighted sum} is ' +
      'made smaller, step by step.',
    'The teacher reads every image too, but it has done with learning. It only speaks; the student alone is changed.',
    'Why T²? The slope of the soft loss shrinks as 1/T². The factor makes up for that, so that a weight means the same ' +
      'at every T. At a high T, the paper shows, the student comes to match the logits themselves.',
    'The paper gave labels the smaller weight. Without any, a student learns from the teacher alone, and needs no labels.',
  ],
  formula: 'loss',
  stage: { canvas: 'small', hasTemperature: false },
  question: {
    asks: () => 'Give the labels half of the weight or more, press Train, and read the new sum.',
    isSolved: isTaughtByLabelsHalf,
    done: () =>
      'Done. The sum was made with your weights. Which weight gains most is one of the recorded experiments.',
    before: () => 'This run has been so from the start. Try one with nine tenths for the teacher.',
  },
};
