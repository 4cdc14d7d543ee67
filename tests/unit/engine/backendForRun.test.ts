import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { penmanship } from '../../../src/data/penmanship/penmanship.ts';
import { backendForRun, type Backend } from '../../../src/engine/backend.ts';
import { run } from '../../../src/engine/run.ts';
import { cacheKey, type TeacherCache } from '../../../src/engine/teacher.ts';
import type { Config } from '../../../src/experiment/config.ts';
import { parseConfig } from '../../../src/experiment/settings.ts';
import { openInNode } from '../../support/backends.ts';

const digits = await penmanship({ seed: 1, sloppiness: 'calm', numTrain: 80, numTest: 20 });
/** A teacher of four steps. */
const SHORT = parseConfig({
  teacher: 'trained',
  labels: 40,
  hidden: [8],
  epochs: 1,
  batchSize: 20,
  seeds: 1,
  teacherHidden: [24],
  teacherEpochs: 1,
  teacherBatchSize: 20,
});
/** Past the limits that settings have, so that it is long on any machine. */
const LONG: Config = { ...SHORT, teacherEpochs: 1_000_000 };

/** The backends as they were opened, each with the other as its alternative; wasm is the faster by far. */
let onCpu: Backend;
let onWasm: Backend;
const teachers: TeacherCache = new Map();

beforeAll(async () => {
  const [wasm, cpu] = [await openInNode('wasm'), await openInNode('cpu')];
  onCpu = { ...cpu, alternative: { name: 'wasm', label: wasm.label } };
  onWasm = { ...wasm, alternative: { name: 'cpu', label: cpu.label } };
});
beforeEach(() => void tf.setBackend('cpu'));
afterEach(() => {
  teachers.forEach(({ cohort }) => cohort.dispose());
  teachers.clear();
});

/** Runs on the backend in use; its teacher is kept. */
async function keepTeacherOf(config: Config): Promise<void> {
  const events = run({ preset: 'test', config, digits, backend: 'test', teachers });
  while (!(await events.next()).done);
}
const choose = (opened: Backend, config: Config) => backendForRun(opened, config, digits, teachers);

describe('the backend of a run', () => {
  it('is the faster of two where a long teacher is to be trained, whichever was opened', async () => {
    const before = tf.memory().numTensors;
    expect(await choose(onCpu, LONG)).toBe('wasm SIMD');
    expect(tf.getBackend()).toBe('wasm');
    expect(await choose(onWasm, LONG)).toBe('wasm SIMD');
    expect(tf.getBackend()).toBe('wasm');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is the opened one for a short teacher, also after a run on the other', async () => {
    expect(await choose(onCpu, SHORT)).toBe('cpu');
    expect(tf.getBackend()).toBe('cpu');
    await tf.setBackend('wasm');
    expect(await choose(onCpu, SHORT)).toBe('cpu');
    expect(tf.getBackend()).toBe('cpu');
  });

  it('is the opened one where the teacher is given, and where there is no other', async () => {
    expect(await choose(onCpu, { ...LONG, teacher: 'shipped' })).toBe('cpu');
    expect(await choose({ ...onCpu, alternative: null }, LONG)).toBe('cpu');
    expect(tf.getBackend()).toBe('cpu');
  });

  it('is the one on which a kept teacher was trained', async () => {
    await keepTeacherOf(SHORT);
    // The settings are those of a long teacher, but it is there.
    teachers.set(cacheKey(digits, LONG, null), [...teachers.values()][0]!);
    expect(await choose(onCpu, LONG)).toBe('cpu');
    expect(tf.getBackend()).toBe('cpu');
    expect(teachers.size).toBe(2);
    expect(await choose(onWasm, LONG)).toBe('cpu'); // the alternative, since a long run
    expect(tf.getBackend()).toBe('cpu');
    expect(teachers.size).toBe(2);
  });

  it('takes kept teachers with it when it changes: their tensors lie on the other', async () => {
    const before = tf.memory().numTensors;
    await keepTeacherOf(SHORT);
    expect(tf.memory().numTensors).toBeGreaterThan(before);
    expect(await choose(onCpu, { ...SHORT, seed: 2 })).toBe('cpu');
    expect(teachers.size).toBe(1);
    expect(await choose(onCpu, { ...LONG, seed: 2 })).toBe('wasm SIMD');
    expect(teachers.size).toBe(0);
    expect(tf.memory().numTensors).toBe(before);
    // And the run there finds all it needs.
    await keepTeacherOf(SHORT);
    expect(teachers.size).toBe(1);
  });
});
