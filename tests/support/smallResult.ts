/** A finished run of two seeds on ten test digits, made by hand: as much as tests of files and records need. */
import { DEFAULT_CONFIG } from '../../src/experiment/config.ts';
import { gapClosedBy } from '../../src/experiment/comparison.ts';
import { gainOf } from '../../src/experiment/gain.ts';
import { RESULT_SCHEMA, type ArmResult, type RunResult } from '../../src/experiment/results.ts';

const SEEDS = [1, 2];
const STANDALONE = [0.6, 0.7];
const DISTILLED = [0.8, 0.8];
/** The first digits are read right, as many as that is. */
const OUTCOMES = [
  { name: 'standalone', seeds: SEEDS, outcomes: ['PwA=', 'fwA='] },
  { name: 'distilled', seeds: SEEDS, outcomes: ['/wA=', '/wA='] },
] as const;

function armOf(name: ArmResult['name'], accuracy: readonly number[]): Omit<ArmResult, 'gain'> {
  const ofEach = (value: number) => SEEDS.map(() => value);
  return {
    name,
    temperature: name === 'distilled' ? 8 : 1,
    softWeight: name === 'distilled' ? 0.9 : 0,
    seeds: SEEDS,
    parameters: 7850,
    bytes: 31_400,
    multiplyAdds: 7840,
    latencyMs: 0.01,
    accuracy,
    errors: accuracy.map((share) => Math.round(10 * (1 - share))),
    agreement: ofEach(0.9),
    nll: ofEach(0.5),
    ece: ofEach(0.1),
    meanKl: ofEach(0.2),
    confusion: SEEDS.map(() => Array.from({ length: 100 }, () => 0)),
    meanAccuracy: (accuracy[0]! + accuracy[1]!) / 2,
    sdAccuracy: 0.05,
  };
}

export function smallResult(): RunResult {
  const gain = gainOf([{ arms: OUTCOMES }], 1, 10);
  return {
    schema: RESULT_SCHEMA,
    preset: 'default',
    config: { ...DEFAULT_CONFIG, seeds: SEEDS.length },
    data: { id: 'own-1', name: 'Test digits', train: 20, test: 10 },
    backend: 'fake',
    teacher: {
      name: '784-9-10',
      parameters: 7165,
      bytes: 28_660,
      multiplyAdds: 7146,
      latencyMs: 0.01,
      accuracy: 0.9,
      errors: 1,
      nll: 0.3,
      ece: 0.1,
      confusion: Array.from({ length: 100 }, () => 0),
    },
    arms: [
      { ...armOf('standalone', STANDALONE), gain: null },
      { ...armOf('distilled', DISTILLED), gain },
    ],
    gain,
    gapClosed: gapClosedBy(gain, STANDALONE, [0.9]),
    replicates: [
      {
        seed: 1,
        teacher: { name: '784-9-10', accuracy: 0.9, errors: 1, outcomes: '/wE=' },
        arms: OUTCOMES,
        pairs: gain.pairs,
      },
    ],
    timing: { totalMs: 100, stepMs: 1, imagesPerSecond: 1000 },
    versions: { tfjs: '4.22.0' },
  };
}
