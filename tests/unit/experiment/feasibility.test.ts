import { expect, it } from 'vitest';
import { layersOf } from '../../../src/experiment/architecture.ts';
import { DEFAULT_CONFIG, type Config } from '../../../src/experiment/config.ts';
import { obstacleTo } from '../../../src/experiment/feasibility.ts';

const digits = { numTrain: 100, numUnlabelled: 0, numTest: 10, isEndless: false };
const summary = {
  ...digits,
  id: 'x',
  source: { data: 'own', sloppiness: 'mid' },
  name: 'x',
  provenance: '',
} as const;
const layers = (...hidden: number[]) => layersOf({ convolutions: [], hidden });
const obstacle = (changes: Partial<Config>, given?: ReturnType<typeof layers> | null) =>
  obstacleTo({ ...DEFAULT_CONFIG, labels: 50, ...changes }, summary, given);

it('knows before a run that its given teacher is missing, unless a control takes its place', () => {
  expect(obstacle({ teacher: 'student' }, null)).toBe(
    'The settings ask for the student teacher, but none is there. Set teacher to trained.',
  );
  expect(obstacle({ teacher: 'student' }, layers(30))).toBeNull();
  expect(obstacle({ teacher: 'shipped' })).toBeNull(); // not known yet
  expect(obstacle({ teacher: 'shipped', control: 'randomTeacher' }, null)).toBeNull();
  expect(obstacle({}, null)).toBeNull();
});

it('knows before a run that hidden layers cannot be copied from the teacher that will be there', () => {
  const copied = { studentStart: 'copied', teacherHidden: [30], hidden: [20] } as const;
  expect(obstacle({ ...copied, teacherHidden: [20] })).toBeNull();
  expect(obstacle(copied)).toContain('do not fit the student (784-30-10 into 784-20-10)');
  expect(obstacle({ ...copied, teacher: 'student' }, layers(20))).toBeNull();
  expect(obstacle({ ...copied, teacher: 'student' }, layers(40))).toContain('(784-40-10 into 784-20-10)');
});
