/** A run without anybody to pause it. */
import type { RunEvent } from '../experiment/events.ts';
import type { RunResult } from '../experiment/results.ts';
import { run, type RunInput } from './run.ts';
import type { TeacherCache } from './teacherCache.ts';
import type { Circumstances } from './training.ts';

/** @param onEvent told everything the run tells @throws as run */
export async function runToEnd(
  input: Omit<RunInput, keyof Circumstances | 'teachers'>,
  onEvent: (event: RunEvent) => void = () => undefined,
): Promise<RunResult> {
  const teachers: TeacherCache = new Map();
  const events = run({
    ...input,
    teachers,
    signal: new AbortController().signal,
    clock: () => performance.now(),
    takeReportRequest: () => false,
  });
  for (;;) {
    const { done, value } = await events.next();
    if (done) {
      for (const { cohort } of teachers.values()) cohort.dispose();
      return value;
    }
    onEvent(value);
  }
}
