/** `npm run train-teacher`: trains the teacher that ships with the page, measures it, and writes it with its provenance. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { DigitSplit } from '../data/digitSet.ts';
import { joinBytes } from '../data/joinBytes.ts';
import { sha256Of } from '../data/sha256.ts';
import { penmanship, rareDigits } from '../data/penmanship/penmanship.ts';
import type { Sloppiness } from '../experiment/config.ts';
import type { NetworkWeights } from '../distillation/forward.ts';
import { describeLayers } from '../distillation/layers.ts';
import { onePredictor } from '../distillation/ensemble.ts';
import { measureReader } from '../engine/teacher.ts';
import { trainReader, type ReaderPlan } from '../engine/readerTraining.ts';
import { layersOf } from '../experiment/architecture.ts';
import { decodeWeights, encodeWeights, type ModelDescription } from '../library/modelFile.ts';
import { loadDigitsFrom } from './digits.ts';
import { writeWhole } from './files.ts';
import { readArguments, runProgram } from './program.ts';
import { openInNode } from './runExperiment.ts';

/** conv 3×3 ×32, pool, conv 3×3 ×64, pool, 128: 421 642 weights, 843 kB in half precision. */
const ARCHITECTURE = { convolutions: ['3x3x32+pool', '3x3x64+pool'], hidden: [128] };
const OPTIONS = {
  seed: 1,
  epochs: 18,
  batchSize: 128,
  learningRate: 2e-3,
  dropout: 0.4,
  jitter: 2,
  bend: 0.25,
};
/** Younger versions of the same teacher, for experiments: a stronger one does not always teach better. */
const YOUNGER = { early: 30, middle: 600 } as const;
/** Afterwards, at a fifth of the rate, a fifth of the Penmanship is written as few people write. */
const AFTERWARDS = { epochs: 2, learningRate: 4e-4, rareDigits: 12_000 };
/** Penmanship that no training digit comes from. */
const TEST_SEED = 2;
const NUM_TEST = 10_000;

interface Asked {
  readonly data: string;
  readonly epochs: number;
  readonly out: string;
}

function readEpochs(text: string): number {
  const epochs = Number(text);
  if (Number.isInteger(epochs) && epochs >= 1) return epochs;
  throw new InvalidArgumentError('It is a whole number from 1.');
}

/** What was asked wrongly, or for help, is told, and nothing else is done. */
async function readAsked(): Promise<Asked> {
  const program = new Command('npm run train-teacher --')
    .description('Trains the teacher that ships with the page.')
    .option('--data <source>', 'mnist, or its folder', 'mnist')
    .option('--epochs <n>', 'of the first part of the training', readEpochs, OPTIONS.epochs)
    .option('--out <folder>', 'where it is written', 'public/models');
  let asked: Asked | null = null;
  await runProgram(async () => {
    asked = readArguments(program).opts<Asked>();
    return 0;
  });
  return asked ?? process.exit();
}

const asked = await readAsked();
const options = { ...OPTIONS, epochs: asked.epochs };

const startedMs = performance.now();
const mnist = await loadDigitsFrom(asked.data);
const backend = await openInNode(null);
const layers = layersOf(ARCHITECTURE);
const tests: Readonly<Record<string, DigitSplit>> = {
  'MNIST test': mnist.test,
  'Penmanship mid': await testDigits('mid'),
  'Penmanship default': await testDigits('default'),
};
await mkdir(asked.out, { recursive: true });

let numSteps = 0;
const first = await train({
  ...options,
  distortion: options,
  layers,
  keepAt: Object.values(YOUNGER),
  digitsOf: commonDigits,
});
const afterwards = {
  ...options,
  ...AFTERWARDS,
  distortion: options,
  layers,
  start: first,
  keepAt: [],
  digitsOf: rarerDigits,
};
await ship('teacher', await train(afterwards), AFTERWARDS);

function minutesSoFar(): number {
  return Math.round((performance.now() - startedMs) / 6_000) / 10;
}

