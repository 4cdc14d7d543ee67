/** A lesson is a link that hides controls, so that a class sees only what it is about: `?lesson=files,labels`. */

import { withParameter } from './address.ts';

/** Every control that a lesson can hide. On the page it stands within <Shown>. */
export const CONTROL_NAMES = [
  'experiment',
  'digits',
  'files',
  'share',
  'testDigits',
  'framing',
  'predictions',
  'network',
  'scale',
  'temperature',
  'sentence',
  'probabilities',
  'curves',
  'training',
  'settings',
  'teacher',
  'students',
  'labels',
  'softWeight',
  'trainedAt',
  'loss',
  'digitsKept',
  'comparison',
  'guess',
  'diagram',
  'experiments',
  'sweep',
  'pooled',
  'library',
  'darkKnowledge',
  'mistakes',
  'yours',
  'article',
] as const;

export type LessonControl = (typeof CONTROL_NAMES)[number];

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
  return CONTROL_NAMES.some((known) => known === name);
}
