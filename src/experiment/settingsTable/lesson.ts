/** Settings of what the students are taught, by teacher and labels. */
import { z } from 'zod';
import { DEFAULT_FORM, SOFT_LOSSES } from '../../distillation/softLosses.ts';
import { TOP_K_RESTS } from '../../distillation/softLosses/form.ts';
import { LIMITS } from '../limits.ts';
import { whole, within, type Setting } from './setting.ts';

/**
 * What a sceptic puts in the teacher's place: one that learnt shuffled labels, one that learnt nothing, or the true one
 * whose probabilities of the wrong digits are exchanged among each other, or made equal (Yuan et al. 2020, arXiv 1909.11723).
 */
const CONTROLS = [
  'none',
  'shuffledLabels',
  'randomTeacher',
  'permutedNonTargets',
  'uniformNonTargets',
] as const;

/** What the students begin with: seeded weights, or the teacher's hidden layers under a seeded last layer. */
const STUDENT_STARTS = ['seeded', 'copied'] as const;

export const LESSON_SETTINGS = {
  temperature: {
    type: within(LIMITS.temperature).default(8),
    label: 'Temperature',
    help: 'Both networks’ logits are divided by T before they are compared: a higher T shows more of what the teacher thinks of the wrong digits.',
    advice: 'Try 1, then 8: at 1 the teacher says little more than the label.',
    scope: 'lesson',
    group: 'learntFrom',
  },
  softWeight: {
    type: within(LIMITS.softWeight).default(0.9),
    label: 'Weight of the soft loss',
    help: 'The loss on the labels has the rest: at 0 nobody listens to the teacher, at 1 nobody looks at the labels.',
    advice: 'Try 0: the distilled student is then its standalone twin.',
    scope: 'lesson',
    group: 'learntFrom',
    step: 0.05,
  },
  squareTemperature: {
    type: z.boolean().default(true),
    why: 'its gradient then keeps its size as T grows (Hinton et al. 2015, §2)',
    label: 'Soft loss times T²',
    help: 'Without it a high temperature also turns the teacher down.',
    advice: 'Try it off at a high temperature.',
    scope: 'lesson',
    group: 'learntFrom',
  },
  softLoss: {
    type: z.enum(SOFT_LOSSES).default(DEFAULT_FORM.softLoss),
    label: 'Form of the soft loss',
    help: 'What a student is to have in common with its teacher: probabilities, compared in one way or another, or the logits themselves.',
    advice: 'Try the logits: they are what high temperatures come to.',
    scope: 'lesson',
    group: 'learntFrom',
  },
  nonTargetWeight: {
    type: within(LIMITS.nonTargetWeight).default(DEFAULT_FORM.nonTargetWeight),
    label: 'Weight of the non-targets',
    help: 'β of Zhao et al. 2022: how much the wrong digits count among each other where the soft loss is decoupled.',
    advice: 'Try 4, with the decoupled form of the soft loss.',
    scope: 'lesson',
    group: 'learntFrom',
  },
  klDirection: {
    type: within(LIMITS.klDirection).default(DEFAULT_FORM.klDirection),
    label: 'Direction of the KL',
    help: 'Of the form jensenShannon: at 0 a student must cover all that its teacher thinks possible, at 1 it must leave out what its teacher leaves out.',
    advice: 'Try 1 with a student that is too small for all of it.',
    scope: 'lesson',
    group: 'learntFrom',
    step: 0.1,
  },
  topK: {
    type: whole(LIMITS.topK).default(DEFAULT_FORM.topK),
    label: 'Probabilities kept',
    help: 'Of the form topK: how many of the teacher’s highest probabilities are taught; 10 are all.',
    advice: 'Try 1, then 2: at which does the gain begin?',
    scope: 'lesson',
    group: 'learntFrom',
  },
  topKRest: {
    type: z.enum(TOP_K_RESTS).default(DEFAULT_FORM.topKRest),
    label: 'The other probabilities',
    help: 'Of the form topK: those that are not kept are dropped, or spread evenly over their digits.',
    advice: 'Try to spread them: then they say how sure the teacher is, and nothing else.',
    scope: 'lesson',
    group: 'learntFrom',
  },
  labelSmoothing: {
    type: within(LIMITS.labelSmoothing).default(0),
    label: 'Label smoothing',
    help: 'Share of every label that is spread over all digits, in both arms: the baseline of Müller et al. 2019.',
    advice: 'Try 0.1: is it the softness alone that helps?',
    scope: 'student',
    group: 'learntFrom',
    step: 0.05,
  },
  control: {
    type: z.enum(CONTROLS).default('none'),
    label: 'A sceptic’s control',
    help: 'Puts a teacher that knows nothing in the true one’s place, or exchanges what the true one says of the wrong digits, or makes it equal.',
    advice: 'Try each: where a control gains as much as the teacher, the gain was not the teacher’s.',
    scope: 'transferSet',
    group: 'learntFrom',
  },
  studentStart: {
    type: z.enum(STUDENT_STARTS).default('seeded'),
    label: 'Students start',
    help: 'With seeded weights, or with the teacher’s hidden layers: that is transfer learning, and wants equal hidden layers, where distillation does not.',
    advice: 'Try to copy: it asks for students of the teacher’s own hidden layers.',
    scope: 'student',
    group: 'students',
  },
} as const satisfies Record<string, Setting>;
