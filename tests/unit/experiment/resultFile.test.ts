import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/experiment/config.ts';
import { joined } from '../../../src/experiment/comparison.ts';
import { parseResultFile, resultFile, ResultFileError } from '../../../src/experiment/resultFile.ts';
import type {
  ExperimentResult,
  Gain,
  Measured,
  RunResult,
  VariantResult,
} from '../../../src/experiment/results.ts';
import { smallResult } from '../../support/smallResult.ts';

const { teacher, arms, gain, gapClosed, replicates, timing, ...about } = smallResult();
const measured: Measured = { teacher, arms, gain, gapClosed, replicates, timing };
const variantAt = (index: number, found: Measured | string): VariantResult => {
  const own = { index, label: `run ${index}`, config: { ...about.config, temperature: 1 + index } };
  return typeof found === 'string' ? { ...own, problem: found } : { ...own, problem: null, ...found };
};
/** Two of three runs, one of them refused: a shard that was stopped. */
const many: ExperimentResult = {
  ...about,
  axes: [{ name: 'temperature', values: ['1', '2', '3'] }],
  variants: [variantAt(0, 'It does not fit.'), variantAt(1, measured)],
  unfinished: ['run 2'],
  shard: { index: 1, count: 2 },
  underWay: { labels: ['run 2'], epoch: 3, numTested: 10, accuracy: [[0.5], [0.6]] },
  timing: { totalMs: 300 },
};
const { underWay, ...stopped } = many;
void underWay; // a whole experiment has nothing under way
const single: ExperimentResult = {
  ...stopped,
  axes: [],
  variants: [{ ...variantAt(0, measured), config: about.config }],
  unfinished: [],
  shard: null,
  timing: { totalMs: timing.totalMs },
};
const written = (result: ExperimentResult) => JSON.stringify(resultFile(result));
const parse = (text: string) => parseResultFile('x.json', text, () => 'run 0');

/** As --json wrote it until November 2026: no id, no gain by arm, nothing of what an interval covers, no replicates. */
const SCHEMA_1_ARM = {
  name: 'standalone',
  temperature: 1,
  softWeight: 0,
  seeds: [1, 2],
  parameters: 7850,
  bytes: 31400,
  multiplyAdds: 7840,
  latencyMs: 0.01,
  accuracy: [0.6, 0.7],
  errors: [4, 3],
  agreement: [0.9, 0.9],
  nll: [1.1, 1],
  ece: [0.1, 0.1],
  meanKl: [0.3, 0.2],
  confusion: [[], []],
  agreementCi95: [0.8, 1],
  eceCi95: [0, 0.2],
  meanAccuracy: 0.65,
  sdAccuracy: 0.07,
};
const SCHEMA_1_MEASURED = {
  teacher: {
    name: '784-9-10',
    parameters: 7165,
    accuracy: 0.9,
    errors: 1,
    nll: 0.3,
    ece: 0.1,
    confusion: [],
  },
  arms: [
    SCHEMA_1_ARM,
    {
      ...SCHEMA_1_ARM,
      name: 'distilled',
      temperature: 8,
      softWeight: 0.9,
      accuracy: [0.8, 0.8],
      errors: [2, 2],
    },
  ],
  gain: { mean: 15, ci95: [-48.5, 78.5], pairs: [20, 10], mcnemarP: 0.5 },
  gapClosed: { share: 0.6, ci95: null },
};
const SCHEMA_1 = {
  schema: 1,
  preset: 'default',
  config: { ...DEFAULT_CONFIG, seeds: 2 },
  data: { name: 'MNIST', train: 60000, test: 10000 },
  backend: 'wasm SIMD',
  ...SCHEMA_1_MEASURED,
  timing: { totalMs: 9, stepMs: 1, imagesPerSecond: 10 },
  versions: { tfjs: '4.22.0' },
};

