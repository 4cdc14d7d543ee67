/** A lesson is a link that hides controls, so that a class sees only what it is about: `?lesson=files,labels`. */

import { withParameter } from './address.ts';

/** Every control that a lesson can hide, with its name for people. On the page it stands within <Shown>. */
export const LESSON_CONTROLS = {
  experiment: 'Choice of experiment',
  digits: 'Choice of digits',
  files: 'Open files',
  share: 'Share',
  testDigits: 'Test digits to pick',
  framing: 'Frame drawings as MNIST was',
  predictions: 'Predictions',
  network: 'Switch of networks',
  scale: 'Linear or log',
  temperature: 'Temperature slider',
  sentence: 'Sentence under the curve',
  probabilities: 'Table of probabilities',
  curves: 'Curves of training',
  training: 'Training',
  settings: 'All settings of the run',
  teacher: 'Setting: teacher',
  students: 'Setting: students',
  labels: 'Setting: labels',
  softWeight: 'Setting: taught by labels or teacher',
  trainedAt: 'Setting: trained at T',
  loss: 'Formula of the loss',
  digitsKept: 'Setting: digits kept',
  comparison: 'Comparison',
  guess: 'Guess before the verdict',
  diagram: 'Diagram of teacher and student',
  experiments: 'Experiments',
  sweep: 'Sweep',
  pooled: 'Pooled results',
  darkKnowledge: 'Dark knowledge',
  mistakes: 'Mistakes',
  yours: 'Ten digits of one’s own',
  article: 'Story',
} as const;

export type LessonControl = keyof typeof LESSON_CONTROLS;
export const CONTROL_NAMES = Object.keys(LESSON_CONTROLS).filter(isControl);

const PARAMETER = 'lesson';
const MAX_UNKNOWN = 5;

interface Lesson {
  readonly hidden: ReadonlySet<LessonControl>;
  /** Names that no control has, and those that there are; null when all are known. */
  readonly problem: string | null;
}

/** @param search the part of the address from its "?" on */
export function readLesson(search: string): Lesson {
  const names = new URLSearchParams(search)
    .getAll(PARAMETER)
    .flatMap((list) => list.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = [...new Set(names.filter((name) => !isControl(name)))];
  const quoted = unknown.slice(0, MAX_UNKNOWN).map((name) => `"${name.slice(0, 40)}"`);
  return {
    hidden: new Set(names.filter(isControl)),
    problem:
      unknown.length === 0
        ? null
        : `The lesson hides ${quoted.join(', ')}${unknown.length > MAX_UNKNOWN ? ' and others' : ''}, but there is no such control. ` +
          `Known are: ${CONTROL_NAMES.join(', ')}.`,
  };
}

/** The same address with another lesson; none hides nothing. */
export const withLesson = (address: string, hidden: readonly LessonControl[]) =>
  withParameter(address, PARAMETER, hidden.length > 0 ? hidden.join(',') : null);

function isControl(name: string): name is LessonControl {
  return Object.hasOwn(LESSON_CONTROLS, name);
}