/** @returns the last weights, as they are rounded in a file; younger ones are shipped on the way */
async function train(plan: ReaderPlan): Promise<NetworkWeights> {
  let last: NetworkWeights | null = null;
  const before = numSteps;
  for await (const { step, numSteps: inAll, loss, weights } of trainReader(plan)) {
    numSteps = before + step;
    console.error(`step ${step} of ${inAll}, loss ${loss.toFixed(4)}, ${minutesSoFar()} min`);
    if (!weights) continue;
    const age = Object.entries(YOUNGER).find(([, kept]) => plan.keepAt.includes(kept) && kept === step);
    if (age) await ship(`teacher-${age[0]}`, weights, null);
    last = decodeWeights(layers, encodeWeights(weights));
  }
  return last!;
}

/** All of MNIST twice, each time otherwise distorted, and half as many digits of Penmanship that were never seen before. */
async function commonDigits(epoch: number): Promise<DigitSplit> {
  const seed = 1_000 + epoch;
  const numTrain = mnist.train.labels.length;
  return joinSplits(
    mnist.train,
    mnist.train,
    (await penmanship({ seed, sloppiness: 'default', numTrain, numTest: 0 })).train,
  );
}

async function rarerDigits(epoch: number): Promise<DigitSplit> {
  const seed = 1_000 + options.epochs + epoch;
  const numTrain = mnist.train.labels.length - AFTERWARDS.rareDigits;
  const { train: own } = await penmanship({ seed, sloppiness: 'default', numTrain, numTest: 0 });
  return joinSplits(mnist.train, mnist.train, own, rareDigits(seed, AFTERWARDS.rareDigits));
}

function joinSplits(...splits: readonly DigitSplit[]): DigitSplit {
  return {
    images: joinBytes(splits.map(({ images }) => images)),
    labels: joinBytes(splits.map(({ labels }) => labels)),
  };
}

async function testDigits(sloppiness: Sloppiness): Promise<DigitSplit> {
  return (await penmanship({ seed: TEST_SEED, sloppiness, numTrain: 0, numTest: NUM_TEST })).test;
}

/** Measures the weights as they are rounded in the file, then writes weights and description, each whole or not at all. */
async function ship(
  name: string,
  weights: NetworkWeights,
  afterwardsBy: typeof AFTERWARDS | null,
): Promise<void> {
  const bytes = encodeWeights(weights);
  const rounded = decodeWeights(layers, bytes);
  const measured: ModelDescription['measured'] = [];
  for (const [digits, split] of Object.entries(tests)) {
    const { errors, numTested } = await measureReader(onePredictor(rounded), split);
    measured.push({ digits, numTested, errors });
  }
  const description: ModelDescription = {
    schema: 1,
    file: `${name}.bin`,
    sha256: await sha256Of(bytes),
    layers: layers.map((layer) => ({ ...layer })),
    measured,
    provenance: {
      madeBy: 'npm run train-teacher',
      architecture: describeLayers(layers),
      trainedOn: `${mnist.name} (${mnist.train.labels.length} training digits, twice) and half as many new digits of Penmanship default at every epoch`,
      recipe: options,
      ...(afterwardsBy && { afterwards: { ...afterwardsBy, note: 'with rare ways of writing among them' } }),
      optimiser: 'Adam, decayed linearly to 0',
      steps: numSteps,
      minutes: minutesSoFar(),
      versions: { node: process.version, tfjs: backend.version, backend: backend.label },
    },
  };
  await writeWhole(join(asked.out, `${name}.bin`), bytes);
  await writeWhole(join(asked.out, `${name}.json`), `${JSON.stringify(description, null, 2)}\n`);
  const found = measured.map(({ digits, errors, numTested }) => `${digits} ${errors} errors of ${numTested}`);
  console.log(`${name}: ${bytes.length} bytes after ${numSteps} steps; ${found.join(', ')}`);
}
