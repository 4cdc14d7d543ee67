/** Experiments of networks so small that many can be trained in a test, on 300 digits. */
import { penmanship } from '../../src/data/penmanship/penmanship.ts';
import { runExperiment, type ExperimentInput } from '../../src/engine/experiment.ts';
import type { TeacherCache } from '../../src/engine/teacher.ts';
import type { Config } from '../../src/experiment/config.ts';
import type { ExperimentEvent } from '../../src/experiment/events.ts';
import { planExperiment } from '../../src/experiment/plan.ts';
import type { Preset, Variant } from '../../src/experiment/preset.ts';

export const digits = await penmanship({ seed: 1, sloppiness: 'calm', numTrain: 300, numTest: 500 });
export const SMALL: Partial<Config> = {
  ...{ labels: 100, hidden: [8], epochs: 2, batchSize: 32, seeds: 2 },
  ...{ teacherHidden: [16], teacherEpochs: 3, teacherBatchSize: 50, teacherBend: 0 },
};
export const presetOf = (variants: readonly Variant[], config: Partial<Config> = {}): Preset => ({
  ...{
    name: 'test',
    claim: '',
    source: '',
    title: '',
    sourceNumber: '',
    expects: [],
    measures: ['gain'],
    minutes: 1,
    data: 'embedded',
  },
  ...{ config: { ...SMALL, ...config }, variants },
});

export async function execute(preset: Preset, changes: Partial<ExperimentInput> = {}) {
  const events: ExperimentEvent[] = [];
  const teachers: TeacherCache = new Map();
  const generator = runExperiment({
    ...{ plan: planExperiment(preset), digits, backend: 'wasm', teachers },
    teacherFor: () => Promise.resolve(null),
    ...changes,
  });
  let next = await generator.next();
  for (; !next.done; next = await generator.next()) events.push(next.value);
  for (const { cohort } of teachers.values()) cohort.dispose();
  return { events, result: next.value };
}

/** What is left when times are taken out, wherever they stand. */
export const withoutTimes = (result: object): unknown =>
  JSON.parse(
    JSON.stringify(result, (key, value: unknown) => (['timing', 'latencyMs'].includes(key) ? 0 : value)),
  );

export const GENERATIONS: Variant[] = [
  { label: 'first', config: {} },
  { label: 'second', config: { teacher: 'student' }, taughtBy: 'first' },
  { label: 'third', config: { teacher: 'student' }, taughtBy: 'second' },
];
