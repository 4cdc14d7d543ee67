import { expect, it } from 'vitest';
import { claimVerdict } from '../../../src/experiment/claimVerdict.ts';
import type { Verdict } from '../../../src/experiment/verdicts.ts';

const of = (...verdicts: Verdict[]) =>
  claimVerdict(verdicts.map((verdict) => ({ says: '', verdict, p: 0.01 })));

it('a claim holds when all of its parts do, and in part when some do', () => {
  expect(of('holds', 'holds')).toBe('holds');
  expect(of('holds', 'open')).toBe('in part');
  expect(of('holds', 'not so', 'open')).toBe('in part');
  expect(of('not so', 'open')).toBe('not so');
  expect(of('open', 'open')).toBe('open');
  expect(of()).toBeNull();
});
