/** Everything that can be set about a run: names, limits, defaults with their reason. */
import { z } from 'zod';
import { SOFT_LOSSES } from '../distillation/softLosses.ts';
import { CONVOLUTION_PATTERN } from './architecture.ts';

/** Limits of every numeric setting, inclusive. */
export const LIMITS = {
  seed: { min: 1, max: 999_999 },
  seeds: { min: 1, max: 20 },
  labels: { min: 10, max: 60_000 },
  unlabelled: { min: 0, max: 60_000 },
  numHiddenLayers: { min: 0, max: 4 },
  hiddenUnits: { min: 1, max: 2_048 },
  epochs: { min: 1, max: 500 },
  batchSize: { min: 1, max: 1_024 },
  learningRate: { min: 1e-6, max: 1 },
  temperature: { min: 0.5, max: 20 },
  softWeight: { min: 0, max: 1 },
  dropout: { min: 0, max: 0.9 },
  weightDecay: { min: 0, max: 1 },
  labelSmoothing: { min: 0, max: 0.5 },
  jitter: { min: 0, max: 4 },
  nonTargetWeight: { min: 0, max: 10 },
  maxNorm: { min: 0, max: 100 },
  networks: { min: 1, max: 10 },
  wrongLabels: { min: 0, max: 0.9 },
} as const;

z.config({ jitless: true }); // a schema is asked a few times: code written for it would cost more than it saves

const within = ({ min, max }: { min: number; max: number }) => z.number().min(min).max(max);
const whole = (limits: { min: number; max: number }) => within(limits).int();
const hiddenLayers = z.array(whole(LIMITS.hiddenUnits)).max(LIMITS.numHiddenLayers.max).readonly();

const SCHEDULES = ['constant', 'linear', 'cosine'] as const;
/** How the learning rate goes from its first value to the end of training. */
export type Schedule = (typeof SCHEDULES)[number];

const OPTIMISERS = ['adam', 'sgd'] as const;
/** sgd has momentum 0.9. */
export type OptimiserName = (typeof OPTIMISERS)[number];

/** How the networks of an ensemble are averaged: their probabilities at T (as the paper's table 1 does), or their logits. */
const AVERAGES = ['probabilities', 'logits'] as const;

/**
 * What a sceptic puts in the teacher's place: one that learnt shuffled labels, one that learnt nothing, or the true one
 * whose probabilities of the wrong digits are exchanged among each other.
 */
const CONTROLS = ['none', 'shuffledLabels', 'randomTeacher', 'permutedNonTargets'] as const;

/**
 * Who teaches: the network that ships with the page, a younger version of it, one trained for the run by the settings
 * that begin with teacher, or a student of an earlier run of the same experiment.
 */
const TEACHERS = ['shipped', 'middle', 'early', 'trained', 'student'] as const;

/** What the students begin with: seeded weights, or the teacher's hidden layers under a seeded last layer. */
const STUDENT_STARTS = ['seeded', 'copied'] as const;

const ALL_DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const digits = z
  .array(z.number().int().min(0).max(9))
  .min(1, 'keep at least one digit')
  .refine(
    (kept) => kept.every((digit, at) => at === 0 || digit > kept[at - 1]!),
    'name each digit once, in order',
  )
  .readonly();

/** How sloppily the embedded digits are written. */
export const SLOPPINESS = ['calm', 'mid', 'default', 'hard'] as const;
export type Sloppiness = (typeof SLOPPINESS)[number];

/** own: files that a person gave to the page. */
const DATA_SOURCES = ['embedded', 'mnist', 'own'] as const;
export type DataSource = (typeof DATA_SOURCES)[number];

