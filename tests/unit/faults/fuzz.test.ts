/** The law of every reader and reducer, 200 cases each; `npm run faults -- --fuzz` tries 10 000, and others each time. */
import { expect, it } from 'vitest';
import { tryTarget } from '../../faults/fuzz/law.ts';
import { TARGETS } from '../../faults/fuzz/targets.ts';

const CASES = 200;
const SEED = 1;

it.each(Object.keys(TARGETS))(
  '%s: what is wrong is refused in words, and nothing else breaks',
  async (name) => {
    const { failure } = await tryTarget(TARGETS[name]!, CASES, SEED);
    expect(failure).toBeNull();
  },
);
