/** Records of runs as they are kept, made up: small, and whole. */
import { denseLayers } from '../../src/distillation/layers.ts';
import type { Predictor } from '../../src/distillation/ensemble.ts';
import { DEFAULT_CONFIG, type Config } from '../../src/experiment/config.ts';
import type { DataSummary } from '../../src/experiment/events.ts';
import { beginRecord, extendRecord, type RunRecord } from '../../src/experiment/record.ts';
import { keptRunOf, type KeptRun } from '../../src/library/keptRun.ts';
import { endingOf } from './fakeRun.ts';
import { SUMMARY } from './fakeSets.ts';

/** One dense layer whose weights tell by which number it was made. */
const networkOf = (number: number): Predictor => ({
  average: 'logits',
  networks: [
    {
      layers: denseLayers([784, 10]).map((layer) => ({
        ...layer,
        weights: new Float32Array(7840).fill(number / 3),
        bias: Float32Array.from({ length: 10 }, (_, at) => at + 0.1),
      })),
    },
  ],
});

/** @param change of the default settings @param data whose digits; three of them lie in its readings */
export function finishedRecord(change: Partial<Config> = {}, data: DataSummary = SUMMARY): RunRecord {
  const config = { ...DEFAULT_CONFIG, seeds: 2, ...change };
  const weights = { teacher: networkOf(config.seed), standalone: networkOf(2), distilled: networkOf(3) };
  const seeds = Array.from({ length: config.seeds }, (_, at) => config.seed + at);
  const events = endingOf(config, data, seeds);
  const record = [...events, { type: 'weights', weights } as const].reduce(
    extendRecord,
    beginRecord(config, data),
  );
  return record;
}

/** The same as it stood before its last report. */
export function interruptedRecord(change: Partial<Config> = {}): RunRecord {
  const whole = finishedRecord(change);
  return { ...whole, result: null, readings: whole.readings && { ...whole.readings, arms: [] } };
}

export function keptOf(record: RunRecord, id: string, change: Partial<KeptRun> = {}): KeptRun {
  return { ...keptRunOf(record, { id, keptAt: 1_000, classNames: null }), ...change };
}
