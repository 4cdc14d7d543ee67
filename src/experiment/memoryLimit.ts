/** Whether a run has room in memory: asked before it is begun, and when an experiment is parted into cohorts. */
import { describeLayers } from '../distillation/layers.ts';
import { describeTeacher, layersOf } from './architecture.ts';
import { usesGivenTeacher, type Config } from './config.ts';
import { LIMITS } from './limits.ts';
import { bytesOfRun, type DigitCounts, type RunSize } from './memory.ts';
import { bytes } from './words/numbers.ts';

/**
 * Chromium gives a page's process 4 GB where the machine has no more to spare (kDataSizeLimit of its sandbox), and tfjs-wasm
 * addresses 4.29 GB. What is left is for the page itself. One limit for all backends and machines: a plan is the same
 * wherever its shards are run.
 */
export const MEMORY_LIMIT = 3.5e9;

/** While no digits are loaded. */
const NO_DIGITS: DigitCounts = { numTrain: 0, numTest: 0, numUnlabelled: 0 };

const fits = (size: RunSize, digits: DigitCounts, limit: number) => bytesOfRun(size, digits).total <= limit;

/** Distilled arms that have room in one cohort. @param most of them @returns at least 1, which may be too many */
export function numVariantsWithRoom(
  config: Config,
  most: number,
  digits: DigitCounts | null,
  limit = MEMORY_LIMIT,
): number {
  let count = most;
  while (count > 1 && !fits({ config, numVariants: count }, digits ?? NO_DIGITS, limit)) count -= 1;
  return count;
}

/** Settings of which a smaller number takes less, the one that costs least first. */
const LOWERED = [
  { name: 'seeds', min: LIMITS.seeds.min },
  { name: 'teacherNetworks', min: LIMITS.networks.min },
  { name: 'batchSize', min: LIMITS.batchSize.min },
  { name: 'teacherBatchSize', min: LIMITS.batchSize.min },
] as const;

/** @returns null where there is room, else how much is wanted, how much there is, and which setting to lower */
export function obstacleOfMemory(
  size: RunSize,
  digits: DigitCounts | null,
  limit = MEMORY_LIMIT,
): string | null {
  const known = digits ?? NO_DIGITS;
  const { total } = bytesOfRun(size, known);
  if (total <= limit) return null;
  const { config, numVariants } = size;
  const numStudents = config.seeds * (1 + numVariants);
  const students = describeLayers(layersOf(config));
  return (
    `The run would take about ${bytes(total)} of memory at its peak, and no more than ${bytes(limit)} are to be had: ` +
    `it has ${numStudents} students of ${students}${teacherInWords(config)}. ${adviceFor(size, known, limit)}`
  );
}

function teacherInWords(config: Config): string {
  if (usesGivenTeacher(config)) return '';
  return ` and a teacher of ${describeTeacher(config)}`;
}

function adviceFor(size: RunSize, digits: DigitCounts, limit: number): string {
  const { config } = size;
  const changed = (changes: Partial<Config>) => ({ ...size, config: { ...config, ...changes } });
  for (const { name, min } of LOWERED) {
    let value = config[name];
    while (value >= min && !fits(changed({ [name]: value }), digits, limit)) value -= 1;
    if (value >= min) return `Lower ${name} to at most ${value}.`;
  }
  const lists = [
    ['convolutions', changed({ convolutions: [] })],
    ['hidden', changed({ hidden: [] })],
    ['teacherHidden', changed({ teacherHidden: [] })],
    ['teacherConvolutions', changed({ teacherConvolutions: [] })],
  ] as const;
  const [largest] = lists
    .map(([name, without]) => ({ name, left: bytesOfRun(without, digits).total }))
    .sort((a, b) => a.left - b.left);
  return `Take fewer or smaller layers: ${largest!.name} is ${config[largest!.name].join(', ')}.`;
}
