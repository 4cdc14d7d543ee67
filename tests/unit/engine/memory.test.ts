import { beforeAll, describe, expect, it } from 'vitest';
import { summaryOf } from '../../../src/data/digitSet.ts';
import { penmanship } from '../../../src/data/penmanship/penmanship.ts';
import { keepTeacher, makeRoom } from '../../../src/engine/keptTeachers.ts';
import { predictorParameters } from '../../../src/distillation/ensemble.ts';
import { seededLayer } from '../../../src/engine/networks.ts';
import { run } from '../../../src/engine/run.ts';
import { openGivenTeacher, type TeacherCache } from '../../../src/engine/teacher.ts';
import { layersOf } from '../../../src/experiment/architecture.ts';
import type { Config } from '../../../src/experiment/config.ts';
import { bytesOfRun } from '../../../src/experiment/memory.ts';
import { parseConfig } from '../../../src/experiment/settings.ts';
import { openInNode } from '../../support/backends.ts';
import { watchWasmMemory } from '../../support/wasmMemory.ts';

const digits = await penmanship({ seed: 1, sloppiness: 'calm', numTrain: 600, numTest: 100 });
const short: Partial<Config> = { labels: 300, epochs: 1, teacherEpochs: 1 };

beforeAll(() => openInNode('wasm'));

/** What lies idle between the tensors is reckoned too. It is seen in a fresh heap alone, and here others ran before (decision 0020). */
const SLACK = 1.25;

describe('the memory of a run', () => {
  it.each<{ name: string; settings: Partial<Config>; temperatures: number[] }>([
    { name: 'wide students', settings: { hidden: [400, 400], seeds: 4 }, temperatures: [8] },
    {
      name: 'a sweep',
      settings: { hidden: [128], seeds: 10, dropout: 0.2 },
      temperatures: [1, 2, 4, 8],
    },
    {
      name: 'a teacher of convolutions',
      settings: { teacherConvolutions: ['3x3x16+pool', '3x3x32'], teacherNetworks: 2, teacherHidden: [64] },
      temperatures: [8],
    },
    {
      name: 'an ensemble with max norm and dropout',
      settings: { teacherHidden: [500, 500], teacherNetworks: 4, teacherMaxNorm: 3, teacherDropout: 0.5 },
      temperatures: [8],
    },
    {
      name: 'large batches of unlabelled images by sgd',
      settings: { hidden: [256, 64], batchSize: 500, unlabelled: 250, optimiser: 'sgd' },
      temperatures: [8],
    },
  ])('is reckoned before it begins, at 0.9 to 1.5 times what it takes: $name', async (shape) => {
    const { settings, temperatures } = shape;
    const variants = temperatures.map((temperature) => parseConfig({ ...short, ...settings, temperature }));
    const [config] = variants;
    const teachers: TeacherCache = new Map();
    const memory = watchWasmMemory();
    const events = run({ preset: 'test', config: config!, variants, digits, backend: 'wasm', teachers });
    while (!(await events.next()).done);
    const { peak, inUse } = { peak: memory.peak(), inUse: memory.inUse() };
    const [teacher] = teachers.values();
    // It is kept for later runs, and without what its training needed.
    expect(inUse / (4 * predictorParameters(teacher!.predictor))).toBeCloseTo(1, 2);
    teacher!.cohort.dispose();
    const { tensors } = bytesOfRun({ config: config!, numVariants: variants.length }, summaryOf(digits));
    const ratio = tensors / (SLACK * peak);
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.5);
  });

  it('has no place for teachers that were kept for later: the oldest go until there is room', async () => {
    const layers = layersOf({ convolutions: [], hidden: [30] });
    const network = (seed: number) => ({ layers: layers.map((layer, at) => seededLayer(layer, at, seed)) });
    const teachers: TeacherCache = new Map();
    const memory = watchWasmMemory();
    for (const seed of [1, 2, 3]) {
      const predictor = { networks: [network(seed)], average: 'logits' as const };
      keepTeacher(teachers, `${seed}`, await openGivenTeacher({ id: `${seed}`, predictor }, digits));
    }
    const size = { config: parseConfig(short), numVariants: 1 };
    const summary = summaryOf(digits);
    const ofRun = bytesOfRun(size, summary).total;
    const ofTeacher = 2 * 4 * (784 * 30 + 30 + 30 * 10 + 10);
    const keptUnder = (limit: number, own = '') => {
      makeRoom(teachers, own, size, summary, limit);
      return [...teachers.keys()];
    };
    const inUse = memory.inUse();
    expect(keptUnder(ofRun + 3 * ofTeacher)).toEqual(['1', '2', '3']);
    expect(keptUnder(ofRun + 3 * ofTeacher - 1)).toEqual(['2', '3']);
    expect(memory.inUse()).toBeLessThan(inUse - ofTeacher / 2 + 1000);
    expect(keptUnder(0, '2')).toEqual(['2']); // its own stays
    expect(keptUnder(0)).toEqual([]);
  });
});
