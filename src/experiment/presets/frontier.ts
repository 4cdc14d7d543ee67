/** What came after the paper: other forms of the soft loss, other students. */
import { gains, gainsAlike, gainsMore, type Expectation, type Wrongs } from '../claim.ts';
import { crossed, temperatures, varying, type Preset } from '../preset.ts';

/** Short of steps and, at 16 units, of room: as in the preset too-small. */
const SHORT = { labels: 10_000, epochs: 10, learningRate: 3e-3 } as const;

/** The student of one run makes fewer errors than that of another, in the same arm. */
function reads(better: string, other: string, network: Wrongs['network'], says: string): Expectation {
  return {
    says,
    of: [better, other],
    wrongs: [
      { run: other, network, times: 1 },
      { run: better, network, times: -1 },
    ],
  };
}

const DIRECTIONS = [0, 0.25, 0.5, 0.75, 1] as const;

export const FRONTIER_PRESETS: readonly Preset[] = [
  {
    name: 'kl-direction',
    title: 'The other direction of the KL',
    claim:
      'A student that is too small to cover all that its teacher thinks possible learns more from the reverse KL, which lets it choose.',
    source:
      'Gu, Dong, Wei, Huang 2024, arXiv 2306.08543 (MiniLLM); between the two: Agarwal et al. 2024, arXiv 2306.13649',
    sourceNumber: 'none in one number: students of the reverse KL write better answers at every size',
    expects: [
      gainsMore(
        '16 units, β = 1',
        '16 units, β = 0',
        '16 units: the reverse KL teaches more than the forward one',
      ),
      gainsAlike(
        '128 units, β = 1',
        '128 units, β = 0',
        0.5,
        '128 units: both teach the same, within half a point',
      ),
    ],
    measures: ['gain'],
    remark:
      'β = 0 is the forward KL, ½ the Jensen-Shannon divergence, 1 the reverse KL, each scaled to weigh the same near the teacher. ' +
      'At T = 1, as in the source: the higher T is, the more alike they are.',
    minutes: 0.7,
    data: 'embedded',
    config: { ...SHORT, softLoss: 'jensenShannon', temperature: 1 },
    variants: crossed(
      varying('hidden', [[16], [128]], ([units]) => `${units} units`),
      varying('klDirection', DIRECTIONS, (beta) => `β = ${beta}`),
    ),
  },
  {
    name: 'top-k',
    title: 'Only the best guesses',
    claim:
      'A teacher’s highest probability alone is a label like any other; the gain begins with the second, and needs few more.',
    source: 'Tang et al. 2020, arXiv 2002.03532 (KD-topk); the highest alone: Lee 2013 (pseudo-labels)',
    sourceNumber: 'none in one number',
    expects: [
      gainsMore('dropped, k = 2', 'dropped, k = 1', 'two probabilities teach more than one'),
      gainsAlike(
        'dropped, k = 3',
        'dropped, k = 8',
        0.5,
        'three teach the same as eight, within half a point',
      ),
      gainsMore(
        'spread, k = 1',
        'dropped, k = 1',
        'how sure the teacher is teaches more than its guess alone',
      ),
    ],
    measures: ['gain'],
    remark:
      'At T = 8 the probabilities that are kept are nearly even once the rest is dropped: what is taught then is a doubt between ' +
      'them that the teacher does not have.',
    minutes: 0.6,
    data: 'embedded',
    config: { softLoss: 'topK' },
    variants: crossed(
      varying('topKRest', ['dropped', 'spread'], (rest) => rest),
      varying('topK', [1, 2, 3, 5, 8], (k) => `k = ${k}`),
    ),
  },
  {
    name: 'standardised-logits',
    title: 'Logits without their size',
    claim:
      'A student learns more when it need not have logits as large as its teacher’s: both are standardised before they are softened.',
    source: 'Sun, Ren, Li, Wang, Cao 2024, arXiv 2403.01427',
    sourceNumber: 'CIFAR-100, ResNet32×4 teaches ResNet8×4: 76.62 %, and 73.33 % with logits as they are',
    expects: [
      gains('standardised, T = 2', 'standardised logits teach, at the T of the source'),
      gainsMore('standardised, T = 2', 'probabilities, T = 2', 'T = 2: standardised logits teach more'),
      gainsAlike(
        'standardised, T = 1',
        'standardised, T = 8',
        0.5,
        'T is no longer needed: 1 and 8 teach the same, within half a point',
      ),
    ],
    measures: ['gain'],
    minutes: 0.5,
    data: 'embedded',
    config: {},
    variants: crossed(
      varying('softLoss', ['probabilities', 'standardised'], (form) => form),
      temperatures(1, 2, 4, 8),
    ),
  },
  {
    name: 'convolutional-student',
    title: 'A student that sees in patches',
    claim:
      'A student of one convolution makes fewer errors than a perceptron of its size, and a perceptron teaches it nonetheless.',
    source:
      'LeCun, Bottou, Bengio, Haffner 1998, “Gradient-based learning applied to document recognition”, §III',
    sourceNumber: 'all of MNIST: 4.7 % wrong by a perceptron of 300 hidden units, 1.7 % by LeNet-1',
    expects: [
      reads('one convolution', 'perceptron', 'standalone', 'alone it makes fewer errors than the perceptron'),
      reads('one convolution', 'perceptron', 'distilled', 'distilled, too'),
      gains('one convolution', 'the teacher, a perceptron, teaches it'),
    ],
    measures: ['gain', 'errors'],
    remark:
      'Perceptron 50 890 weights, convolution 48 114: 24 filters of 5 × 5 at every second pixel, pooled, then 40 units.',
    minutes: 0.7,
    data: 'embedded',
    config: {},
    variants: [
      { label: 'perceptron', config: {} },
      { label: 'one convolution', config: { convolutions: ['5x5x24/2+pool'], hidden: [40] } },
    ],
  },
];
