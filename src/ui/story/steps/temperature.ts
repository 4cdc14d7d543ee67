/** Step 3: the temperature, and Figure 3. */
import { isHalfSure } from '../questions.ts';
import type { Step } from '../step.ts';

export const temperature: Step = {
  name: 'temperature',
  title: 'A temperature shows what was hidden',
  text: ({ kind, kinds }) => [
    'Divide every logit by one number before the power is taken: {temperature|the temperature T}. At {cold|T = 1} ' +
      `nothing changes. As T rises, leads shrink, and {chosen|the bold line} lifts ${kinds} that stood near zero. One ` +
      'network never changes their order.',
    'While a student learns, its teacher’s probabilities and its own are softened by the same T. In use the student ' +
      'goes back to T = 1: the temperature is for the lesson alone.',
    'Too much is as little use as too little. In the end all ten come near one tenth, and nothing is left to tell. ' +
      'Which T is best is found by trying. For a student of 30 units a layer the paper liked T from 2.5 to 4; with 300 ' +
      `or more, every T above 8 did much the same. Watch the second ${kind} as you turn it.`,
  ],
  formula: 'softened',
  stage: { canvas: 'small', hasTemperature: true },
  question: {
    asks: ({ kind }) =>
      `Turn T until the most probable ${kind} has half of the whole, between 0.45 and 0.55.`,
    isSolved: isHalfSure,
    done: ({ kinds }) => `Done. The other half lay on all other ${kinds}. A student is shown both halves.`,
    before: ({ kind }) =>
      `It has about half already. Turn T until the most probable ${kind} has more than 0.99.`,
  },
};
