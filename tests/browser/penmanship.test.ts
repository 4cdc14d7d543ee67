import { expect, it } from 'vitest';
import { unlabelledWriter } from '../../src/data/penmanship/penmanship.ts';
import { sha256Of } from '../../src/data/sha256.ts';
import { FIRST_BLOCK } from '../support/firstBlock.ts';

it('images written without labels are the same in the browser as in Node', async () => {
  expect(await sha256Of(unlabelledWriter(1, 'mid')(0))).toBe(FIRST_BLOCK);
});
