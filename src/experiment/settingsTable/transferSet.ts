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
    scope: 'data',
    group: 'page',
  },
  sloppiness: {
    type: z.enum(SLOPPINESS).default('mid'),
    why: 'it is about as hard as MNIST for a small student',
    label: 'Hand',
    help: 'How sloppily the embedded digits are written.',
    scope: 'data',
    group: 'page',
  },
  seed: {
    type: whole(LIMITS.seed).default(1),
    label: 'Seed',
    help: 'First weights, labels, their order and the teacher follow it: with another, all of them are drawn anew; try one to see what was chance.',
    scope: 'student',
    group: 'students',
  },
  seeds: {
    type: whole(LIMITS.seeds).default(5),
    why: 'five pairs give an interval narrow enough to decide on one point',
    label: 'Seeds',
    help: 'Pairs of students, standalone and distilled, that begin with the same weights: more of them narrow the interval.',
    scope: 'student',
    group: 'students',
  },
  labels: {
    type: whole(LIMITS.labels).default(2_000),
    why: 'few enough that the student alone overfits',
    label: 'Labelled digits',
    help: 'Images that come with their label: with fewer, the teacher has more to tell.',
    scope: 'transferSet',
    group: 'learntFrom',
    step: 500,
  },
  unlabelled: {
    type: whole(LIMITS.unlabelled).default(0),
    label: 'Digits without labels',
    help: 'More images, of which only the teacher speaks; of embedded digits as many are written as are asked for.',
    scope: 'transferSet',
    group: 'learntFrom',
    step: 1_000,
  },
  keptDigits: {
    type: digits.default(ALL_DIGITS),
    label: 'Digits kept',
    help: 'Images of all others are taken out, and none put in their place: leave the 3 out, and the teacher alone speaks of it.',
    scope: 'transferSet',
    group: 'learntFrom',
  },
  wrongLabels: {
    type: within(LIMITS.wrongLabels).default(0),
    label: 'Share of labels redrawn',
    help: 'So many labels are drawn anew among the kept digits; one in ten of them stays right by chance.',
    scope: 'transferSet',
    group: 'learntFrom',
    step: 0.05,
  },
} as const satisfies Record<string, Setting>;
