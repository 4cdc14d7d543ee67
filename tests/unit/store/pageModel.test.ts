import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GivenTeacher } from '../../../src/engine/teacher.ts';
import { probeImage } from '../../../src/store/probe.ts';
import { isUnderWay } from '../../../src/store/selectors.ts';
import { studentSeeds } from '../../../src/experiment/seeds.ts';
import type { HeldName } from '../../support/fakeEngine.ts';
import { settle } from '../../support/fakeEngine.ts';
import { pictureOf } from '../../support/fakeSets.ts';
import { cohortReport, endingOf } from '../../support/fakeRun.ts';
import { expectOneRun, expectOneSet, file, openPage, TEACHER } from '../../support/openPage.ts';

const SETS = [
  { data: 'embedded', sloppiness: 'mid' },
  { data: 'embedded', sloppiness: 'hard' },
  { data: 'mnist' },
] as const;

/** Calls that a living engine may refuse. */
const FALLIBLE: readonly HeldName[] = ['loadData', 'loadOwn', 'testDigit', 'testDigitAt'];

type Opened = Awaited<ReturnType<typeof open>>;

/** What a person, the engine or the network does next; numbers choose among what there is. */
const STEPS: Readonly<Record<string, (page: Opened, at: number) => void>> = {
  choose: ({ actions }, at) => actions.setConfig(SETS[at % SETS.length]!),
  openFiles: ({ actions }, at) => void actions.openFiles([file(at % 2 === 0 ? 'a' : 'b')]),
  cancelLoading: ({ actions }) => void actions.cancelLoading(),
  answer: ({ engine }, at) => engine.held[at % engine.held.length]?.answer(),
  finish: ({ engine }, at) => engine.held[at % engine.held.length]?.finish(),
  tellFirst: ({ engine }, at) => engine.held[at % engine.held.length]?.tellFirst(),
  fail: ({ engine }, at) => {
    const fallible = engine.held.filter(({ name }) => FALLIBLE.includes(name));
    fallible[at % fallible.length]?.fail('lost');
  },
  teach: ({ actions }, at) => actions.setConfig({ teacher: at % 2 === 0 ? 'early' : 'trained' }),
  teacherComes: ({ fetches }) => fetches.shift()?.resolve(TEACHER),
  teacherFails: ({ fetches }) => fetches.shift()?.reject(new Error('no teacher')),
  train: ({ actions }) => actions.train(),
  trainAnew: ({ actions }) => actions.trainAnew(),
  step: ({ actions }) => actions.step(),
  pause: ({ actions }) => actions.pause(),
  resume: ({ actions }) => actions.resume(),
  rewind: ({ actions }) => actions.rewind(),
  addSeeds: ({ actions }) => actions.addSeeds(2),
  cancelRun: ({ actions }) => actions.cancelRun(),
  runEnds({ engine, state }) {
    const { runId, more, record } = state().run;
    const of = more ?? record;
    if (engine.running() !== runId || !of) return;
    engine.endRun();
    const { options } = engine.trained.at(-1);
    const seeds = options.seeds ?? studentSeeds(of.config);
    engine.say({ type: 'run', runId, events: endingOf(of.config, of.data, seeds) });
  },
  stroke({ actions }, at) {
    const start = { x: 40 + 10 * at, y: 100 };
    actions.draw({ type: 'begin', point: start });
    actions.draw({ type: 'extend', start, points: [{ x: 60 + 10 * at, y: 120 }] });
  },
  pick: ({ actions }, at) => actions.pickTestDigit(at % 10),
  random: ({ actions }) => actions.pickRandomDigit(),
};

async function open() {
  const fetches: { resolve(teacher: GivenTeacher): void; reject(error: Error): void }[] = [];
  const opened = await openPage(({ teacher }) =>
    teacher === 'shipped'
      ? Promise.resolve(TEACHER)
      : new Promise((resolve, reject) => fetches.push({ resolve, reject })),
  );
  opened.engine.hold('loadData', 'loadOwn', 'cancelLoading', 'testDigit', 'testDigitAt');
  return { ...opened, fetches };
}

/** Everybody who waits is answered, and whoever asks because of that. */
async function answerAll({ engine, fetches, state }: Opened): Promise<void> {
  const isWaiting = () => engine.held.length + fetches.length > 0 || state().data.loading !== null;
  for (let turn = 0; turn < 50 && isWaiting(); turn++) {
    for (const call of [...engine.held]) call.answer();
    for (const { resolve } of fetches.splice(0)) resolve(TEACHER);
    await settle();
  }
  expect(isWaiting()).toBe(false);
}

const steps = fc.array(
  fc.record({ what: fc.constantFrom(...Object.keys(STEPS)), at: fc.nat(11), wait: fc.boolean() }),
  { minLength: 1, maxLength: 25 },
);

describe('whatever is done, and however late it is answered', () => {
  it('one set is in use for settings, digits, link and engine, and at most one run is under way and heard', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const opened = await open();
        const { engine, page, state } = opened;
        for (const { what, at, wait } of sequence) {
          STEPS[what]!(opened, at);
          if (wait) await settle();
        }
        await answerAll(opened);
        await expectOneSet(page, engine);
        expectOneRun(page, engine);
        const heard = engine.trained.filter(({ runId }) => {
          const before = state().run;
          engine.say({ type: 'run', runId, events: [cohortReport(77, [0.5])] });
          return state().run !== before;
        });
        const { run } = state();
        expect(heard.map(({ runId }) => runId)).toEqual(isUnderWay(run) ? [run.runId] : []);
        for (const { config, options } of heard) {
          const record = run.more ?? run.record;
          expect([config, options.setId]).toEqual([record?.config, record?.data.id]);
        }
        const { probe, data } = state();
        if (probe.source === 'test') {
          const { setId, index, image } = probe.digit!;
          expect([data.summary?.id, run.record?.data.id]).toContain(setId);
          expect(image).toEqual(pictureOf(setId!, index));
        } else expect(probeImage(state())).toHaveLength(784);
      }),
      { numRuns: 300 },
    );
  });
});
