import { describe, expect, it } from 'vitest';
import type { Config } from '../../../src/experiment/config.ts';
import { planExperiment } from '../../../src/experiment/plan.ts';
import { findPreset } from '../../../src/experiment/presets.ts';
import { bytesPerWorker, numWorkersFor } from '../../../src/experiment/workers.ts';
import { SUMMARY } from '../../support/fakeSets.ts';

const MNIST = { ...SUMMARY, numTrain: 60_000, numTest: 10_000, numUnlabelled: 0 };
const planOf = (preset: string, settings: Partial<Config> = {}, values: readonly number[] = []) => {
  const axes = values.length > 0 ? [{ name: 'hidden' as const, values: values.map(String) }] : [];
  return planExperiment(findPreset(preset), { settings, axes });
};
const LARGE = { cores: 24, memoryBytes: 64e9 };

describe('the workers of an experiment', () => {
  it('are no more than it has runs: 24 cores do not mean 24 teachers', () => {
    expect(numWorkersFor(planOf('default'), MNIST, LARGE)).toBe(1);
    expect(numWorkersFor(planOf('few-labels'), MNIST, LARGE)).toBe(3);
    expect(numWorkersFor(planOf('default', {}, [8, 9, 10, 11, 12]), MNIST, LARGE)).toBe(5);
  });

  it('are one where a student teaches the next', () => {
    expect(numWorkersFor(planOf('same-size'), MNIST, LARGE)).toBe(1);
  });

  it('are no more than there are cores, and at least one', () => {
    const many = planOf(
      'default',
      {},
      Array.from({ length: 40 }, (_, at) => 8 + at),
    );
    expect(numWorkersFor(many, MNIST, LARGE)).toBe(24);
    expect(numWorkersFor(many, MNIST, { ...LARGE, cores: 0 })).toBe(1);
    expect(numWorkersFor(many, MNIST, { cores: 24, memoryBytes: Infinity })).toBe(24);
  });

  it('are no more than have room in memory', () => {
    const many = planOf('default', {}, [8, 9, 10, 11, 12, 13, 14, 15]);
    const one = bytesPerWorker(many, MNIST);
    expect(numWorkersFor(many, MNIST, { cores: 24, memoryBytes: 3.5 * one })).toBe(3);
    expect(numWorkersFor(many, MNIST, { cores: 24, memoryBytes: one / 2 })).toBe(1);
  });

  it('take more for more digits, more students and larger teachers', () => {
    const ofDefault = (settings: Partial<Config>, numTrain = 10_000) =>
      bytesPerWorker(planOf('default', settings), { ...MNIST, numTrain });
    const usual = ofDefault({});
    expect(usual).toBeGreaterThan(220e6);
    expect(ofDefault({}, 60_000) - usual).toBe(2 * 50_000 * 784);
    expect(ofDefault({ seeds: 20 })).toBeGreaterThan(usual);
    // Five times 2.4 million weights, each with its gradient and two averages.
    const wide = ofDefault({ teacherHidden: [1200, 1200], teacherNetworks: 5 });
    expect(wide).toBeGreaterThan(220e6 + 5 * 2.4e6 * 16);
  });
});
