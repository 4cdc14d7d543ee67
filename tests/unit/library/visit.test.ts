import { expect, it } from 'vitest';
import { keepsNothing } from '../../../src/library/visit.ts';

it.each([
  ['', false],
  ['?autostart=0', false],
  ['?fresh', true],
  ['?backend=cpu&fresh=', true],
  ['?embed=softened', true],
  ['?embed=nonsense', true],
])('a visit at "%s" keeps nothing: %s', (search, isNothing) => {
  expect(keepsNothing(search)).toBe(isNothing);
});
