import { expect, it } from 'vitest';
import { penmanship } from '../../../src/data/penmanship/penmanship.ts';
import { onePredictor } from '../../../src/distillation/ensemble.ts';
import { denseLayers } from '../../../src/distillation/layers.ts';
import { createSharedTeachers } from '../../../src/engine/sharedTeachers.ts';
import { createExperimentHost } from '../../../src/worker/experimentHost.ts';
import type { ExperimentOrder } from '../../../src/worker/experimentApi.ts';
import { seededNetwork } from '../../support/networks.ts';

const digits = await penmanship({ seed: 1, sloppiness: 'calm', numTrain: 80, numTest: 20 });
const order = (teacherFile: string): ExperimentOrder => ({
  preset: 'default',
  settings: {
    ...{ labels: 40, hidden: [4], epochs: 1, seeds: 1, batchSize: 20 },
    ...{ teacher: 'brought', teacherFile },
  },
  axes: [],
  budget: null,
});

it('an experiment is taught by the network that was brought, and by no other in its place', async () => {
  const host = createExperimentHost({ paths: '', kernels: null });
  const brought = { id: 'mine.onnx-1', predictor: onePredictor(seededNetwork(denseLayers([784, 6, 10]))) };
  await host.openForExperiments('cpu', 'http://localhost/', brought);
  await host.useDigits({ ...digits, source: { data: 'own', sloppiness: 'default' } });
  const variantOf = async (file: string) => {
    const shard = { shard: null, numWorkers: 1, done: null };
    const { variants } = await host.runExperiment(
      order(file),
      shard,
      createSharedTeachers(),
      () => undefined,
    );
    return variants[0];
  };
  expect(await variantOf('mine.onnx-1')).toMatchObject({
    problem: null,
    teacher: { name: 'mine.onnx-1: 784-6-10' },
  });
  const refused = await variantOf('other.onnx-2');
  expect(refused?.problem).toContain('The settings ask for other.onnx-2, but none is there.');
});
