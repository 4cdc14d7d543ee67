import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createProgress } from '../../../src/cli/progress.ts';
import type { RunEvent } from '../../../src/experiment/events.ts';

/** What is written to a stream that is a terminal, or not. */
function watched(isTTY: boolean) {
  let written = '';
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      written += chunk.toString();
      done();
    },
  });
  const tell = createProgress(
    Object.assign(stream, { isTTY, columns: 100 }) as unknown as NodeJS.WriteStream,
  );
  const run = (event: RunEvent) => tell({ type: 'run', cohort: 0, event });
  return { tell, run, read: () => written };
}
const step = (at: number): RunEvent => ({ type: 'progress', phase: 'students', step: at, numSteps: 100 });

describe('progress', () => {
  it('is one moving line with a bar on a terminal', () => {
    const { tell, run, read } = watched(true);
    tell({ type: 'cohort', cohort: 1, numCohorts: 4, labels: ['T = 4', 'T = 8'], seeds: [1, 2, 3] });
    run(step(0));
    run(step(100));
    expect(read()).toBe(
      '\r\x1b[K[2/4] T = 4; T = 8 (seeds 1 to 3)\n' +
        `\r\x1b[K[2/4] Students: ${'░'.repeat(20)} step 0 of 100` +
        `\r\x1b[K[2/4] Students: ${'█'.repeat(20)} step 100 of 100`,
    );
  });

  it('is plain lines, few of them, elsewhere', () => {
    const { run, read } = watched(false);
    for (let at = 0; at <= 100; at++) run(step(at));
    expect(read()).toBe('Students: step 0 of 100\nStudents: step 100 of 100\n');
  });
});
