/** `npm run experiment -- penmanship-check`: whether the embedded digits are as good as they should be, measured. */
import { embeddedDigits } from '../data/embedded.ts';
import type { DigitSet } from '../data/digitSet.ts';
import { penmanship } from '../data/penmanship/penmanship.ts';
import { onePredictor } from '../distillation/ensemble.ts';
import { measureReader } from '../engine/teacher.ts';
import { trainReader } from '../engine/readerTraining.ts';
import { runToEnd } from '../engine/run.ts';
import { layersOf } from '../experiment/architecture.ts';
import { parseConfig } from '../experiment/settings.ts';
import { loadDigitsFrom } from './digits.ts';
import { writeWhole } from './files.ts';
import { openInNode } from './runExperiment.ts';

/** conv 5×5 stride 2 ×16, conv 3×3 stride 2 ×32, dense 128. */
const READER = layersOf({ convolutions: ['5x5x16/2', '3x3x32/2'], hidden: [128] });
const OPTIONS = {
  ...{ seed: 1, batchSize: 100, learningRate: 4e-3, dropout: 0.2 },
  distortion: { jitter: 0, bend: 1 },
  keepAt: [],
};

interface Check {
  readonly name: string;
  /** Percent, or points. */
  readonly found: number;
  readonly atLeast: number;
  readonly atMost: number;
}

/** Prints each check as it is made. @param data folder of MNIST, or "mnist" @returns 1 when something is not as good as it should be */
export async function runCheck(data: string, jsonFile: string | null): Promise<number> {
  const checks: Check[] = [];
  await checkPenmanship(data, (each) => {
    checks.push(each);
    const { name, found, atLeast, atMost } = each;
    const wanted = atMost === 100 ? `at least ${atLeast}` : `${atLeast} … ${atMost}`;
    console.log(`${name.padEnd(42)} ${found.toFixed(2)}  (${wanted})  ${isMet(each) ? 'yes' : 'NO'}`);
  });
  if (jsonFile) await writeWhole(jsonFile, `${JSON.stringify({ schema: 1, checks }, null, 2)}\n`);
  return checks.every(isMet) ? 0 : 1;
}

const isMet = ({ found, atLeast, atMost }: Check) => found >= atLeast && found <= atMost;

/** @throws DataFileError when MNIST is not there */
async function checkPenmanship(data: string, report: (check: Check) => void): Promise<void> {
  const mnist = await loadDigitsFrom(data);
  const backend = (await openInNode(null)).label;
  for (const [numTrain, epochs, atLeast] of [
    [20_000, 16, 97.7],
    [60_000, 12, 97],
  ] as const) {
    const found = await readingOfMnist(mnist, numTrain, epochs);
    report({ name: `CNN from ${numTrain} of default reads MNIST`, found, atLeast, atMost: 100 });
  }
  const shared = { preset: 'penmanship-check', digits: await embeddedDigits('mid'), backend };
  const small = await runToEnd({ ...shared, config: parseConfig({ hidden: [32] }) });
  const standalone = 100 * small.arms[0]!.meanAccuracy;
  report({ name: '784-32-10 alone on 2 000 of mid', found: standalone, atLeast: 86, atMost: 91 });
  const { gain } = await runToEnd({ ...shared, config: parseConfig({}) });
  report({ name: 'gain of the default experiment on mid', found: gain.mean, atLeast: 1.5, atMost: 100 });
  report({ name: 'lower end of its 95 % interval', found: gain.ci95![0], atLeast: 0, atMost: 100 });
}

/** @returns percent of MNIST's test digits that are read right */
async function readingOfMnist({ test }: DigitSet, numTrain: number, epochs: number): Promise<number> {
  const { train } = await penmanship({ seed: 1, sloppiness: 'default', numTrain, numTest: 0 });
  const plan = { ...OPTIONS, layers: READER, epochs, digitsOf: () => Promise.resolve(train) };
  let percent = 0;
  for await (const { weights } of trainReader(plan))
    if (weights) percent = 100 * (await measureReader(onePredictor(weights), test)).accuracy;
  return percent;
}
