/** Somebody else's JSON may name a key "__proto__": it changes no object but the one that is read. */
import { afterEach, expect, it } from 'vitest';
import { parseRecorded } from '../../../src/experiment/recorded.ts';
import { parseConfig, parseSettings } from '../../../src/experiment/settings.ts';
import { DEFAULT_CONFIG } from '../../../src/experiment/config.ts';
import { parseResultFile } from '../../../src/experiment/resultFile.ts';
import { readEmbed } from '../../../src/library/embed.ts';
import { readLesson } from '../../../src/library/lesson.ts';
import { readHash } from '../../../src/library/permalink.ts';
import { parseRecord } from '../../../src/library/recordSchema.ts';

const HOSTILE = [
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"config":{"__proto__":{"polluted":1}},"arms":[{"__proto__":{"polluted":1}}],"data":{"__proto__":{"polluted":1}}}',
  '{"variants":{"__proto__":{"polluted":1}}}',
  '[{"__proto__":{"polluted":1}}]',
];
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  'a kept run': (text) => parseRecord('the run', JSON.parse(text)),
  'a result file': (text) => parseResultFile('a.json', text),
  'recorded results': (text) => parseRecorded('a.json', JSON.parse(text)),
  settings: (text) => parseConfig(DEFAULT_CONFIG, JSON.parse(text) as object),
  'a setting of the command line': () => parseSettings(['__proto__=1']),
  'a link': () => readHash('#__proto__=1&constructor=2&prototype=3&T=__proto__'),
  'a lesson': () => readLesson('?lesson=__proto__,constructor,toString'),
  'a panel': () => readEmbed('?embed=__proto__'),
};

afterEach(() => {
  delete (Object.prototype as { polluted?: unknown }).polluted;
});

it.each(Object.keys(READERS).flatMap((what) => HOSTILE.map((text) => [what, text] as const)))(
  '%s: %s pollutes nothing',
  (what, text) => {
    let read: unknown = {};
    try {
      read = READERS[what]!(text);
    } catch (error) {
      expect((error as Error).message).not.toBe('');
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect((read as { polluted?: unknown } | null)?.polluted).toBeUndefined();
  },
);
