/** Settings of the digits, and of which of them the students see. */
import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { whole, within, type Setting } from './setting.ts';

/** own: files that a person gave to the page. */
const DATA_SOURCES = ['embedded', 'mnist', 'own'] as const;

/** How sloppily the embedded digits are written. */
export const SLOPPINESS = ['calm', 'mid', 'default', 'hard'] as const;

const ALL_DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const digits = z
  .array(z.number().int().min(0).max(9))
  .min(1, 'keep at least one digit')
  .refine(
    (kept) => kept.every((digit, at) => at === 0 || digit > kept[at - 1]!),
    'name each digit once, in order',
  )
  .readonly();

export const TRANSFER_SET_SETTINGS = {
  data: {
    type: z.enum(DATA_SOURCES).default('embedded'),
    why: 'they are there at once',
    label: 'Digits',
    help: 'Which digits are read: those that the page writes, MNIST, or files of your own.',
    advice: 'Try MNIST: the digits that the paper was about.',
    scope: 'data',
    group: 'page',
  },
  sloppiness: {
    type: z.enum(SLOPPINESS).default('mid'),
    why: 'it is about as hard as MNIST for a small student',
    label: 'Hand',
    help: 'How sloppily the embedded digits are written.',
    advice: 'Try the sloppy hand: everybody makes more mistakes.',
    scope: 'data',
    group: 'page',
  },
  seed: {
    type: whole(LIMITS.seed).default(1),
    label: 'Seed',
    help: 'First weights, labels, their order and the teacher follow it: with another, all of them are drawn anew.',
    advice: 'Try any other, to see what was chance.',
    scope: 'student',
    group: 'students',
  },
  seeds: {
    type: whole(LIMITS.seeds).default(5),
    why: 'five pairs give an interval narrow enough to decide on one point',
    label: 'Seeds',
    help: 'Pairs of students, standalone and distilled, that begin with the same weights: more of them narrow the interval.',
    advice: 'Try 10 where the verdict is open.',
    scope: 'student',
    group: 'students',
  },
  replicates: {
    type: whole(LIMITS.replicates).default(1),
    why: 'a page’s first answer should not take minutes; three or more tell whether it holds for other labels and teachers',
    label: 'Replicates',
    help: 'Whole runs, each with labels, their order, teacher and first weights drawn anew: several make the interval speak of these chances too.',
    advice: 'Try 3: does the gain hold for other labels and another teacher?',
    scope: 'student',
    group: 'students',
  },
  labels: {
    type: whole(LIMITS.labels).default(2_000),
    why: 'few enough that the student alone overfits',
    label: 'Labelled digits',
    help: 'Images that come with their label: with fewer, the teacher has more to tell.',
    advice: 'Try 500, then 10,000: where does the teacher help most?',
    scope: 'transferSet',
    group: 'learntFrom',
    step: 500,
  },
  heldOut: {
    type: z.boolean().default(false),
    why: 'a run in which nothing is chosen needs all of its digits',
    label: 'Hold out training digits',
    help: 'Keeps 5,000 of MNIST’s training digits, or a tenth of others, from teacher and students: by these something can be chosen, and test digits are left to judge.',
    advice: 'Try it where you compare settings by hand; sweeps do it by themselves.',
    scope: 'data',
    group: 'learntFrom',
  },
  unlabelled: {
    type: whole(LIMITS.unlabelled).default(0),
    label: 'Digits without labels',
    help: 'More images, of which only the teacher speaks; of embedded digits as many are written as are asked for.',
    advice: 'Try 5,000 with 500 labels: a teacher needs no labels to teach.',
    scope: 'transferSet',
    group: 'learntFrom',
    step: 1_000,
  },
  keptDigits: {
    type: digits.default(ALL_DIGITS),
    label: 'Digits kept',
    help: 'Images of all others are taken out, and none put in their place: of those the teacher alone speaks.',
    advice: 'Try without the 3, and see who reads it all the same.',
    scope: 'transferSet',
    group: 'learntFrom',
  },
  wrongLabels: {
    type: within(LIMITS.wrongLabels).default(0),
    label: 'Share of labels redrawn',
    help: 'So many labels are drawn anew among the kept digits; one in ten of them stays right by chance.',
    advice: 'Try 0.2: the teacher sets many of them right.',
    scope: 'transferSet',
    group: 'learntFrom',
    step: 0.05,
  },
} as const satisfies Record<string, Setting>;