/** One run. Flat, so that a link, a form and `--set key=value` use the same names. */
export const configSchema = z.strictObject({
  data: z.enum(DATA_SOURCES).default('embedded'),
  /** Embedded digits alone; mid is as hard as MNIST for a small student. */
  sloppiness: z.enum(SLOPPINESS).default('mid'),
  /** First seed; member i uses seed + i. */
  seed: whole(LIMITS.seed).default(1),
  /** Pairs of students: five give an interval narrow enough to decide on one point (facts, default experiment). */
  seeds: whole(LIMITS.seeds).default(5),
  /** Labelled images in the transfer set: few enough that the student alone overfits. */
  labels: whole(LIMITS.labels).default(2_000),
  /**
   * More images of the transfer set, whose labels nobody is told: only the teacher speaks of them. With embedded digits
   * as many are written as are asked for.
   */
  unlabelled: whole(LIMITS.unlabelled).default(0),
  /** Digits that stay in the transfer set; images of the others are taken out of it, and none put in their place. */
  keptDigits: digits.default(ALL_DIGITS),
  /** Share of the labels that are drawn anew from the kept digits at random, so that one in ten of them stays right by chance. */
  wrongLabels: within(LIMITS.wrongLabels).default(0),
  /** Hidden units per layer of the student. */
  hidden: hiddenLayers.default([64]),
  /** Below about 1 000 steps a student at high temperature is undertrained and loses. */
  epochs: whole(LIMITS.epochs).default(40),
  batchSize: whole(LIMITS.batchSize).default(64),
  learningRate: within(LIMITS.learningRate).default(3e-3),
  /** Linear decay to zero, because a careless schedule shows distillation losing (facts, default experiment). */
  schedule: z.enum(SCHEDULES).default('linear'),
  optimiser: z.enum(OPTIMISERS).default('adam'),
  /** Decoupled: weights shrink by learningRate · weightDecay at every step. */
  weightDecay: within(LIMITS.weightDecay).default(0),
  /** Temperature the student is trained at. */
  temperature: within(LIMITS.temperature).default(8),
  /** Weight of the soft loss; the hard loss has 1 − softWeight. */
  softWeight: within(LIMITS.softWeight).default(0.9),
  /** Multiply the soft loss by T², so that its gradient keeps its size (Hinton et al. 2015, §2). */
  squareTemperature: z.boolean().default(true),
  /** Form of the soft loss; see distillation/softLosses.ts. */
  softLoss: z.enum(SOFT_LOSSES).default('probabilities'),
  /** decoupled alone: weight of the wrong digits among each other, β of Zhao et al. 2022. */
  nonTargetWeight: within(LIMITS.nonTargetWeight).default(1),
  /** Share of the hard labels spread over all digits, in both arms: the baseline of Müller et al. 2019. */
  labelSmoothing: within(LIMITS.labelSmoothing).default(0),
  control: z.enum(CONTROLS).default('none'),
  /** Copying is transfer learning: it wants equal hidden layers, where distillation does not. */
  studentStart: z.enum(STUDENT_STARTS).default('seeded'),
  /** The shipped one reads better and teaches worse (decision 0005): a teacher of the run's own is the default. */
  teacher: z.enum(TEACHERS).default('trained'),
  /** Convolutions before the dense layers, e.g. ["3x3x16+pool", "3x3x32+pool"]; none for a perceptron. */
  teacherConvolutions: z.array(z.string().regex(CONVOLUTION_PATTERN)).max(4).readonly().default([]),
  teacherHidden: hiddenLayers.default([300, 100]),
  teacherEpochs: whole(LIMITS.epochs).default(10),
  teacherBatchSize: whole(LIMITS.batchSize).default(128),
  teacherLearningRate: within(LIMITS.learningRate).default(2e-3),
  /** Share of hidden units silenced at each teacher step. */
  teacherDropout: within(LIMITS.dropout).default(0.2),
  /** A label-smoothed teacher teaches worse (Müller et al. 2019), so none by default. */
  teacherLabelSmoothing: within(LIMITS.labelSmoothing).default(0),
  /** Pixels by which digits are shifted at random; the paper's teacher had 2, and many more epochs than this one. */
  teacherJitter: whole(LIMITS.jitter).default(0),
  /** Longest allowed vector of weights into one hidden unit, as the paper's teacher had; 0 for no limit. */
  teacherMaxNorm: within(LIMITS.maxNorm).default(0),
  /** Networks of the teacher, trained together; more than one are an ensemble. */
  teacherNetworks: whole(LIMITS.networks).default(1),
  teacherAverage: z.enum(AVERAGES).default('probabilities'),
});

export type Config = Readonly<z.infer<typeof configSchema>>;

/** Whether a network teaches that was there before the run; a control puts another one in its place. */
export function usesGivenTeacher({ teacher, control }: Config): boolean {
  return teacher !== 'trained' && control !== 'shuffledLabels' && control !== 'randomTeacher';
}

/** Whether the shipped network teaches. */
export function usesShippedTeacher(config: Config): boolean {
  return config.teacher === 'shipped' && usesGivenTeacher(config);
}

export const DEFAULT_CONFIG: Config = configSchema.parse({});
