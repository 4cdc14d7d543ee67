import { describe, expect, it } from 'vitest';
import type { Predictor } from '../../../src/distillation/ensemble.ts';
import { DEFAULT_CONFIG } from '../../../src/experiment/config.ts';
import type { ArmReport, DataSummary, NetworkMetrics, RunEvent } from '../../../src/experiment/events.ts';
import type { Readings } from '../../../src/experiment/readings.ts';
import { beginRecord, extendRecord, joinRecords, type RunRecord } from '../../../src/experiment/record.ts';
import { smallResult } from '../../support/smallResult.ts';

const data: DataSummary = {
  id: 'own-1',
  source: { data: 'own', sloppiness: 'mid' },
  name: 'Test digits',
  provenance: '',
  numTrain: 20,
  numTest: 10,
  numUnlabelled: 0,
  isEndless: false,
};
const network = (weight: number): Predictor => ({
  average: 'logits',
  networks: [
    {
      layers: [
        {
          numInputs: 1,
          numOutputs: 1,
          convolution: null,
          weights: Float32Array.of(weight),
          bias: new Float32Array(1),
        },
      ],
    },
  ],
});
const metrics = (accuracy: number, numTested: number): NetworkMetrics => ({
  accuracy,
  errors: Math.round(numTested * (1 - accuracy)),
  numTested,
  nll: 1,
  ece: 0.1,
  reliability: [],
  confusion: [],
});
function armsAt(accuracy: number, numTested: number, loss: number | null): ArmReport[] {
  const one = { ...metrics(accuracy, numTested), agreement: 0.5, meanKl: 0.2 };
  return (['standalone', 'distilled'] as const).map((name, at) => ({
    name,
    seeds: [one, one],
    hardLoss: loss === null ? null : loss + at,
    softLoss: loss === null ? null : 2 * loss + at,
  }));
}
const readings: Readings = {
  images: new Uint8Array(7840),
  labels: new Uint8Array(10),
  teacher: new Float32Array(100),
  arms: [],
};
const readByStudents: Readings = {
  ...readings,
  arms: (['standalone', 'distilled'] as const).map((name) => ({
    name,
    seeds: [new Float32Array(100), new Float32Array(100).fill(1)],
  })),
};

const run = { ...DEFAULT_CONFIG, seeds: 2, temperature: 5 };
const result = smallResult();
/** As a run tells them; settings and digits moved on since it was asked for. */
const EVENTS: readonly RunEvent[] = [
  { type: 'started', config: run, data, backend: 'wasm SIMD' },
  { type: 'teacherReport', step: 0, epoch: 0, loss: null, metrics: metrics(0.1, 5) },
  { type: 'weights', weights: { teacher: network(1) } },
  { type: 'progress', phase: 'teacher', step: 1, numSteps: 1 },
  { type: 'teacherReport', step: 1, epoch: 1, loss: 2, metrics: metrics(0.8, 5) },
  { type: 'weights', weights: { teacher: network(2) } },
  { type: 'readings', readings },
  { type: 'cohortReport', step: 0, epoch: 0, arms: armsAt(0.1, 5, null) },
  { type: 'weights', weights: { standalone: network(3), distilled: network(4) } },
  { type: 'cohortReport', step: 9, epoch: 1, arms: armsAt(0.5, 5, 0.25) },
  { type: 'weights', weights: { standalone: network(5), distilled: network(6) } },
  { type: 'readings', readings: readByStudents },
  { type: 'finished', result, teacher: metrics(0.9, 10), arms: armsAt(0.6, 10, null) },
];
const begun = () => beginRecord(DEFAULT_CONFIG, { ...data, id: 'mnist-1', name: 'MNIST' });
const after = (numEvents: number) => EVENTS.slice(0, numEvents).reduce(extendRecord, begun());

