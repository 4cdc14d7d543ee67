/** Says which help belongs to a control, or to a group of them. The texts are loaded when somebody wants one. */
import type { SettingName } from '../../experiment/settingsTable.ts';
import type { CONTROL_HELP } from './controlHelp.ts';

/** A setting, or another control. */
export type HelpTopic = SettingName | keyof typeof CONTROL_HELP;

export const HELPED = '[data-help]';

/** Attributes of an element that has help: it is shown where somebody points at it, focuses it or holds it. */
export const helped = (topic: HelpTopic) => ({ 'data-help': topic });
