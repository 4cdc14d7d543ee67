/**
 * `npm run faults -- --fuzz`: tries every target, by default 10 000 cases each, in a process of its own, so that one that hangs
 * or takes all memory is told like any other. `--only PATTERN` takes some targets, `--cases N` as many; `--seed N --path P`
 * makes a failure again.
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Outcome } from './law.ts';
import { TARGETS } from './targets.ts';

export interface FuzzOrder {
  readonly only: RegExp;
  readonly numCases: number;
  readonly seed: number;
  readonly path: string | undefined;
}

/** What a process is to try. */
export type Errand = Omit<FuzzOrder, 'only'> & { readonly name: string };

/** No word of a case for so long: it hangs. To begin takes its while on a busy machine. */
const HUNG_MS = 120_000;
const MEMORY_MB = 2_048;
const ONE_TARGET = fileURLToPath(new URL('./oneTarget.ts', import.meta.url));

/** @returns whether the law held in all of it */
export async function fuzz({ only, ...order }: FuzzOrder): Promise<boolean> {
  const waiting = Object.keys(TARGETS).filter((name) => only.test(name));
  console.log(`seed ${order.seed}\n\n| target | cases | seconds | failures |\n|---|---|---|---|`);
  let isSound = waiting.length > 0;
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const { numCases, seconds, failure } = await inProcess({ name, ...order });
      console.log(`| ${name} | ${numCases} | ${seconds.toFixed(1)} | ${failure === null ? 0 : 1} |`);
      if (failure !== null) console.error(`\n${name}: --only "^${name}$" ${failure}\n`);
      isSound &&= failure === null;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return isSound;
}

function inProcess(errand: Errand): Promise<Outcome> {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    let numCases = 0;
    let watch: NodeJS.Timeout;
    const child = fork(ONE_TARGET, [JSON.stringify(errand)], {
      execArgv: ['--import', 'tsx', `--max-old-space-size=${MEMORY_MB}`],
    });
    const end = (outcome: Outcome) => {
      clearTimeout(watch);
      resolve(outcome);
      child.kill('SIGKILL');
    };
    const failed = (why: string) =>
      end({
        numCases,
        seconds: (performance.now() - startedMs) / 1_000,
        failure: `--seed ${errand.seed}\n${why} at case ${numCases}`,
      });
    const hear = () => {
      clearTimeout(watch);
      watch = setTimeout(() => failed('it hangs'), HUNG_MS);
    };
    child.on('message', (told: number | Outcome) => {
      if (typeof told === 'object') return end(told);
      numCases = told;
      hear();
    });
    child.on('error', (error) => failed(error.message));
    child.on('exit', (code, signal) => failed(`its process ended (${signal ?? code})`));
    hear();
  });
}