describe('the record of a run', () => {
  it('is made of what the run told: its own settings and digits, the newest reports, networks and readings', () => {
    const record = after(EVENTS.length);
    expect(record.config).toEqual(run);
    expect(record.data).toEqual(data);
    expect(record.backend).toBe('wasm SIMD');
    expect(record.weights).toEqual({ teacher: network(2), standalone: network(5), distilled: network(6) });
    expect(record.readings).toBe(readByStudents);
    expect(record.result).toBe(result);
    expect(record.curve.map(({ epoch }) => epoch)).toEqual([0, 1]);
    expect(record.curve.map(({ arms }) => arms.distilled.accuracy.mean)).toEqual([0.1, 0.5]);
  });

  it('has teacher and students measured on the same digits: some on the way, all at the end', () => {
    const numTested = ({ teacher, arms }: RunRecord) => [
      teacher!.numTested,
      ...arms.flatMap(({ seeds }) => seeds.map((each) => each.numTested)),
    ];
    expect(numTested(after(EVENTS.length - 1))).toEqual([5, 5, 5, 5, 5]);
    expect(numTested(after(EVENTS.length))).toEqual([10, 10, 10, 10, 10]);
  });

  it('keeps the losses of the last report at the end, when no step is made', () => {
    const [standalone, distilled] = after(EVENTS.length).arms;
    expect(standalone).toMatchObject({ hardLoss: 0.25, softLoss: 0.5 });
    expect(distilled).toMatchObject({ hardLoss: 1.25, softLoss: 1.5 });
    expect(standalone!.seeds.map(({ accuracy }) => accuracy)).toEqual([0.6, 0.6]);
  });

  it('shows at every moment what was told by then', () => {
    expect(after(0)).toEqual(begun());
    expect(after(3)).toMatchObject({ teacher: { accuracy: 0.1 }, arms: [], readings: null, result: null });
    expect(after(8)).toMatchObject({ teacher: { accuracy: 0.8 }, readings: { arms: [] }, result: null });
    expect(after(8).weights).toEqual({ teacher: network(2) });
  });

  it('is itself where nothing to keep was told, and never the record that was extended', () => {
    const record = after(9);
    const before = structuredClone(record);
    const checkpoint = {
      config: run,
      data: 'own-1',
      phase: 'students' as const,
      teacher: null,
      arithmetic: { backend: 'test', versions: {} },
      ...{ elapsedMs: 1, training: null, checksum: 0 },
    };
    expect(extendRecord(record, { type: 'progress', phase: 'students', step: 1, numSteps: 9 })).toBe(record);
    expect(extendRecord(record, { type: 'checkpoint', checkpoint })).toBe(record);
    EVENTS.forEach((event) => extendRecord(record, event));
    expect(record).toEqual(before);
  });

  it('has one point of the curve an epoch, the newest, when a report was asked for between', () => {
    const again: RunEvent = { type: 'cohortReport', step: 9, epoch: 1, arms: armsAt(0.7, 5, 0.2) };
    const { curve } = extendRecord(after(11), again);
    expect(curve.map(({ epoch, arms }) => [epoch, arms.standalone.accuracy.mean])).toEqual([
      [0, 0.1],
      [1, 0.7],
    ]);
  });

  it('says over how many digits and seeds its curve is, and does so when other seeds are joined', () => {
    expect(after(7).curveOver).toBeNull();
    const record = after(EVENTS.length);
    expect(record.curveOver).toEqual({ digits: 5, seeds: 2 });
    const [first] = result.arms;
    const more = { ...record, config: { ...run, seed: run.seed + first!.seeds.length } };
    expect(joinRecords(record, more).curveOver).toEqual({ digits: 5, seeds: 2 });
  });

  it('is not joined to another one before both have finished', () => {
    const [whole, half] = [after(EVENTS.length), after(EVENTS.length - 1)];
    expect(() => joinRecords(whole, half)).toThrow('Only finished runs can be joined');
    expect(() => joinRecords(half, whole)).toThrow('Only finished runs can be joined');
  });
});
