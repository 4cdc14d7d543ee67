/** What the paper itself claims, on MNIST. */
import { gains, gainsAlike, gainsMore, minus, type Evidence, type Expectation } from '../claim.ts';
import type { Config } from '../config.ts';
import { temperatures, varying, type Preset } from '../preset.ts';

const HINTON = 'Hinton, Vinyals, Dean 2015, arXiv 1503.02531';

/** Test digits of MNIST, on which the paper counts. */
const PAPER_TESTED = 10_000;

/** A CNN of 206 922 weights, trained briefly: with 60 000 labels a teacher must be clearly better than its student. */
const GOOD_TEACHER = {
  teacherConvolutions: ['3x3x16+pool', '3x3x32+pool'],
  teacherHidden: [128],
  teacherEpochs: 8,
  teacherBend: 0,
  teacherDropout: 0.2,
} as const satisfies Partial<Config>;

/** Names no setting: any of them may be set. */
const ONE_RUN = 'distilled against standalone';

const REMARK =
  'The teacher is a CNN of 206 922 weights, trained in this run for 8 epochs: a student of this size needs one that is clearly ' +
  'better than itself, and one that trained much longer teaches worse.';

/** The paper's student, 2 × 800 units, on all of MNIST. */
const LARGE_STUDENT = {
  ...GOOD_TEACHER,
  hidden: [800, 800],
  labels: 60_000,
  batchSize: 128,
  learningRate: 1e-3,
} as const satisfies Partial<Config>;

/** The shift of the biases leaves less than half of the distilled students' errors on unseen digits. */
function mends(label: string, says: string): Expectation {
  return {
    says,
    of: [label],
    above: ({ arms }: Evidence) =>
      (arms[1]!.unseen ?? []).map(({ wrong, shiftedWrong }) => wrong / 2 - shiftedWrong),
  };
}

/** Without any shift, distilled students read more of the unseen digits. */
function knows(label: string, says: string): Expectation {
  return {
    says,
    of: [label],
    above: ({ arms: [standalone, distilled] }: Evidence) =>
      minus(
        (standalone!.unseen ?? []).map(({ wrong }) => wrong),
        (distilled!.unseen ?? []).map(({ wrong }) => wrong),
      ),
  };
}

