import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import { sha256Of } from '../../../src/data/sha256.ts';

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['by the browser', crypto],
  ['on pages without https, which have no crypto.subtle', {}],
])('gives the digest of all bytes %s', async (_, offered) => {
  vi.stubGlobal('crypto', offered);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      expect(await sha256Of(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
    }),
    { numRuns: 30 },
  );
});