describe('a result file', () => {
  it.each([
    ['of one run', single],
    ['of a shard that was stopped', many],
    ['of runs that were all refused', { ...many, variants: [variantAt(0, 'It does not fit.')] }],
  ])('%s is read as it was written', (_, result) => {
    expect(parse(written(result))).toEqual(result);
  });

  it('has always the fields of one run: those of the first that was not refused', () => {
    expect(resultFile(many)).toMatchObject({ arms, gain, replicates, teacher, unfinished: ['run 2'] });
    expect(resultFile(single)).toEqual(smallResult());
  });

  it('of schema 1 with one run is read: each arm has its gain, intervals say what they cover, outcomes were not kept', () => {
    const { schema, data, variants, unfinished, shard } = parse(JSON.stringify(SCHEMA_1));
    expect([schema, unfinished, shard]).toEqual([4, [], null]);
    expect(data).toEqual({ id: null, name: 'MNIST', train: 60000, test: 10000 });
    const [variant] = variants;
    expect(variant).toMatchObject({ index: 0, label: 'run 0', problem: null, config: SCHEMA_1.config });
    const { gain: ownGain, arms: ownArms, replicates: own } = variant as VariantResult & Measured;
    const { ci95 } = SCHEMA_1_MEASURED.gain;
    const overStudents = { covers: 'students', lack: null, studentsCi95: ci95, firstStage: 2 };
    const variance = { students: expect.closeTo(25, 12) as unknown, replicates: null, digits: 0 };
    const perReplicate = [2];
    expect(ownGain).toEqual({ ...SCHEMA_1_MEASURED.gain, ...overStudents, variance, perReplicate });
    expect(ownArms.map((arm) => arm.gain)).toEqual([null, ownGain]);
    expect(ownArms[1]!.accuracy).toEqual([0.8, 0.8]);
    expect(own).toEqual([]);
  });

  it('of schema 1 with one seed has no spread, where it said 0', () => {
    const first = (_: string, value: unknown) =>
      Array.isArray(value) && value.length === 2 ? value.slice(0, 1) : value;
    const alone = JSON.parse(JSON.stringify([SCHEMA_1_ARM], first)) as object[];
    const arms1 = [alone, alone].flat().map((arm) => ({ ...arm, sdAccuracy: 0 }));
    const gain1 = { ...SCHEMA_1.gain, ci95: null, pairs: [20] };
    const [variant] = parse(JSON.stringify({ ...SCHEMA_1, arms: arms1, gain: gain1 })).variants;
    expect((variant as Measured).arms.map(({ sdAccuracy }) => sdAccuracy)).toEqual([null, null]);
  });

  it('of schema 1 with several runs is read likewise, refused ones among them', () => {
    const { schema, preset, config, data, backend, versions } = SCHEMA_1;
    const common = { schema, preset, config, data, backend, versions };
    const old = {
      ...common,
      axes: [],
      variants: [
        { index: 0, label: 'a', config, problem: 'It does not fit.' },
        { index: 1, label: 'b', config, problem: null, ...SCHEMA_1_MEASURED, timing: SCHEMA_1.timing },
      ],
      unfinished: ['c'],
      shard: { index: 0, count: 2 },
      timing: { totalMs: 9 },
    };
    const read = parse(JSON.stringify(old));
    expect(read).toMatchObject({ schema: 4, data: { id: null }, unfinished: ['c'], shard: old.shard });
    expect(read.variants[0]).toEqual(old.variants[0]);
    const second = read.variants[1] as VariantResult & Measured;
    expect(second.arms.map((arm) => arm.gain?.covers ?? null)).toEqual([null, 'students']);
    expect(second.replicates).toEqual([]);
    // And can be written and read again, now as schema 4.
    expect(parse(JSON.stringify(read))).toEqual(read);
  });

  it('of schema 2 is read: its intervals were over students alone, also where its outcomes would tell more', () => {
    const older = ({ mean, pairs, mcnemarP, studentsCi95 }: Gain) => ({
      mean,
      pairs,
      mcnemarP,
      ci95: studentsCi95,
      covers: 'first weights',
    });
    const run = smallResult();
    const old = {
      ...run,
      schema: 2,
      gain: older(run.gain),
      arms: run.arms.map((arm) => ({ ...arm, gain: arm.gain && older(arm.gain) })),
    };
    const [variant] = parse(JSON.stringify(old)).variants as (VariantResult & Measured)[];
    const { studentsCi95 } = run.gain;
    const expected = { covers: 'students', ci95: studentsCi95, studentsCi95, lack: null };
    expect(variant!.gain).toMatchObject(expected);
    expect(variant!.arms[1]!.gain).toMatchObject(expected);
    expect(variant!.replicates).toEqual(run.replicates);
    // With more seeds, what was read of every digit speaks.
    expect(joined(variant!, run, 10).gain).toMatchObject({
      covers: 'students and test digits',
      firstStage: 4,
    });
  });

  it('of schema 3 is read: it had one replicate, and did not say so', () => {
    const older = ({ perReplicate, variance, ...gain }: Gain) => {
      void perReplicate;
      return { ...gain, variance: variance && { students: variance.students, digits: variance.digits } };
    };
    const spread = { ...gain, variance: { students: 1, replicates: null, digits: 2 } };
    const { replicates: numReplicates, ...config } = about.config;
    void numReplicates;
    const old = {
      ...smallResult(),
      schema: 3,
      config,
      gain: older(spread),
      arms: arms.map((arm) => ({ ...arm, gain: arm.gain && older(spread) })),
    };
    const [variant] = parse(JSON.stringify(old)).variants as (VariantResult & Measured)[];
    expect(variant!.config).toEqual(about.config);
    expect(variant!.gain).toEqual(spread);
    expect(variant!.arms.map((arm) => arm.gain)).toEqual([null, spread]);
  });

  const broken = (change: (file: RunResult) => void, result: ExperimentResult = single) => {
    const file = JSON.parse(written(result)) as RunResult;
    change(file);
    return JSON.stringify(file);
  };
  const replaced = (result: ExperimentResult, from: string, to: string) => {
    const text = written(result);
    expect(text).toContain(from);
    return text.replace(from, to);
  };
  it.each([
    ['of a later schema', replaced(single, '"schema":4', '"schema":5'), /schema .*1\|2\|3\|4.* 5/],
    [
      'of a later schema, of several runs',
      replaced(many, '"schema":4', '"schema":5'),
      /schema .*1\|2\|3\|4.* 5/,
    ],
    [
      'with NaN, which JSON writes as null, among its likelihoods',
      broken((file) => Object.assign(file.arms[1]!.nll, { 0: NaN })),
      /arms\.1\.nll\.0 .*expected number, received null; got null/,
    ],
    [
      'with NaN for its gain',
      broken((file) => Object.assign(file.gain, { mean: NaN })),
      /gain\.mean .*expected number, received null; got null/,
    ],
    ['cut off', written(many).slice(0, 900), /is not JSON/],
    ['that is something else', '[1, 2]', /expected object/],
    ['that is nothing', 'null', /expected object/],
    [
      'with an accuracy that was not a number',
      replaced(single, '[0.8,0.8]', '[null,0.8]'),
      /arms\.1\.accuracy\.0 .*null/,
    ],
    [
      'with an interval that was not one',
      broken((file) => Object.assign(file.gain, { ci95: [null, 1] })),
      /gain\.ci95/,
    ],
    [
      'with a gain that was not a number',
      broken((file) => Object.assign(file.gain, { pairs: [NaN, 1] })),
      /gain\.pairs\.0 .*null/,
    ],
    ['without a teacher', broken((file) => Object.assign(file, { teacher: undefined })), /teacher .*nothing/],
    [
      'with a gain of more than all',
      broken((file) => Object.assign(file.gain, { mean: 2_147_483_647 })),
      /gain\.mean /,
    ],
    [
      'with what trips a parser for its arms',
      broken((file) => Object.assign(file, { arms: { length: { toString: 1 } } })),
      /no kind/,
    ],
    ['with no arms', broken((file) => Object.assign(file, { arms: [] })), /arms /],
    ['with one arm', broken((file) => Object.assign(file, { arms: [file.arms[0]] })), /arms /],
    [
      'of several runs, one of which has no accuracy',
      replaced({ ...many, variants: [variantAt(0, measured)] }, '[0.8,0.8]', '"many"'),
      /variants\.0\.arms\.1\.accuracy .*array/,
    ],
    [
      'of a thousand million shards',
      replaced(many, '"count":2', '"count":1000000000'),
      /shard\.count .*100000/,
    ],
    [
      'of shard 3 of 2',
      replaced(many, '"shard":{"index":1', '"shard":{"index":2'),
      /shard is none of its shards/,
    ],
    [
      'of fewer errors than seeds',
      broken((file) => Object.assign(file.arms[1]!, { errors: [2] })),
      /arms\.1\.errors does not have one value for each of 2 seeds/,
    ],
    [
      'of more pairs in its replicates than there are',
      broken((file) => Object.assign(file.gain, { perReplicate: [4_294_967_295] })),
      /gain\.pairs has other arms or seeds/,
    ],
    [
      'without outcomes in a replicate',
      broken((file) => Object.assign(file.replicates[0]!.arms[0]!, { outcomes: undefined })),
      /replicates\.0\.arms\.0\.outcomes .*nothing/,
    ],
    [
      'without replicates',
      broken((file) => Object.assign(file, { replicates: undefined })),
      /replicates .*nothing/,
    ],
    [
      'that was stopped, and does not say where',
      replaced(many, '"labels":["run 2"]', '"labels":7'),
      /underWay\.labels /,
    ],
    ['of shard 0.5', replaced(many, '"shard":{"index":1', '"shard":{"index":0.5'), /shard\.index /],
  ])('%s is refused, with its name and the field', (_, text, reason) => {
    expect(() => parse(text)).toThrow(ResultFileError);
    expect(() => parse(text)).toThrow(/^x\.json is not /);
    expect(() => parse(text)).toThrow(reason);
  });

  it('of outcomes that are no base64 is refused, with the seed', () => {
    const text = broken((file) => Object.assign(file.replicates[0]!.teacher, { outcomes: '?' }));
    expect(() => parse(text)).toThrow(ResultFileError);
    expect(() => parse(text)).toThrow(
      /^x\.json: what was read of the test digits with seed 1 cannot be unpacked/,
    );
  });
});