export const PAPER_PRESETS: readonly Preset[] = [
  {
    name: 'default',
    title: 'A small student, few labels',
    claim:
      'A small student that has few labelled digits makes fewer errors when it also learns from the probabilities of a better teacher.',
    source: `${HINTON}, §3`,
    sourceNumber: 'MNIST, all labels, 2 × 800 units: 146 errors alone, 74 distilled',
    expects: [gains(ONE_RUN)],
    measures: ['gain'],
    minutes: 0.5,
    data: 'embedded',
    config: {},
    variants: [{ label: ONE_RUN, config: {} }],
  },
  {
    name: 'hinton-table',
    title: 'The paper’s own table',
    claim:
      'A student of two layers of 800 units makes about half the errors when it learns from a better teacher.',
    source: `${HINTON}, §3`,
    sourceNumber: '146 errors alone, 74 distilled at T = 20, teacher 67',
    sourceWrong: [
      { reader: 'standalone', wrong: 146 / PAPER_TESTED },
      { reader: 'distilled', wrong: 74 / PAPER_TESTED },
      { reader: 'teacher', wrong: 67 / PAPER_TESTED },
    ],
    expects: [
      gains(ONE_RUN),
      {
        says: 'it makes at most six errors for ten of the standalone one',
        of: [ONE_RUN],
        wrongs: [
          { run: ONE_RUN, network: 'standalone', times: 0.6 },
          { run: ONE_RUN, network: 'distilled', times: -1 },
        ],
      },
    ],
    measures: ['errors', 'gain'],
    remark:
      'As in the paper, the teacher sees its digits shifted by up to two pixels, and the students see them as they are, for ' +
      'long. T = 4 was chosen among 20, 8 and 4 on 5 000 training digits that were held out; the three could not be told apart.',
    minutes: 114,
    data: 'mnist',
    config: { ...LARGE_STUDENT, teacherEpochs: 16, teacherJitter: 2, epochs: 50, temperature: 4 },
    variants: [{ label: ONE_RUN, config: {} }],
  },
  {
    name: 'mythical-three',
    title: 'The 3 it never saw',
    claim:
      'A student that never saw a 3 still knows threes from its teacher; what it lacks is mostly the bias of the 3, and one number mends that.',
    source: `${HINTON}, §3`,
    sourceNumber: '206 errors, 133 of them on threes; with the bias of the 3 raised by 3.5, 109 and 14',
    sourceWrong: [
      { reader: 'distilled', wrong: 206 / PAPER_TESTED, wrongUnseen: 133 / PAPER_TESTED },
      { reader: 'shifted', wrong: 109 / PAPER_TESTED, wrongUnseen: 14 / PAPER_TESTED },
    ],
    expects: [
      mends('without any 3', 'the bias mends more than half of its errors on threes'),
      knows('without any 3', 'before that, the distilled student reads more threes than the standalone one'),
    ],
    measures: ['unseen', 'errors'],
    remark: `The student has 2 × 300 units, the paper’s had 2 × 800. ${REMARK}`,
    minutes: 6,
    data: 'mnist',
    config: { ...LARGE_STUDENT, heldOut: true, hidden: [300, 300], epochs: 10, temperature: 20 },
    variants: [
      { label: 'without any 3', config: { keptDigits: [0, 1, 2, 4, 5, 6, 7, 8, 9] } },
      { label: 'with threes', config: {} },
    ],
  },
  {
    name: 'only-7-and-8',
    title: 'Only sevens and eights',
    claim:
      'A student that saw nothing but sevens and eights reads most other digits, once the biases of 7 and 8 are lowered.',
    source: `${HINTON}, §3`,
    sourceNumber: '47.3 % wrong; with the biases of 7 and 8 lowered by 7.6, 13.2 %',
    sourceWrong: [
      { reader: 'distilled', wrong: 0.473 },
      { reader: 'shifted', wrong: 0.132 },
    ],
    expects: [
      mends('only 7 and 8', 'the biases mend more than half of its errors on the digits it never saw'),
      knows('only 7 and 8', 'before that, the distilled student reads more of them than the standalone one'),
    ],
    measures: ['unseen'],
    remark: `The student has 2 × 300 units, the paper’s had 2 × 800. Adding to the biases of the other digits is lowering those of 7 and 8. ${REMARK}`,
    minutes: 8,
    data: 'mnist',
    config: { ...LARGE_STUDENT, heldOut: true, hidden: [300, 300], epochs: 30, temperature: 8 },
    variants: [{ label: 'only 7 and 8', config: { keptDigits: [7, 8] } }],
  },
  {
    name: 'ensemble',
    title: 'Ten teachers in one',
    claim: 'A student learns more from several networks averaged than from one of them.',
    source: `${HINTON}, §4`,
    sourceNumber: 'speech, frames right: one network 58.9 %, ten 61.1 %, distilled from the ten 60.8 %',
    expects: [
      gainsMore('3 networks', '1 network', 'three networks teach more than one'),
      gainsMore('10 networks', '1 network', 'ten networks teach more than one'),
    ],
    measures: ['gain', 'accuracy'],
    minutes: 5,
    data: 'embedded',
    config: {},
    variants: varying('teacherNetworks', [1, 3, 10], (count) =>
      count === 1 ? '1 network' : `${count} networks`,
    ),
  },
  {
    name: 'logit-matching',
    title: 'Matching logits',
    claim: 'At high temperature distillation comes to matching logits.',
    source: `${HINTON}, §2.1`,
    sourceNumber: 'the gradient tends to (z − v) / (N · T²)',
    expects: [
      gainsAlike(
        'T = 20',
        'squared difference of logits',
        0.5,
        'T = 20 gains the same as the squared difference, within half a point',
      ),
      gainsMore('squared difference of logits', 'T = 1', 'T = 1 gains less than the squared difference'),
    ],
    measures: ['gain'],
    minutes: 0.5,
    data: 'embedded',
    config: { softWeight: 1 },
    variants: [
      ...temperatures(1, 4, 20),
      { label: 'squared difference of logits', config: { softLoss: 'logits' } },
    ],
  },
];
