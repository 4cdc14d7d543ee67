import { describe, expect, it } from 'vitest';
import { mergeShards } from '../../../src/experiment/merge.ts';
import { RESULT_SCHEMA, type ExperimentResult, type Shard } from '../../../src/experiment/results.ts';
import { parseConfig } from '../../../src/experiment/settings.ts';

describe('merging', () => {
  const shard = (changes: Partial<ExperimentResult>): ExperimentResult => ({
    schema: RESULT_SCHEMA,
    preset: 'test',
    config: parseConfig({}),
    data: { id: 'own-1', name: 'x', train: 1, test: 1 },
    backend: 'wasm',
    axes: [],
    variants: [],
    unfinished: ['a', 'b'],
    timing: { totalMs: 5 },
    versions: {},
    shard: { index: 0, count: 2 },
    ...changes,
  });
  const at = (index: number): { shard: Shard } => ({ shard: { index, count: 2 } });
  const merge = (...results: ExperimentResult[]) =>
    mergeShards(results.map((result, index) => ({ file: `${'ab'[index]}.json`, result })));

  it('refuses shards of different configs, naming the difference', () => {
    expect(() => merge(shard({}), shard({ ...at(1), config: parseConfig({ labels: 500 }) }))).toThrow(
      'a.json and b.json are of different experiments: labels is 2000 in the first and 500 in the second.',
    );
    expect(() => merge(shard({}), shard({ ...at(1), preset: 'other' }))).toThrow(
      'preset is "test" in the first',
    );
    expect(() => merge(shard({}), shard({ ...at(1), unfinished: ['a'] }))).toThrow('variants is ["a","b"]');
    const data = { ...shard({}).data, id: 'own-2' };
    expect(() => merge(shard({}), shard({ ...at(1), data }))).toThrow('digits is {"id":"own-1",');
    expect(() => merge(shard({}), shard({ shard: { index: 1, count: 3 } }))).toThrow('number of shards is 2');
  });

  it('refuses the same shard twice, a missing one, and nothing at all', () => {
    expect(() => merge(shard({}), shard({}))).toThrow('a.json and b.json are both shard 1/2');
    expect(() => merge(shard({}))).toThrow('Shard 2/2 is missing');
    expect(() => merge()).toThrow('nothing to merge');
  });
});
