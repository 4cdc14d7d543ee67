import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTROL_NAMES, readLesson, withLesson } from '../../../src/library/lesson.ts';

describe('a lesson link', () => {
  it('is readable, keeps the rest of the address, and takes the place of another lesson', () => {
    const plain = 'http://localhost/page/?backend=wasm#T=4&hidden=64,32';
    const lesson = withLesson(plain, ['files', 'labels']);
    expect(lesson).toBe('http://localhost/page/?backend=wasm&lesson=files,labels#T=4&hidden=64,32');
    expect(withLesson(lesson, ['share'])).toBe(
      'http://localhost/page/?backend=wasm&lesson=share#T=4&hidden=64,32',
    );
    expect(withLesson(lesson, [])).toBe(plain);
  });

  it('hides what it names, whichever that is', () => {
    fc.assert(
      fc.property(fc.subarray([...CONTROL_NAMES]), (hidden) => {
        const { search } = new URL(withLesson('http://localhost/#T=4', hidden));
        expect(readLesson(search)).toEqual({ hidden: new Set(hidden), problem: null });
      }),
    );
  });

  it('ignores names that no control has, and says which those are and which there are', () => {
    const { hidden, problem } = readLesson('?lesson=labels,__proto__,toString,%20share%20,');
    expect([...hidden]).toEqual(['labels', 'share']);
    expect(problem).toMatch(
      /^The lesson hides "__proto__", "toString", but there is no such control\. Known are: .*comparison/,
    );
  });

  it('survives any string, with a message that stays short', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        const { hidden, problem } = readLesson(`?lesson=${text}`);
        for (const name of hidden) expect(CONTROL_NAMES).toContain(name);
        expect(problem?.length ?? 0).toBeLessThan(900);
      }),
    );
  });
});
