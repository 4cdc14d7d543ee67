/** Which of a person's own networks teaches. */
import type { GivenTeacher } from '../engine/teacher.ts';
import { usesBroughtTeacher, type Config } from '../experiment/config.ts';
import type { State } from './state.ts';

/** The network that a person brought, where the settings ask for one: as it was opened, or as the run on display has it. */
export function broughtTeacher({ brought, run }: State, config: Config): GivenTeacher | null {
  const { teacherFile: id } = config;
  if (!usesBroughtTeacher(config)) return null;
  if (brought?.teacher.id === id) return brought.teacher;
  const { record } = run;
  const predictor = record && usesBroughtTeacher(record.config) && record.weights.teacher;
  return predictor && record.config.teacherFile === id ? { id, predictor } : null;
}
