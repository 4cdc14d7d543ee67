import { describe, expect, it } from 'vitest';
import { IDLE_RUN } from '../../../src/store/runState.ts';
import { mayStartByItself } from '../../../src/store/selfStart.ts';

const browser = (search = '', reducedMotion = false, navigator: object = {}) => ({
  location: { search },
  navigator,
  matchMedia: (query: string) => ({ matches: reducedMotion && query === '(prefers-reduced-motion: reduce)' }),
});

describe('training starts by itself on opening', () => {
  it.each([
    ['as a rule', browser(), true],
    ['with another parameter', browser('?autostart=1&backend=wasm'), true],
    ['not with ?autostart=0', browser('?backend=wasm&autostart=0'), false],
    ['not where less motion is wanted', browser('', true), false],
    ['not where data are saved', browser('', false, { connection: { saveData: true } }), false],
    ['where data are not saved', browser('', false, { connection: { saveData: false } }), true],
    ['where the browser does not tell', browser('', false, { connection: null }), true],
  ])('%s', (_, preferences, expected) => expect(mayStartByItself(preferences, IDLE_RUN)).toBe(expected));

  it.each(['running', 'paused', 'finished', 'cancelled', 'failed'] as const)(
    'not when a person was faster, and has a run that is %s',
    (status) => expect(mayStartByItself(browser(), { status })).toBe(false),
  );
});
