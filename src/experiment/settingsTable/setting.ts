/** What is known about one setting, and the types of value that several settings share. */
import { z } from 'zod';
import { CONVOLUTION_PATTERN, layersOf } from '../architecture.ts';
import { LIMITS, type Limits } from '../limits.ts';

z.config({ jitless: true }); // a schema is asked a few times: code written for it would cost more than it saves

/**
 * What changes with a setting, and so what has to be made anew: the digits, the teacher, the images and labels that the
 * students see, the students' own training, or only what the teacher tells them (such runs fit into one cohort).
 */
export type Scope = 'data' | 'teacher' | 'transferSet' | 'student' | 'lesson';

/** Where "All settings" shows it; page: it has a control of its own on the page, and stands nowhere else. */
export type Group = 'students' | 'learntFrom' | 'teacher' | 'page';

export interface Setting {
  /** Parser and limits; its default is that of the setting. */
  readonly type: z.ZodDefault;
  /** Why the default is what it is; the end of a sentence. */
  readonly why?: string;
  readonly label: string;
  /** Follows the label. */
  readonly unit?: string;
  /** What it is, in one sentence. */
  readonly help: string;
  /** What to try, in one sentence. */
  readonly advice: string;
  readonly scope: Scope;
  readonly group: Group;
  /** How far an arrow key goes; 1 if left out. */
  readonly step?: number;
}

export const within = ({ min, max }: Limits) => z.number().min(min).max(max);
export const whole = (limits: Limits) => within(limits).int();
export const hiddenLayers = z.array(whole(LIMITS.hiddenUnits)).max(LIMITS.numHiddenLayers.max).readonly();

export const convolutions = z
  .array(z.string().regex(CONVOLUTION_PATTERN, 'a convolution is written as 3x3x32+pool or 5x5x16/2'))
  .max(4)
  .refine(leavePixels, 'the convolutions leave no pixel of the image; expected fewer strides and pools')
  .readonly();

/** Those that are not written as they should be are refused one by one. */
function leavePixels(texts: readonly string[]): boolean {
  try {
    return layersOf({ convolutions: texts, hidden: [] }).length > 0;
  } catch {
    return !texts.every((text) => CONVOLUTION_PATTERN.test(text));
  }
}
