/** Networks as people call them. */
import { describeLayers } from '../distillation/layers.ts';
import { describeTeacher, layersOf } from '../experiment/architecture.ts';
import { usesGivenTeacher, type Config } from '../experiment/config.ts';

type Students = Pick<Config, 'convolutions' | 'hidden' | 'seeds'>;

/** e.g. "784-64-10 × 5 seeds × 2 arms" */
export function studentsInWords({ seeds, ...student }: Students): string {
  const layers = describeLayers(layersOf(student));
  return `${layers} × ${seeds} ${seeds === 1 ? 'seed' : 'seeds'} × 2 arms`;
}

/** What each choice of a teacher is called. */
export const TEACHER_NAMES: Readonly<Record<Config['teacher'], string>> = {
  trained: 'trained in this run',
  shipped: 'shipped CNN, 421 642 weights',
  middle: 'shipped CNN, half trained',
  early: 'shipped CNN, hardly trained',
  student: 'a student of an earlier run',
  brought: 'from a file of yours',
};

/** How the teacher of a run came to know what it knows. */
const TRAINING: Readonly<Record<Config['control'], string>> = {
  none: 'trained in this run',
  permutedNonTargets: 'trained in this run',
  uniformNonTargets: 'trained in this run',
  shuffledLabels: 'trained in this run on shuffled labels',
  randomTeacher: 'never trained',
};

/** e.g. "784-300-100-10, trained in this run" */
export function teacherInWords(
  config: Pick<
    Config,
    'teacher' | 'teacherFile' | 'control' | 'teacherConvolutions' | 'teacherHidden' | 'teacherNetworks'
  >,
): string {
  if (usesGivenTeacher(config))
    return config.teacher === 'brought' && config.teacherFile !== ''
      ? `${config.teacherFile}, ${TEACHER_NAMES.brought}`
      : TEACHER_NAMES[config.teacher];
  return `${describeTeacher(config)}, ${TRAINING[config.control]}`;
}
