/** Where labels are few, wrong or missing: what the teacher makes up for. */
import { gains, gainsMore, minus, type Evidence, type Expectation } from '../claim.ts';
import { varying, type Preset } from '../preset.ts';

const HINTON = 'Hinton, Vinyals, Dean 2015, arXiv 1503.02531';

/** Distilled students of one run agree with their teacher on more test digits than those of another. */
function agreesMore(label: string, than: string, says: string): Expectation {
  return {
    says,
    of: [label, than],
    above: (one: Evidence, other: Evidence) => minus(one.arms[1]!.agreement, other.arms[1]!.agreement),
  };
}

export const LABEL_PRESETS: readonly Preset[] = [
  {
    name: 'few-labels',
    title: 'Fewer and fewer labels',
    claim:
      'Soft targets let a student learn from a small part of the labels, where hard ones make it overfit.',
    source: `${HINTON}, §6`,
    sourceNumber: 'speech, 3 % of the data: 44.5 % of the frames right by hard targets, 57.0 % by soft ones',
    expects: ['1000 labels', '500 labels', '100 labels'].map((label) =>
      gains(label, `${label}: the distilled student is better`),
    ),
    measures: ['gain'],
    minutes: 0.5,
    data: 'embedded',
    config: { hidden: [128], learningRate: 3e-3 },
    variants: [
      { label: '1000 labels', config: { labels: 1_000, epochs: 100 } },
      { label: '500 labels', config: { labels: 500, epochs: 200 } },
      { label: '100 labels', config: { labels: 100, epochs: 500, batchSize: 32 } },
    ],
  },
  {
    name: 'noisy-labels',
    title: 'Wrong labels',
    claim: 'Where a fifth of the labels is drawn at random, the teacher’s targets heal what they break.',
    source: `${HINTON}, §3, without wrong labels; the noise is this project’s`,
    sourceNumber: 'none: the paper’s labels are right',
    expects: [
      gains('20 % of the labels redrawn', 'with wrong labels the distilled student is better'),
      gainsMore('20 % of the labels redrawn', '0 % of the labels redrawn', 'wrong labels raise the gain'),
      gains(
        '20 % of the labels redrawn, for the teacher too',
        'a teacher that learnt the very wrong labels heals them too',
      ),
    ],
    measures: ['gain', 'accuracy'],
    remark:
      'The teacher learns from many more digits than the students have; where it learns wrong labels too, the students’ images carry the very labels that the students see.',
    minutes: 0.5,
    data: 'embedded',
    config: { hidden: [32], epochs: 60, batchSize: 32 },
    variants: [
      ...varying('wrongLabels', [0.2, 0], (share) => `${100 * share} % of the labels redrawn`),
      {
        label: '20 % of the labels redrawn, for the teacher too',
        config: { wrongLabels: 0.2, teacherWrongLabels: true },
      },
    ],
  },
  {
    name: 'unlabelled',
    title: 'Images without labels',
    claim:
      'The transfer set needs no labels: the teacher’s answers on more images teach a student more than its few labels do.',
    source: `${HINTON}, §1`,
    sourceNumber: 'none: “the transfer set could consist entirely of unlabeled data”',
    expects: [
      gains('1000 labels and 10000 more images', 'with more images the distilled student is better'),
      gainsMore(
        '1000 labels and 10000 more images',
        '1000 labels and no more images',
        'more images raise the gain, at equal epochs (so with more steps)',
      ),
      gainsMore(
        '1000 labels and 10000 more images',
        '1000 labels and no more images, as many steps',
        'more images raise the gain, at equal steps (so with fewer epochs)',
      ),
    ],
    measures: ['gain', 'agreement'],
    remark:
      'At equal epochs, 20, a student without the further images makes a tenth of the steps; at equal steps it has 220 epochs.',
    minutes: 0.5,
    data: 'embedded',
    config: { epochs: 20 },
    variants: [
      { label: '1000 labels and 10000 more images', config: { labels: 1_000, unlabelled: 10_000 } },
      { label: '1000 labels and no more images', config: { labels: 1_000, unlabelled: 0 } },
      {
        label: '1000 labels and no more images, as many steps',
        config: { labels: 1_000, unlabelled: 0, epochs: 220 },
      },
    ],
  },
  {
    name: 'agreement',
    title: 'To agree is not to be right',
    claim:
      'With more images to be taught on, a student comes to agree with its teacher; being right is another matter.',
    source: 'Stanton et al. 2021, “Does Knowledge Distillation Really Work?”, arXiv 2106.05945',
    sourceNumber: 'none: the paper has other networks and images',
    expects: [
      ...[
        [1_000, 2_000],
        [2_000, 5_000],
        [5_000, 10_000],
      ].map(([fewer, more]) =>
        agreesMore(
          `${more} images`,
          `${fewer} images`,
          `${more} images: closer to the teacher than ${fewer}, at equal epochs (so with more steps)`,
        ),
      ),
      agreesMore(
        '10000 images',
        '1000 images, as many steps',
        '10000 images: closer to the teacher than 1000, at equal steps (so with fewer epochs)',
      ),
    ],
    measures: ['agreement', 'accuracy'],
    minutes: 1,
    data: 'embedded',
    config: { hidden: [128], softWeight: 1, epochs: 20 },
    variants: [
      ...[0, 1_000, 4_000, 9_000].map((unlabelled) => ({
        label: `${1_000 + unlabelled} images`,
        config: { labels: 1_000, unlabelled },
      })),
      { label: '1000 images, as many steps', config: { labels: 1_000, epochs: 200 } },
    ],
  },
];
