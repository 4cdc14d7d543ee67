/** Settings of the students: what they are, and how they are trained, whoever teaches. */
import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { convolutions, hiddenLayers, whole, within, type Setting } from './setting.ts';

/** How the learning rate goes from its first value to the end of training. */
const SCHEDULES = ['constant', 'linear', 'cosine'] as const;

/** sgd has momentum 0.9. */
const OPTIMISERS = ['adam', 'sgd'] as const;

export const STUDENT_SETTINGS = {
  convolutions: {
    type: convolutions.default([]),
    label: 'Convolutions, e.g. 5x5x24/2+pool',
    help: 'Of each student, before its hidden units: size × size × filters, "/2" for a stride, "+pool" to halve the sides; none for a perceptron.',
    advice: 'Try "5x5x24/2+pool" with 40 hidden units: fewer weights than the perceptron of 64.',
    scope: 'student',
    group: 'students',
  },
  hidden: {
    type: hiddenLayers.default([64]),
    label: 'Hidden units, layer by layer',
    help: 'Of each student, e.g. "32, 16"; none for a student of one layer.',
    advice: 'Try 16: a student that is too small to follow its teacher.',
    scope: 'student',
    group: 'students',
  },
  epochs: {
    type: whole(LIMITS.epochs).default(40),
    why: 'below about 1 000 steps a student at high temperature is undertrained and loses',
    label: 'Epochs',
    help: 'How often a student sees every image: a soft target takes longer to learn than a label.',
    advice: 'Try 5, then 40: which of the two needs longer?',
    scope: 'student',
    group: 'students',
    step: 10,
  },
  batchSize: {
    type: whole(LIMITS.batchSize).default(64),
    label: 'Batch size',
    help: 'Images per step: smaller batches make more steps of an epoch.',
    advice: 'Try 32, which makes twice as many steps.',
    scope: 'student',
    group: 'students',
    step: 16,
  },
  learningRate: {
    type: within(LIMITS.learningRate).default(7e-3),
    label: 'Learning rate',
    help: 'How far a step goes along the gradient.',
    advice: 'Try a tenth of it where the loss jumps.',
    scope: 'student',
    group: 'students',
    step: 0.001,
  },
  schedule: {
    type: z.enum(SCHEDULES).default('linear'),
    why: 'a careless schedule shows distillation losing',
    label: 'Learning rate over time',
    help: 'How it goes from its first value to the end: as it is, straight to zero, or in a curve to zero.',
    advice: 'Try constant: the last epochs then jump about.',
    scope: 'student',
    group: 'students',
  },
  optimiser: {
    type: z.enum(OPTIMISERS).default('adam'),
    label: 'Optimiser',
    help: 'How gradients become steps; sgd has momentum 0.9 and wants a learning rate of its own.',
    advice: 'Try sgd with a learning rate of 0.1.',
    scope: 'student',
    group: 'students',
  },
  dropout: {
    type: within(LIMITS.dropout).default(0),
    label: 'Dropout of students',
    help: 'Share of hidden units silenced at each step, in both arms: another rival of distillation against overfitting.',
    advice: 'Try 0.2: does it do what the teacher does?',
    scope: 'student',
    group: 'students',
    step: 0.05,
  },
  weightDecay: {
    type: within(LIMITS.weightDecay).default(0),
    label: 'Weight decay',
    help: 'Weights shrink by learning rate × weight decay at every step, apart from the gradient: a rival of distillation against overfitting.',
    advice: 'Try 0.1: does it do what the teacher does?',
    scope: 'student',
    group: 'students',
    step: 0.01,
  },
} as const satisfies Record<string, Setting>;
