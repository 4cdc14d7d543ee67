/** Reducers: whatever happens, in whatever order, they change nothing that they were given and end in a state that holds together. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countedDigits, frameAsked, splitByUse, wantedNext, without } from '../../../src/data/askedDigits.ts';
import { DIGIT_NAMES, type DrawnDigit } from '../../../src/data/drawnDigits.ts';
import { frameStrokes, type Stroke } from '../../../src/data/framing.ts';
import { strokesReducer, type StrokeAction } from '../../../src/data/strokes.ts';
import { DEFAULT_CONFIG, type Config } from '../../../src/experiment/config.ts';
import { addPoint, MAX_POINTS } from '../../../src/experiment/curve.ts';
import type { RunEvent } from '../../../src/experiment/events.ts';
import { beginRecord } from '../../../src/experiment/record.ts';
import {
  applyCancel,
  applyEvent,
  applyFailure,
  applyPause,
  applyResume,
  noteSettingChange,
} from '../../../src/store/applyEvent.ts';
import { IDLE_RUN, type RunState } from '../../../src/store/runState.ts';
import { noticed, STORY_BEGIN, type StoryState } from '../../../src/store/story.ts';
import { cohortReport, endingOf, teacherReport } from '../../support/fakeRun.ts';
import { SUMMARY } from '../../support/fakeSets.ts';
import { hostileNumber } from './hostile.ts';
import { lawful, type Target } from './law.ts';

const coordinate = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -1, max: 2, noNaN: true }) },
  { weight: 1, arbitrary: hostileNumber },
);
const point = fc.record({ x: coordinate, y: coordinate });
const strokeStep = fc.record({
  type: fc.constantFrom('begin', 'extend', 'extend', 'takeBack', 'undo', 'clear'),
  point,
  points: fc.array(point, { maxLength: 40 }),
  /** Which stroke is meant; often none that is there. */
  at: fc.nat(6),
});
const NOWHERE = { x: 9, y: 9 };

function draw(steps: readonly { type: string; point: Stroke[0]; points: Stroke; at: number }[]): void {
  let strokes: readonly Stroke[] = Object.freeze([]);
  for (const { type, point: first, points, at } of steps) {
    const start = strokes[at]?.[0] ?? strokes.at(-1)?.[0] ?? NOWHERE;
    const action = { type, point: Object.freeze({ ...first }), points, start } as StrokeAction;
    const before = JSON.stringify(strokes);
    const next = strokesReducer(strokes, action);
    assert.equal(JSON.stringify(strokes), before);
    strokes = Object.freeze(next);
    assert.ok(strokes.every(({ length }) => length >= 1 && length <= 4_000));
  }
  for (const framing of [true, false]) {
    const image = frameStrokes(strokes, { framing });
    assert.equal(image?.length ?? null, strokes.length === 0 ? null : 784);
  }
}

const eventOf = (seed: number): RunEvent[] => [
  ...endingOf({ ...DEFAULT_CONFIG, seeds: 2 }, SUMMARY, [1 + 2 * seed, 2 + 2 * seed]),
  { type: 'progress', phase: 'students', step: seed, numSteps: 9 },
  { type: 'weights', weights: {} },
  teacherReport,
  cohortReport(seed, [0.5, 0.6]),
];
const runStep = fc.record({
  what: fc.constantFrom('event', 'event', 'event', 'pause', 'resume', 'fail', 'cancel', 'more', 'note'),
  at: fc.nat(20),
  config: fc.record({
    temperature: fc.integer({ min: 1, max: 9 }),
    labels: fc.integer({ min: 10, max: 99 }),
  }),
});
const BEGUN: RunState = {
  ...IDLE_RUN,
  runId: 1,
  status: 'running',
  record: beginRecord(DEFAULT_CONFIG, SUMMARY),
};

