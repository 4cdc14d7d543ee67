/** Every setting of a run: form, links, command line, cohort and teacher keys and contradictions follow from this table. */
import { LESSON_SETTINGS } from './settingsTable/lesson.ts';
import type { Scope } from './settingsTable/setting.ts';
import { STUDENT_SETTINGS } from './settingsTable/students.ts';
import { TEACHER_SETTINGS } from './settingsTable/teacher.ts';
import { TRANSFER_SET_SETTINGS } from './settingsTable/transferSet.ts';

export const SETTINGS = {
  ...TRANSFER_SET_SETTINGS,
  ...STUDENT_SETTINGS,
  ...LESSON_SETTINGS,
  ...TEACHER_SETTINGS,
};

export type SettingName = keyof typeof SETTINGS;

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** In the order of the table. */
export function settingsOfScope(...scopes: readonly Scope[]): readonly SettingName[] {
  return SETTING_NAMES.filter((name) => scopes.includes(SETTINGS[name].scope));
}
