import { expect, it } from 'vitest';
import { isFree, shipped } from '../../../src/cli/licences.ts';

it.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0)', true],
  ['(MIT AND Zlib)', true],
  ['MIT AND GPL-3.0', false],
  ['AGPL-3.0', false],
  ['GPL-2.0-only', false],
  ['not stated', false],
] as const)('whether %s lets the page ship it: %s', (licence, expected) => {
  expect(isFree(licence)).toBe(expected);
});

it('lists what ships, by the innermost name, and leaves out the tools', () => {
  const lock = {
    packages: {
      '': { license: 'MIT' },
      'node_modules/a/node_modules/@b/c': { version: '1.0.0', license: 'ISC' },
      'node_modules/tool': { version: '2.0.0', license: 'AGPL-3.0', dev: true },
      'node_modules/x': { version: '3.0.0' },
    },
  };
  expect(shipped(JSON.stringify(lock))).toEqual([
    { name: '@b/c 1.0.0', licence: 'ISC' },
    { name: 'x 3.0.0', licence: 'not stated' },
  ]);
});
