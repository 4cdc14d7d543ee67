/** Settings of the teacher: which one, and how one is trained for the run. */
import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { convolutions, hiddenLayers, whole, within, type Setting } from './setting.ts';

/**
 * Who teaches: the network that ships with the page, a younger version of it, one trained for the run by the settings
 * that begin with teacher, a student of an earlier run of the same experiment, or one that a person brought.
 */
const TEACHERS = ['shipped', 'middle', 'early', 'trained', 'student', 'brought'] as const;

/** Name and fingerprint, e.g. "mine.onnx-3fa9c2d41b07"; links carry it as it is. */
const TEACHER_FILE_PATTERN = /^[\w.-]{0,60}$/;

/** How the networks of an ensemble are averaged: their probabilities at T (as the paper's table 1 does), or their logits. */
const AVERAGES = ['probabilities', 'logits'] as const;

export const TEACHER_SETTINGS = {
  teacher: {
    type: z.enum(TEACHERS).default('trained'),
    why: 'the shipped one reads better and teaches worse (decision 0005)',
    label: 'Teacher',
    help: 'One that is trained for the run, the network that ships with the page at one of three ages, or one of your own from a file.',
    advice: 'Try the shipped one: it reads better, and teaches worse.',
    scope: 'teacher',
    group: 'page',
  },
  teacherFile: {
    type: z
      .string()
      .regex(TEACHER_FILE_PATTERN, 'expected a name and a fingerprint, as a run has them')
      .default(''),
    label: 'Teacher from a file',
    help: 'Name and fingerprint of the network that a person brought.',
    advice: 'Try “bring your own” under Teacher.',
    scope: 'teacher',
    group: 'page',
  },
  teacherConvolutions: {
    type: convolutions.default([]),
    label: 'Convolutions, e.g. 3x3x16+pool',
    help: 'Size × size × filters before the hidden layers, "/2" for a stride, "+pool" to halve the sides; none for a perceptron.',
    advice: 'Try "3x3x16+pool, 3x3x32+pool" for a better teacher; it takes longer.',
    scope: 'teacher',
    group: 'teacher',
  },
  teacherHidden: {
    type: hiddenLayers.default([300, 100]),
    label: 'Hidden units, layer by layer',
    help: 'Of each network of the teacher, e.g. "300, 100".',
    advice: 'Try those of the student: a teacher that is no larger.',
    scope: 'teacher',
    group: 'teacher',
  },
  teacherEpochs: {
    type: whole(LIMITS.teacherEpochs).default(0),
    why: 'a teacher needs steps, and a large set has many in an epoch: 1,500 are 19 epochs of the embedded digits, 3 of MNIST',
    label: 'Epochs (0: as many as 1,500 steps take)',
    help: 'How often the teacher sees every training digit.',
    advice: 'Try 1 for one that has seen little.',
    scope: 'teacher',
    group: 'teacher',
  },
  teacherBatchSize: {
    type: whole(LIMITS.batchSize).default(128),
    label: 'Batch size',
    help: 'Images per step of the teacher.',
    advice: 'Try 64: more steps, a slower epoch.',
    scope: 'teacher',
    group: 'teacher',
    step: 16,
  },
  teacherLearningRate: {
    type: within(LIMITS.learningRate).default(2e-3),
    label: 'Learning rate',
    help: 'How far a step of the teacher goes.',
    advice: 'Try a tenth of it where the teacher’s loss jumps.',
    scope: 'teacher',
    group: 'teacher',
    step: 0.001,
  },
  teacherDropout: {
    type: within(LIMITS.dropout).default(0),
    why: 'of bent digits it learnt as much without (decision 0013)',
    label: 'Dropout',
    help: 'Share of hidden units silenced at each step of the teacher.',
    advice: 'Try 0.2 with the digits as they are, not bent.',
    scope: 'teacher',
    group: 'teacher',
    step: 0.05,
  },
  teacherLabelSmoothing: {
    type: within(LIMITS.labelSmoothing).default(0),
    why: 'a label-smoothed teacher teaches worse (Müller et al. 2019)',
    label: 'Label smoothing',
    help: 'Share of every label that is spread over all digits while the teacher learns.',
    advice: 'Try 0.1: does it still teach as well?',
    scope: 'teacher',
    group: 'teacher',
    step: 0.05,
  },
  teacherWrongLabels: {
    type: z.boolean().default(false),
    why: 'one then sees what a teacher that knows better can set right',
    label: 'Learns redrawn labels too',
    help: 'Where a share of the labels is redrawn, as large a share of the teacher’s is, those of the students’ images in the same way.',
    advice: 'Try it with a fifth of the labels redrawn: does the teacher still set them right?',
    scope: 'teacher',
    group: 'teacher',
  },
  teacherJitter: {
    type: whole(LIMITS.jitter).default(0),
    why: 'bent digits are moved too; the paper’s teacher had 2 pixels of it',
    label: 'Jitter',
    unit: 'pixels',
    help: 'How far digits are shifted at random while the teacher learns.',
    advice: 'Try 2, as the paper did, with the digits as they are, not bent.',
    scope: 'teacher',
    group: 'teacher',
  },
  teacherBend: {
    type: within(LIMITS.bend).default(1),
    why: 'a teacher that saw digits bent reads people’s digits better, and teaches better (decision 0013)',
    label: 'Bent digits (0: as they are)',
    help: 'How far digits are turned, slanted, stretched and moved, their ink thinner or thicker, while the teacher learns: 1 as much as people differ.',
    advice: 'Try 0: a teacher that reads your own drawings worse.',
    scope: 'teacher',
    group: 'teacher',
    step: 0.25,
  },
  teacherMaxNorm: {
    type: within(LIMITS.maxNorm).default(0),
    label: 'Max norm (0: none)',
    help: 'Longest allowed vector of weights into one hidden unit, as the paper’s teacher had.',
    advice: 'Try 3, with dropout.',
    scope: 'teacher',
    group: 'teacher',
  },
  teacherNetworks: {
    type: whole(LIMITS.networks).default(1),
    label: 'Networks',
    help: 'Trained together; more than one are an ensemble, which speaks with the mean of their voices.',
    advice: 'Try 3: an ensemble, which takes three times as long.',
    scope: 'teacher',
    group: 'teacher',
  },
  teacherAverage: {
    type: z.enum(AVERAGES).default('probabilities'),
    why: 'the paper’s table 1 does so',
    label: 'Ensembles average',
    help: 'The networks’ probabilities at T, or their logits.',
    advice: 'Try the logits with three networks, and compare the curves.',
    scope: 'teacher',
    group: 'teacher',
  },
} as const satisfies Record<string, Setting>;
