import { describe, expect, it } from 'vitest';
import { digitsByHand, embeddedDigits } from '../../../src/data/embedded.ts';
import { penmanship } from '../../../src/data/penmanship/penmanship.ts';

describe('digits by the hand that a run asks for', () => {
  it('are those there are for the hand in use, and for all runs on digits that are not written here', async () => {
    const set = await penmanship({ seed: 1, sloppiness: 'calm', numTrain: 10, numTest: 10 });
    expect(await digitsByHand(set)({ sloppiness: 'calm' })).toBe(set);
    const own = { ...set, source: { data: 'own' as const, sloppiness: 'calm' as const } };
    expect(await digitsByHand(own)({ sloppiness: 'hard' })).toBe(own);
  });

  it('are written for another hand, once while it is asked for', async () => {
    const set = await penmanship({ seed: 1, sloppiness: 'calm', numTrain: 10, numTest: 10 });
    const digitsOf = digitsByHand(set);
    const hard = await digitsOf({ sloppiness: 'hard' });
    expect(hard.name).toBe('Penmanship hard');
    expect(hard.test).toEqual((await embeddedDigits('hard')).test);
    expect(await digitsOf({ sloppiness: 'hard' })).toBe(hard);
  });
});
