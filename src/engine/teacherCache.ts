/** Teachers kept between runs, so that another temperature does not cost another teacher. */
import type { Config } from '../experiment/config.ts';
import { settingsOfScope } from '../experiment/settingsTable.ts';
import type { Teacher } from './teacher.ts';

/** By what they depend on, oldest first. The owner of the map disposes their cohorts. */
export type TeacherCache = Map<string, Teacher>;

/** As many as one compares at a time; each holds a few MB. */
const MAX_KEPT = 4;

/** Keeps a teacher for later runs; the oldest gives way. */
export function keepTeacher(teachers: TeacherCache, key: string, teacher: Teacher): void {
  teachers.set(key, teacher);
  const [oldest] = teachers.keys();
  if (teachers.size <= MAX_KEPT || oldest === undefined) return;
  teachers.get(oldest)?.cohort.dispose();
  teachers.delete(oldest);
}

/** The settings on which a teacher depends: a run with the same ones can use the same teacher. */
export function teacherKey(config: Config): string {
  const { seed, control } = config;
  const isOther = control === 'shuffledLabels' || control === 'randomTeacher';
  const ofTeacher = settingsOfScope('data', 'teacher').map((name) => config[name]);
  return JSON.stringify([seed, isOther ? control : 'none', ...ofTeacher]);
}
