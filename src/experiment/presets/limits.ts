/** Where distillation loses or gains little: students too small, teachers too good, too little patience. */
import { gains, gainsMore, loses } from '../claim.ts';
import { crossed, temperatures, varying, type Preset } from '../preset.ts';

export const LIMIT_PRESETS: readonly Preset[] = [
  {
    name: 'too-small',
    title: 'Too small to learn it',
    claim:
      'A student that is too small for what its teacher knows is hurt by high temperatures; the T that is best grows with its width.',
    source: 'Hinton, Vinyals, Dean 2015, arXiv 1503.02531, §3',
    sourceNumber: '30 units a layer: T from 2.5 to 4 best; 300 and more: every T above 8 much alike',
    expects: [
      loses('16 units, T = 8', '16 units lose at T = 8'),
      loses('16 units, T = 20', '16 units lose at T = 20'),
      gainsMore('16 units, T = 1', '16 units, T = 8', '16 units: T = 1 is better than T = 8'),
      gains('128 units, T = 8', '128 units gain at T = 8'),
      gainsMore('800 units, T = 8', '800 units, T = 1', '800 units: T = 8 is better than T = 1'),
    ],
    measures: ['gain'],
    remark:
      'Ten epochs, so that a small student is short of steps as well as of units: with thirty the loss nearly goes.',
    minutes: 4,
    data: 'embedded',
    config: { labels: 10_000, epochs: 10, learningRate: 3e-3 },
    variants: crossed(
      varying('hidden', [[16], [32], [128], [800]], ([units]) => `${units} units`),
      temperatures(1, 1.5, 2.5, 4, 8, 20),
    ),
  },
  {
    name: 'stronger-teacher',
    title: 'A stronger teacher',
    claim:
      'A stronger teacher need not teach a small student better; one that is no better than the student teaches it nothing.',
    source: 'Tian, Krishnan, Isola 2020, RepDistiller, table of CIFAR-100',
    sourceNumber: 'teachers of 74.64 and 79.34 % give students of 67.37 and 67.35 %',
    expects: [
      gainsMore(
        '784-300-100-10 of this run',
        'the shipped CNN, finished',
        'the better CNN teaches worse than the perceptron',
      ),
      loses('the shipped CNN, early', 'a teacher below the student harms it'),
    ],
    measures: ['gain', 'accuracy'],
    minutes: 1,
    data: 'mnist',
    config: {},
    variants: [
      { label: 'the shipped CNN, early', config: { teacher: 'early' } },
      { label: 'the shipped CNN, middle', config: { teacher: 'middle' } },
      { label: 'the shipped CNN, finished', config: { teacher: 'shipped' } },
      { label: '784-300-100-10 of this run', config: { teacher: 'trained', teacherHidden: [300, 100] } },
    ],
  },
  {
    name: 'label-smoothed-teacher',
    title: 'A teacher of smoothed labels',
    claim: 'A teacher that was trained on smoothed labels is as good and teaches worse.',
    source: 'Müller, Kornblith, Hinton 2019, arXiv 1906.02629',
    sourceNumber: 'none in one number: a figure shows the student of the smoothed teacher below the other',
    expects: [0.1, 0.3].map((share) =>
      gainsMore('hard labels', `smoothed by ${share}`, `smoothed by ${share} it teaches worse`),
    ),
    measures: ['gain', 'accuracy'],
    minutes: 1.5,
    data: 'embedded',
    config: {},
    variants: varying('teacherLabelSmoothing', [0, 0.1, 0.3], (share) =>
      share === 0 ? 'hard labels' : `smoothed by ${share}`,
    ),
  },
  {
    name: 'patience',
    title: 'Patience',
    claim: 'Distillation wants patience: the longer a student trains, the more it gains.',
    source: 'Beyer et al. 2022, arXiv 2106.05237',
    sourceNumber: 'none in one number: students gain for thousands of epochs',
    expects: [
      gainsMore('20 epochs', '5 epochs', '20 epochs gain more than 5'),
      gainsMore('80 epochs', '20 epochs', '80 epochs gain more than 20'),
      gainsMore('320 epochs', '80 epochs', '320 epochs gain more than 80'),
    ],
    measures: ['gain', 'accuracy'],
    minutes: 1,
    data: 'embedded',
    config: {},
    variants: varying('epochs', [5, 20, 80, 320], (epochs) => `${epochs} epochs`),
  },
  {
    name: 'soft-weight',
    title: 'How much to heed the teacher',
    claim: 'Most of the weight belongs to the soft targets, and some to the labels.',
    source: 'Hinton, Vinyals, Dean 2015, arXiv 1503.02531, §2',
    sourceNumber: 'none: “a considerably lower weight on the second objective function”, the labels',
    expects: [
      gainsMore('softWeight = 0.9', 'softWeight = 0.25', '0.9 gains more than 0.25'),
      gainsMore('softWeight = 0.9', 'softWeight = 1', 'some weight on the labels gains more than none'),
    ],
    measures: ['gain'],
    minutes: 0.5,
    data: 'embedded',
    config: {},
    variants: varying('softWeight', [0, 0.25, 0.5, 0.75, 0.9, 1]),
  },
];
