/** Limits of every numeric setting, inclusive. */
export const LIMITS = {
  seed: { min: 1, max: 999_999 },
  seeds: { min: 1, max: 20 },
  replicates: { min: 1, max: 20 },
  labels: { min: 10, max: 60_000 },
  unlabelled: { min: 0, max: 60_000 },
  numHiddenLayers: { min: 0, max: 4 },
  hiddenUnits: { min: 1, max: 2_048 },
  epochs: { min: 1, max: 500 },
  teacherEpochs: { min: 0, max: 500 },
  batchSize: { min: 1, max: 1_024 },
  learningRate: { min: 1e-6, max: 1 },
  temperature: { min: 0.5, max: 20 },
  softWeight: { min: 0, max: 1 },
  dropout: { min: 0, max: 0.9 },
  weightDecay: { min: 0, max: 1 },
  labelSmoothing: { min: 0, max: 0.5 },
  jitter: { min: 0, max: 4 },
  bend: { min: 0, max: 2 },
  nonTargetWeight: { min: 0, max: 10 },
  klDirection: { min: 0, max: 1 },
  topK: { min: 1, max: 10 },
  maxNorm: { min: 0, max: 100 },
  networks: { min: 1, max: 10 },
  wrongLabels: { min: 0, max: 0.9 },
} as const;

export interface Limits {
  readonly min: number;
  readonly max: number;
}
