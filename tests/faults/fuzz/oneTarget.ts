/** Tries one target in a process of its own, and tells of its cases as they go by. */
import { tryTarget } from './law.ts';
import type { Errand } from './run.ts';
import { TARGETS } from './targets.ts';

const { name, numCases, seed, path } = JSON.parse(process.argv[2]!) as Errand;
const target = TARGETS[name]!;
let numTried = 0;
let toldMs = 0;
const outcome = await tryTarget(
  {
    ...{ ...target, share: 100 },
    async read(input) {
      numTried += 1;
      if (performance.now() - toldMs > 500) {
        toldMs = performance.now();
        process.send!(numTried);
        await new Promise((resolve) => setImmediate(resolve)); // or it would not be sent
      }
      return target.read(input);
    },
  },
  numCases,
  seed,
  path,
);
process.send!(outcome);
