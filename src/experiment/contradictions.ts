/** Settings that were asked for and cannot both have an effect: said before a run, not found out after it. */
import { SOFT_LOSS_FORMS, SOFT_LOSSES } from '../distillation/softLosses.ts';
import { FORM_SETTINGS, type FormSetting, type SoftLossForm } from '../distillation/softLosses/form.ts';
import { usesBroughtTeacher, usesGivenTeacher, type Config } from './config.ts';
import { LIMITS } from './limits.ts';
import { settingsOfScope } from './settingsTable.ts';

interface Rule {
  readonly names: readonly (keyof Config)[];
  /** Why what was asked for changes nothing; null where it does. */
  reason(config: Config): string | null;
}

const RULES: readonly Rule[] = [
  {
    names: settingsOfScope('teacher').filter((name) => name !== 'teacher' && name !== 'teacherFile'),
    reason: (config) =>
      usesGivenTeacher(config) ? `teacher is ${config.teacher}, which is not trained in this run` : null,
  },
  {
    names: ['teacherFile'],
    reason: (config) =>
      usesBroughtTeacher(config) ? null : `teacher is ${config.teacher}, which comes from no file of yours`,
  },
  {
    names: ['teacher'],
    reason: ({ control, teacher }) =>
      teacher !== 'trained' && (control === 'shuffledLabels' || control === 'randomTeacher')
        ? `control is ${control}, which puts another network in its place`
        : null,
  },
  {
    names: ['teacherEpochs', 'teacherLearningRate', 'teacherBend', 'teacherJitter'],
    reason: ({ control }) =>
      control === 'randomTeacher' ? 'control is randomTeacher, which is never trained' : null,
  },
  ...FORM_SETTINGS.map((name) => ({
    names: [name],
    reason: ({ softLoss }: Config) => (readersOf(name).includes(softLoss) ? null : notRead(name, softLoss)),
  })),
  {
    names: [...FORM_SETTINGS, 'softLoss', 'control'],
    reason: ({ softWeight }) =>
      softWeight === 0 ? 'softWeight is 0, so that nobody listens to the teacher' : null,
  },
  {
    names: ['topKRest'],
    reason: ({ topK }) => (topK === LIMITS.topK.max ? `topK is ${topK}: no probability is left out` : null),
  },
  {
    names: ['teacherWrongLabels'],
    reason: ({ wrongLabels }) => (wrongLabels === 0 ? 'wrongLabels is 0: no label is redrawn' : null),
  },
  {
    names: ['dropout'],
    reason: ({ hidden }) => (hidden.length === 0 ? 'hidden is empty: there are no units to silence' : null),
  },
  {
    names: ['teacherAverage'],
    reason: ({ teacherNetworks }) =>
      teacherNetworks === 1 ? 'teacherNetworks is 1: there is nothing to average' : null,
  },
  {
    names: ['sloppiness'],
    reason: ({ data }) =>
      data === 'embedded' ? null : `the digits are ${data}; only the embedded ones are written here`,
  },
];

const readersOf = (name: FormSetting) =>
  SOFT_LOSSES.filter((form) => {
    const { reads }: SoftLossForm = SOFT_LOSS_FORMS[form];
    return reads.includes(name);
  });

function notRead(name: FormSetting, softLoss: Config['softLoss']): string {
  if (softLoss === 'logits' && (name === 'temperature' || name === 'squareTemperature'))
    return 'softLoss is logits, which know no temperature';
  return `softLoss is ${softLoss}; it belongs to ${readersOf(name).join(', ')}`;
}

/** @param settings as asked for @param configs what they lead to @returns null when each has an effect in some run, else why one has none */
export function contradictionIn(settings: Partial<Config>, configs: readonly Config[]): string | null {
  for (const [name, value] of Object.entries(settings)) {
    const rules = RULES.filter(({ names }) => names.some((each) => each === name));
    const reasons = configs.map((config) => rules.map(({ reason }) => reason(config)).find(Boolean));
    if (reasons.every(Boolean))
      return `${name} is set to ${JSON.stringify(value)}, but ${reasons[0]}. Leave one of the two out.`;
  }
  return null;
}
