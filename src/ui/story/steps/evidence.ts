/** Step 6: what distilling buys, and when it fails. */
import { isLossChosen } from '../questions.ts';
import type { Step } from '../step.ts';

export const evidence: Step = {
  name: 'evidence',
  title: 'What it buys, and when it fails',
  text: ({ image }) => [
    `{sizes|These bars} are what a student saves: bytes, multiplications, time for one ${image}. {yours|Your row} is ` +
      'what this run gained over its twins, students with the same first weights and batches that heard labels alone. ' +
      'A dot is the mean, a line its 95 % interval.',
    '{recorded|The grey rows} were recorded with the engine of this page, on MNIST. On {zero|the line at zero} nothing ' +
      'is gained. An interval that crosses it says: not distinguishable.',
    'Distillation can lose. The rows show students too small for what they were told, students trained too briefly, and ' +
      'one whose teacher knew less than itself. They show as well where it gains most: where labels are few, or many of ' +
      'them wrong.',
  ],
  formula: null,
  stage: { canvas: 'none', hasTemperature: false },
  question: {
    asks: () => 'Choose a row in which distillation lost: its whole interval lies left of zero.',
    isSolved: isLossChosen,
    done: () => 'That one lost. Its claim, below the rows, says why.',
    before: () => 'Such a row is chosen already. Choose the one that gained most.',
  },
};
