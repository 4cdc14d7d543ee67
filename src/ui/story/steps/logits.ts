/** Step 2: from ten logits to ten probabilities. */
import { hasCloseSecond } from '../questions.ts';
import type { Step } from '../step.ts';

export const logits: Step = {
  name: 'logits',
  title: 'From logits to probabilities',
  text: ({ kind, kinds }) => [
    `A network does not end in a ${kind}. It ends in ten numbers, {logits|the logits}, one for each ${kind}. They may ` +
      'be negative. Only their differences count: add 5 to all of them, and nothing changes.',
    'Softmax makes {probabilities|probabilities} of them. It takes e to {power|the power of each logit}, so that all ' +
      'are positive. It divides by {sum|the sum of all ten}, so that they share one whole.',
    'The power makes a small lead a large one. A lead of 2.3 is about ten to one, a lead of 7 about a thousand to one. ' +
      `So when a network is sure, one ${kind} has nearly everything. What it thinks of the other ${kinds} is still ` +
      'there, but too small to be seen.',
  ],
  formula: 'softmax',
  stage: { canvas: 'small', hasTemperature: false },
  question: {
    asks: () => 'Drag a bar until the second largest probability reaches 0.2. The arrow keys move a bar too.',
    isSolved: hasCloseSecond,
    done: () => 'Done. Moving one bar changed all ten probabilities: they share one whole.',
    before: ({ kinds }) =>
      `It has 0.2 already: the network wavers between ${kinds}. Drag until the largest has more than 0.99.`,
  },
};
