import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { penmanship } from '../../../src/data/penmanship/penmanship.ts';
import { OutOfMemoryError } from '../../../src/engine/kernels/memoryGuard.ts';
import { run } from '../../../src/engine/run.ts';
import type { TeacherCache } from '../../../src/engine/teacher.ts';
import type { Config } from '../../../src/experiment/config.ts';
import { parseConfig } from '../../../src/experiment/settings.ts';
import type { EngineEvent } from '../../../src/worker/engineApi.ts';
import { SILENT_PULSE } from '../../../src/worker/pulse.ts';
import { createRunKeeper } from '../../../src/worker/runKeeper.ts';
import { openInNode, openStockWasm } from '../../support/backends.ts';
import { withoutTimes } from '../../support/smallExperiment.ts';
import { watchWasmMemory } from '../../support/wasmMemory.ts';

const digits = await penmanship({ seed: 1, sloppiness: 'calm', numTrain: 120, numTest: 50 });
const small: Partial<Config> = {
  ...{ labels: 64, hidden: [8, 6], epochs: 1, batchSize: 32, seeds: 2, dropout: 0.2 },
  ...{ teacherNetworks: 2, teacherHidden: [8], teacherEpochs: 1, teacherBatchSize: 60, teacherMaxNorm: 2 },
};
const SHAPES: Record<string, Config> = {
  perceptrons: parseConfig(small),
  convolutions: parseConfig({ ...small, teacherConvolutions: ['3x3x4+pool', '3x3x4'] }),
};

/** Everything of it released, whatever becomes of it. @throws as run */
async function runWhole(config: Config): Promise<unknown> {
  const teachers: TeacherCache = new Map();
  const events = run({ preset: 'test', config, digits, backend: 'wasm', teachers });
  try {
    for (;;) {
      const { done, value } = await events.next();
      if (done) return withoutTimes(value.result);
    }
  } finally {
    for (const { cohort } of teachers.values()) cohort.dispose();
  }
}

const WORDS =
  /^Memory ran out: \d+ MB were asked for, with \d+ MB in use, .* Take fewer seeds, smaller hidden layers/;

describe.each([
  // tfjs-wasm by itself has no gradient of a convolution.
  { name: 'without the kernels', open: openStockWasm, shapes: ['perceptrons'] },
  { name: 'with the kernels', open: () => openInNode('wasm'), shapes: Object.keys(SHAPES) },
])('an allocation that fails, $name', ({ open, shapes }) => {
  beforeAll(async () => {
    await open();
  });

  it.each(shapes)(
    'ends the run in words wherever it fails, leaves nothing behind and harms no later run (%s)',
    async (shape) => {
      const config = SHAPES[shape]!;
      const memory = watchWasmMemory();
      const undisturbed = await runWhole(config);
      memory.begin();
      await runWhole(config);
      const numAllocations = memory.numAllocations();
      const [numTensors, inUse] = [tf.memory().numTensors, memory.inUse()];
      const failing = [1, 2, 3, 4, 5, 6, 8, 10, 12];
      for (let part = 1; part < 40; part++)
        failing.push(Math.round((numAllocations * part) / 40) + (part % 7));
      for (const at of failing.filter((each) => each <= numAllocations)) {
        memory.begin(at);
        const error = await runWhole(config).catch((reason: unknown) => reason);
        expect(error, `allocation ${at}`).toBeInstanceOf(OutOfMemoryError);
        expect(String((error as Error).message)).toMatch(WORDS);
        expect(tf.memory().numTensors, `tensors after allocation ${at}`).toBe(numTensors);
        expect(memory.inUse(), `bytes after allocation ${at}`).toBe(inUse);
      }
      memory.begin();
      expect(await runWhole(config)).toEqual(undisturbed);
    },
  );

  it('is what a request gets that ends beyond the addresses of WebAssembly', () => {
    const memory = watchWasmMemory();
    const backend = tf.backend() as unknown as {
      makeOutput(shape: number[], dtype: string): tf.TensorInfo;
    };
    const makeFloats = (billions: number) => backend.makeOutput([billions * 1e9], 'float32');
    expect(() => makeFloats(1.2)).toThrow(/4.80 GB were asked for, .*WebAssembly ends at 4.29 GB/);
    const held = [0.5, 0.5].map(makeFloats); // 4 GB that nobody writes to
    expect(() => makeFloats(0.5)).toThrow(/2.00 GB were asked for, /);
    for (const { dataId } of held) tf.backend().disposeData(dataId);
    expect(memory.inUse()).toBe(0);
  });
});

it('is told by the worker as the end of the run: a restart from the checkpoint would only fail again', async () => {
  await openInNode('wasm');
  const memory = watchWasmMemory();
  const config = SHAPES['perceptrons']!;
  const heard: EngineEvent[] = [];
  const broken: unknown[] = [];
  const teachers: TeacherCache = new Map();
  const keeper = createRunKeeper(
    (wanted) => Promise.resolve(run({ preset: 'test', config: wanted, digits, backend: 'wasm', teachers })),
    (event) => heard.push(event),
    SILENT_PULSE,
    (error) => broken.push(error),
  );
  const train = (runId: number) =>
    keeper.train(runId, config, { setId: digits.id, paused: false, teacher: null });
  memory.begin(100);
  await train(1);
  expect(broken).toEqual([]);
  const last = heard.at(-1);
  expect(last).toMatchObject({ type: 'runFailed', runId: 1 });
  expect(last?.type === 'runFailed' && last.message).toMatch(WORDS);
  memory.begin();
  await train(2);
  expect(heard.some((event) => event.type === 'runFailed' && event.runId === 2)).toBe(false);
  for (const { cohort } of teachers.values()) cohort.dispose();
});
