/** The config of one run: everything that the table of settings knows, parsed. */
import { z } from 'zod';
import { SETTING_NAMES, SETTINGS, type SettingName } from './settingsTable.ts';

export { LIMITS } from './limits.ts';
export { SLOPPINESS } from './settingsTable/transferSet.ts';

type Shape = { readonly [Name in SettingName]: (typeof SETTINGS)[Name]['type'] };

/** Flat, so that a link, a form and `--set key=value` use the same names. */
export const configSchema = z.strictObject(
  Object.fromEntries(SETTING_NAMES.map((name) => [name, SETTINGS[name].type])) as Shape,
);

export type Config = Readonly<z.infer<typeof configSchema>>;
export type DataSource = Config['data'];
export type Sloppiness = Config['sloppiness'];
export type Schedule = Config['schedule'];
export type OptimiserName = Config['optimiser'];

/** Whether a network teaches that was there before the run; a control puts another one in its place. */
export function usesGivenTeacher({ teacher, control }: Pick<Config, 'teacher' | 'control'>): boolean {
  return teacher !== 'trained' && control !== 'shuffledLabels' && control !== 'randomTeacher';
}

/** Whether the shipped network teaches. */
export function usesShippedTeacher(config: Config): boolean {
  return config.teacher === 'shipped' && usesGivenTeacher(config);
}

/** Whether a network teaches that a person brought; its file is named by teacherFile. */
export function usesBroughtTeacher(config: Config): boolean {
  return config.teacher === 'brought' && usesGivenTeacher(config);
}

export const DEFAULT_CONFIG: Config = configSchema.parse({});
