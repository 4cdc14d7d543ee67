/** Step 1: a large network and a small one, and why there are two. */
import { isReadDifferently } from '../questions.ts';
import type { Step } from '../step.ts';

export const readers: Step = {
  name: 'readers',
  title: 'Two networks read what you draw',
  text: ({ image, images }) => [
    `Draw a ${image} on {canvas|the canvas}. Two networks read it at once. {teacher|The teacher} may be as large ` +
      'and slow as it likes: nobody waits for it while it learns. {student|The student} is the one that is put to ' +
      'use. It should be small, and answer at once.',
    'A caterpillar is built for eating and a butterfly for travelling; they are one animal all the same. So, says ' +
      'the paper, training and use may have a network each, if what was learnt can pass from one to the other.',
    'Copying weights does not do that: where {layers|the layers} differ, there is no place to put them. What can ' +
      `pass is what the teacher says of ${images}. A student that learns from that is called distilled.`,
  ],
  formula: null,
  stage: { canvas: 'large', hasTemperature: false },
  question: {
    asks: ({ image }) => `Draw a ${image} that teacher and student read differently.`,
    isSolved: isReadDifferently,
    done: ({ image }) =>
      `They differed: of one ${image} they made two. How often they do is called their agreement.`,
    before: ({ image }) =>
      `They differ about what you drew before you came here. Now draw a ${image} that they read alike.`,
  },
};
