import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { penmanship } from '../../../src/data/penmanship/penmanship.ts';
import { run } from '../../../src/engine/run.ts';
import type { TeacherCache } from '../../../src/engine/teacher.ts';
import type { RunCommand } from '../../../src/engine/training.ts';
import type { RunEvent } from '../../../src/experiment/events.ts';
import { parseConfig } from '../../../src/experiment/settings.ts';
import { openInNode } from '../../support/backends.ts';

const digits = await penmanship({ seed: 1, sloppiness: 'calm', numTrain: 150, numTest: 40 });
/** Six steps of the teacher an epoch, of which every third reports; four of the students, of which every fourth. */
const config = parseConfig({
  teacher: 'trained',
  labels: 80,
  hidden: [6],
  epochs: 2,
  batchSize: 20,
  seeds: 2,
  teacherHidden: [9],
  teacherEpochs: 2,
  teacherBatchSize: 25,
});

/** Runs to the end. @param wish what is handed in after an event, with the events so far, that one last */
async function execute(wish: (event: RunEvent, all: readonly RunEvent[]) => RunCommand) {
  const teachers: TeacherCache = new Map();
  const events: RunEvent[] = [];
  const generator = run({ preset: 'test', config, digits, backend: 'test', teachers });
  try {
    let next = await generator.next();
    while (!next.done) {
      events.push(next.value);
      next = await generator.next(wish(next.value, events));
    }
    return { events, result: next.value.result };
  } finally {
    teachers.forEach(({ cohort }) => cohort.dispose());
  }
}

const isAt = (event: RunEvent, phase: string, step: number) =>
  event.type === 'progress' && event.phase === phase && event.step === step;
/** Type and step of the events after the progress event of a step, up to and with the next one. */
function nextStep(events: readonly RunEvent[], phase: string, step: number): (string | number)[][] {
  const first = events.findIndex((event) => isAt(event, phase, step)) + 1;
  const last = events.findIndex((event, at) => at >= first && event.type === 'progress');
  return events
    .slice(first, last + 1)
    .map((event) => ('step' in event ? [event.type, event.step] : [event.type]));
}

/** Where each phase stands in the middle of an epoch, and where it is due to report next. */
const PHASES = [
  ['teacher', 'teacherReport', 3],
  ['students', 'cohortReport', 1],
] as const;

describe('what the caller wants next', () => {
  beforeAll(() => openInNode('wasm'));

  it.each(PHASES)('may be a report: it follows the next step, once (%s)', async (phase, report, step) => {
    const plain = await execute(() => undefined);
    const asked = await execute((event) => (isAt(event, phase, step) ? 'report' : undefined));
    expect(nextStep(plain.events, phase, step)).toEqual([['progress', step + 1]]);
    expect(nextStep(asked.events, phase, step)).toEqual([
      [report, step + 1],
      ['weights'],
      ['progress', step + 1],
    ]);
    // Nothing else is different.
    const untold = asked.events.length - plain.events.length;
    expect(untold).toBe(2);
    expect(asked.result.replicates).toEqual(plain.result.replicates);
    expect(asked.result.arms.map(({ nll }) => nll)).toEqual(plain.result.arms.map(({ nll }) => nll));
  });

  it.each(PHASES)(
    'may be a checkpoint: it is answered at once, as often as it is asked for, without a step between (%s)',
    async (phase, report, step) => {
      const { events } = await execute((event, all) => {
        const numGiven = all.filter(({ type }) => type === 'checkpoint').length;
        const isAsking = isAt(event, phase, step) || (event.type === 'checkpoint' && numGiven < 2);
        return isAsking ? 'checkpoint' : event.type === 'checkpoint' ? 'report' : undefined;
      });
      // The wish that comes with the last checkpoint is heard too.
      expect(nextStep(events, phase, step)).toEqual([
        ['checkpoint'],
        ['checkpoint'],
        [report, step + 1],
        ['weights'],
        ['progress', step + 1],
      ]);
      const [first, second] = events.flatMap((each) => (each.type === 'checkpoint' ? [each.checkpoint] : []));
      expect(first).toMatchObject({ phase, data: digits.id, training: { step, cohort: { steps: step } } });
      expect({ ...second!, elapsedMs: first!.elapsedMs }).toEqual(first);
      expect(second!.elapsedMs).toBeGreaterThanOrEqual(first!.elapsedMs);
    },
  );

  it('may be a checkpoint before the first step and after the last', async () => {
    const { events } = await execute((event) =>
      isAt(event, 'students', 0) || isAt(event, 'students', 8) ? 'checkpoint' : undefined,
    );
    const steps = events.flatMap((each) =>
      each.type === 'checkpoint' ? [each.checkpoint.training?.step] : [],
    );
    expect(steps).toEqual([0, 8]);
  });

  const moments: readonly [string, (event: RunEvent) => boolean][] = [
    ['the start', ({ type }) => type === 'started'],
    ['a report of the teacher', ({ type }) => type === 'teacherReport'],
    ['a step of the teacher', (event) => isAt(event, 'teacher', 2)],
    ['the first readings', ({ type }) => type === 'readings'],
    ['the soft targets', (event) => isAt(event, 'softTargets', 0)],
    ['a report of the students', ({ type }) => type === 'cohortReport'],
    ['a step of the students', (event) => isAt(event, 'students', 2)],
    ['a checkpoint', ({ type }) => type === 'checkpoint'],
    ['the end', ({ type }) => type === 'finished'],
  ];
  it.each(moments)('may be nothing more: closed at %s it leaves no tensors', async (_, isMoment) => {
    await execute(() => undefined); // constants of the backend stay
    const before = tf.memory().numTensors;
    const teachers: TeacherCache = new Map();
    const generator = run({ preset: 'test', config, digits, backend: 'test', teachers });
    let next = await generator.next();
    while (!next.done && !isMoment(next.value))
      next = await generator.next(isAt(next.value, 'students', 3) ? 'checkpoint' : undefined);
    expect(next.done).toBe(false);
    expect((await generator.return(undefined as never)).done).toBe(true);
    teachers.forEach(({ cohort }) => cohort.dispose());
    expect(tf.memory().numTensors).toBe(before);
  });
});
