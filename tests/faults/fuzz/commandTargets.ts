/** What is typed on a command line, and what a cluster says in the environment. */
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { readCommandLine } from '../../../src/cli/commandLine.ts';
import { readOrder, type Order } from '../../../src/cli/order.ts';
import { shardOfTask } from '../../../src/cli/shardOfTask.ts';
import { typedPath } from '../../../src/cli/files.ts';
import { hostileNumber, hostileText } from './hostile.ts';
import { lawful, target, type Target } from './law.ts';
import { mutatedText } from './mutations.ts';

const OPTIONS = [
  ...['--data', '--seeds', '--replicates', '--set', '--sweep', '--select', '--until', '--budget', '--shard'],
  ...['--backend', '--json', '--resume', '--teachers', '--workers', '--yes', '--help', '--'],
];
const VALUES = [
  ...['default', 'merge', 'record', 'table', 'penmanship-check', 'help', 'temperature', 'embedded', 'mnist'],
  ...[
    '1/2',
    '2/100000',
    'auto',
    'T=4',
    'T=1,2,4',
    'hidden=16,300+100',
    'softWeight',
    'wasm',
    'a.json',
    '0.2',
  ],
];
const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...OPTIONS) },
  { weight: 4, arbitrary: fc.constantFrom(...VALUES) },
  { weight: 2, arbitrary: mutatedText(...VALUES, ...OPTIONS) },
  { weight: 1, arbitrary: hostileText },
  { weight: 1, arbitrary: hostileNumber.map(String) },
);
/** An option with its value, or with what is none. */
const pair = fc.tuple(fc.constantFrom(...OPTIONS.slice(0, -3)), word);
const line = fc
  .tuple(
    fc.constantFrom(['default'], ['merge'], []),
    fc.array(fc.oneof(pair, fc.tuple(word)), { maxLength: 6 }),
  )
  .map(([first, rest]) => [...first, ...rest.flat()]);

function order(args: readonly string[]): Order | null {
  const asked = readCommandLine(args);
  return asked.command === 'experiment' ? readOrder(asked.presets, asked.options, {}) : null;
}

function requireSense(ordered: Order | null): void {
  if (!ordered) return;
  const { shard, workers, budget, preset } = ordered;
  assert.ok(preset.variants.length > 0);
  assert.ok(!shard || (shard.index >= 0 && shard.index < shard.count && shard.count <= 100_000));
  assert.ok(typeof workers !== 'number' || (workers >= 1 && workers <= 256));
  assert.ok(!budget || (budget.halfWidth > 0 && Number.isFinite(budget.totalMs)));
}

const NAMES = [
  ...['SLURM_ARRAY_TASK_ID', 'SLURM_ARRAY_TASK_MIN', 'SLURM_ARRAY_TASK_COUNT'],
  ...['JOB_COMPLETION_INDEX', 'JOB_COMPLETIONS'],
];
const environment = fc.dictionary(
  fc.constantFrom(...NAMES),
  fc.oneof(fc.nat(5).map(String), hostileNumber.map(String), hostileText),
);

export const COMMAND_TARGETS: Readonly<Record<string, Target>> = {
  'a command line': target(line, order, requireSense),
  'the shard of a task': target(environment, shardOfTask, ({ index, count }) => {
    assert.ok(Number.isInteger(index) && index >= 0 && index < count && count <= 100_000);
  }),
  'a typed path': lawful(hostileText, (path) => assert.equal(resolve(typedPath(path)), typedPath(path))),
};
