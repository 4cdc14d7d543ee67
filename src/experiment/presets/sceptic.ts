/** What a sceptic asks for, and what is not distillation. */
import { gains, gainsMore, type Evidence, type Expectation } from '../claim.ts';
import type { Preset } from '../preset.ts';

/** Teacher and student alike, and taught alike. */
const SAME_SIZE = {
  hidden: [300, 100],
  labels: 60_000,
  epochs: 10,
  batchSize: 128,
  learningRate: 2e-3,
  teacherHidden: [300, 100],
  teacherDropout: 0,
  temperature: 4,
} as const;

/** The distilled student of the true teacher is better than the standalone one of another run. */
function beatsAlone(label: string, says: string): Expectation {
  return {
    says,
    of: ['the true teacher', label],
    wrongs: [
      { run: label, network: 'standalone', times: 1 },
      { run: 'the true teacher', network: 'distilled', times: -1 },
    ],
  };
}

export const SCEPTIC_PRESETS: readonly Preset[] = [
  {
    name: 'controls',
    title: 'Is it really the teacher?',
    claim:
      'It is the teacher’s knowledge that helps: without it, or with its likenesses exchanged, the gain goes.',
    source: 'this project; permuted non-targets after Furlanello et al. 2018, arXiv 1805.04770 (DKPP)',
    sourceNumber: 'none',
    expects: [
      ...['wrong digits permuted', 'teacher of shuffled labels', 'untrained teacher'].map((control) =>
        gainsMore('the true teacher', control, `${control}: gains less than the true teacher`),
      ),
      {
        says: 'softWeight 0 is the standalone student to the bit',
        of: ['softWeight 0: standalone to the bit'],
        // Errors may agree by chance; the likelihood of all test digits does not.
        always: ({ arms: [standalone, distilled] }: Evidence) =>
          standalone!.nll.map((nll, seed) => nll === distilled!.nll[seed]),
      },
    ],
    measures: ['gain'],
    minutes: 1.5,
    data: 'embedded',
    config: {},
    variants: [
      { label: 'the true teacher', config: {} },
      { label: 'softWeight 0: standalone to the bit', config: { softWeight: 0 } },
      { label: 'wrong digits permuted', config: { control: 'permutedNonTargets' } },
      { label: 'teacher of shuffled labels', config: { control: 'shuffledLabels' } },
      { label: 'untrained teacher', config: { control: 'randomTeacher' } },
    ],
  },
  {
    name: 'rivals',
    title: 'Is it only regularisation?',
    claim:
      'A teacher gives a student more than smoothed labels, weight decay, or targets that are as uncertain and tell no likeness.',
    source:
      'Yuan et al. 2020, “Revisiting Knowledge Distillation via Label Smoothing Regularization”, arXiv 1909.11723',
    sourceNumber: 'none in one number: there a teacher without knowledge gains nearly as much',
    expects: [
      gainsMore(
        'the true teacher',
        'wrong digits equal',
        'equal wrong digits gain less than the true teacher',
      ),
      beatsAlone('label smoothing 0.1', 'it is better than a student alone whose labels are smoothed by 0.1'),
      beatsAlone('weight decay 0.3', 'it is better than a student alone with weight decay 0.3'),
      beatsAlone('dropout 0.1', 'it is better than a student alone with dropout 0.1'),
    ],
    measures: ['gain', 'accuracy'],
    remark:
      'Weight decay 0.3 and dropout 0.1 are what held-out digits of MNIST chose for a student alone: the one from 0.01, 0.03, 0.1, 0.3 and 1, the other from 0, 0.1, 0.2, 0.3 and 0.5, each of them with weight decay 0, 0.1, 0.3 and 1 (three seeds). Neither could be told from the next.',
    minutes: 1.5,
    data: 'mnist',
    config: {},
    variants: [
      { label: 'the true teacher', config: {} },
      { label: 'wrong digits equal', config: { control: 'uniformNonTargets' } },
      { label: 'label smoothing 0.1', config: { labelSmoothing: 0.1 } },
      { label: 'weight decay 0.3', config: { weightDecay: 0.3 } },
      { label: 'dropout 0.1', config: { dropout: 0.1 } },
    ],
  },
  {
    name: 'same-size',
    title: 'As large as its teacher',
    claim: 'A student of its teacher’s size can become better than the teacher, and teach the next one.',
    source: 'Furlanello et al. 2018, “Born-Again Neural Networks”, arXiv 1805.04770',
    sourceNumber: 'CIFAR-100: born-again DenseNets 15.5 % wrong, fewer than their teachers',
    expects: ['generation 1', 'generation 2', 'generation 3'].map((generation) => ({
      says: `${generation}: fewer errors than its teacher`,
      of: [generation],
      wrongs: [
        { run: generation, network: 'teacher', times: 1 } as const,
        { run: generation, network: 'distilled', times: -1 } as const,
      ],
    })),
    measures: ['errors', 'gain'],
    minutes: 5,
    data: 'mnist',
    config: SAME_SIZE,
    variants: [
      { label: 'generation 1', config: {} },
      { label: 'generation 2', config: { teacher: 'student' }, taughtBy: 'generation 1' },
      { label: 'generation 3', config: { teacher: 'student' }, taughtBy: 'generation 2' },
    ],
  },
  {
    name: 'transfer-learning',
    title: 'Copying weights instead',
    claim: 'Weights can be copied between networks of one shape alone; distillation asks for no likeness.',
    source: 'Yosinski et al. 2014, arXiv 1411.1792, on copied layers',
    sourceNumber: 'none',
    expects: [
      gains('784-64-10 distilled', 'a student of another shape learns from the teacher by distilling'),
    ],
    measures: ['problem', 'accuracy'],
    minutes: 0.5,
    data: 'embedded',
    config: { labels: 1_000 },
    variants: [
      { label: 'weights copied into 784-64-10', config: { studentStart: 'copied', hidden: [64] } },
      {
        label: 'weights copied into 784-300-100-10, then fine-tuned',
        config: { studentStart: 'copied', hidden: [300, 100] },
      },
      { label: '784-64-10 distilled', config: { hidden: [64] } },
    ],
  },
];