function runThrough(steps: readonly { what: string; at: number; config: Partial<Config> }[]): void {
  let run = deepFrozen(BEGUN);
  for (const [nowMs, { what, at, config }] of steps.entries()) {
    const events = eventOf(at);
    const isMore = what === 'more' && run.record?.result && !run.more;
    if (what === 'event') run = applyEvent(run, deepFrozen(events[at % events.length]!), nowMs);
    else if (what === 'pause') run = applyPause(run, nowMs);
    else if (what === 'resume') run = applyResume(run, nowMs);
    else if (what === 'fail') run = applyFailure(run, 'lost');
    else if (what === 'cancel') run = applyCancel(run);
    else if (isMore)
      run = { ...run, status: 'running', more: beginRecord({ ...DEFAULT_CONFIG, seed: at + 1 }, SUMMARY) };
    else run = noteSettingChange(run, DEFAULT_CONFIG, { ...DEFAULT_CONFIG, ...config });
    deepFrozen(run);
    assert.ok(run.marks.length <= 8 && (run.record?.curve.length ?? 0) <= MAX_POINTS);
    assert.ok(Number.isFinite(run.step + run.epoch + run.phaseStartedMs));
    assert.ok(run.status !== 'finished' || run.more === null);
  }
}

/** Arrays of numbers cannot be frozen. */
function deepFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value))
    return value;
  Object.values(value).forEach(deepFrozen);
  return Object.freeze(value);
}

const task = fc.record({
  task: fc.constantFrom('readers', 'logits', 'lose', 'unseen'),
  isSolved: fc.boolean(),
});

/** What was once done stays so. */
function read(looks: readonly { task: string; isSolved: boolean }[]): void {
  let answers: StoryState['answers'] = STORY_BEGIN.answers;
  for (const { task: of, isSolved } of looks) {
    const name = of as keyof StoryState['answers'];
    const before = answers[name];
    answers = noticed(deepFrozen(answers), name, isSolved);
    if (before === 'done' || before === 'before') assert.equal(answers[name], before);
  }
}

const drawnDigit = fc.record({
  label: fc.nat(9),
  round: fc.option(fc.nat(2)),
  stroke: fc.array(point, { minLength: 1, maxLength: 5 }),
});

function keepDrawn([digits, removed]: readonly [
  readonly { label: number; round: number | null; stroke: Stroke }[],
  readonly number[],
]): void {
  const drawn = digits.map(({ label, round, stroke }, id): DrawnDigit => ({
    ...{ id, label, image: frameAsked([stroke], DIGIT_NAMES)! },
    asked: round === null ? null : { round, strokes: [stroke] },
  }));
  const left = without(deepFrozen(drawn), removed);
  assert.equal(left.length, drawn.filter(({ id }) => !removed.includes(id)).length);
  const { train, test } = splitByUse(left);
  assert.ok(train.length + test.length <= left.length && test.length % 10 === 0);
  assert.deepEqual(test, countedDigits(left));
  const { label, numDrawn } = wantedNext(left);
  assert.ok(label >= 0 && label < 10 && numDrawn < 10);
}

const epochs = fc.array(fc.record({ epoch: hostileNumber }), { maxLength: 900 });

export const REDUCER_TARGETS: Readonly<Record<string, Target>> = {
  'strokes of a drawing': lawful(fc.array(strokeStep, { maxLength: 30 }), draw),
  'the state of a run': lawful(fc.array(runStep, { maxLength: 25 }), runThrough),
  'points of a curve': lawful(
    epochs,
    (points) => {
      const curve = points.reduce<readonly { readonly epoch: number }[]>(addPoint, []);
      assert.ok(curve.length <= MAX_POINTS);
    },
    20,
  ),
  'answers of the Story': lawful(fc.array(task, { maxLength: 30 }), read),
  'digits that were asked for': lawful(
    fc.tuple(fc.array(drawnDigit, { maxLength: 45 }), fc.array(fc.nat(45), { maxLength: 5 })),
    keepDrawn,
    20,
  ),
};
