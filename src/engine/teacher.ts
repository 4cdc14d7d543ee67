/** The teacher: one network, or an ensemble trained as one cohort; trained on labels or given, then constant. */
import { type DigitSet } from '../data/digitSet.ts';
import { NUM_CLASSES } from '../distillation/shape.ts';
import { averageLogits, type EnsembleAverage, type Predictor } from '../distillation/ensemble.ts';
import type { NetworkMetrics } from '../experiment/events.ts';
import type { Cohort } from './cohort.ts';
import { logitsOf, metricsOf } from './evaluate.ts';

/** A trained teacher; the owner disposes its cohort. */
export interface Teacher {
  readonly name: string;
  readonly cohort: Cohort;
  readonly predictor: Predictor;
  /** On all test digits. */
  readonly metrics: NetworkMetrics;
  /** Its logits at T = 1 for every test digit: agreement and divergence of students are measured by them. */
  readonly testLogits: Float32Array; // [numTest, 10]
}

/** Measures a trained cohort as a teacher. */
export async function asTeacher(
  name: string,
  cohort: Cohort,
  average: EnsembleAverage,
  { test }: DigitSet,
): Promise<Teacher> {
  const testLogits = await ensembleLogits(cohort, average, test.images, 1);
  const networks = await cohort.weights();
  return {
    ...{ name, cohort, testLogits },
    predictor: { networks, average },
    metrics: metricsOf(testLogits, test.labels),
  };
}

/** The logits that stand for all networks of a cohort at a temperature. @returns [n, 10] */
export async function ensembleLogits(
  cohort: Cohort,
  average: EnsembleAverage,
  images: Uint8Array,
  temperature: number,
): Promise<Float32Array> {
  return averageLogits(await logitsOf(cohort, images), average, temperature, NUM_CLASSES);
}
