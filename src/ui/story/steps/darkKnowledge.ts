/** Step 4: what labels do not say. */
import { isLikestCell } from '../questions.ts';
import type { Step } from '../step.ts';

export const darkKnowledge: Step = {
  name: 'dark-knowledge',
  title: 'Dark knowledge',
  text: ({ kind, kinds }) => [
    `A label says which ${kind} is right. {matrix|The matrix} says more. Each row takes all test images of one ` +
      `${kind}, and is the mean of what the teacher says of them at {temperature|this T}. On the diagonal stands what ` +
      `is right. Beside it stands which wrong ${kinds} are less wrong than others.`,
    'No label told it so. At T = 1 it can hardly be seen, and so it is called dark knowledge.',
    `Nor is it the same for every image of one ${kind}. {images|These images} made the cell that you choose. In ` +
      'the paper one 2 has a millionth of a 3 and a billionth of a 7, and another 2 the other way round. A label ' +
      `calls both a 2. The teacher says of each image what it is like: that is more than a label to learn from.`,
  ],
  formula: null,
  stage: { canvas: 'none', hasTemperature: true },
  question: {
    asks: ({ kinds }) =>
      `Choose the cell of the two ${kinds} that are most alike: the largest number off the diagonal.`,
    isSolved: isLikestCell,
    done: () => 'That was the one. Its images show why.',
    before: () => 'It is chosen already. Turn T: is it still the largest?',
  },
};
