/** What solves the questions of the Story, told from the store alone. */
import { describe, expect, it } from 'vitest';
import { onePredictor, type Predictor } from '../../../../src/distillation/ensemble.ts';
import { beginRecord, type RunRecord } from '../../../../src/experiment/record.ts';
import { DEFAULT_CONFIG } from '../../../../src/experiment/config.ts';
import type { State } from '../../../../src/store/state.ts';
import { STORY_BEGIN } from '../../../../src/store/story.ts';
import {
  hasCloseSecond,
  isHalfSure,
  isLikestCell,
  isLossChosen,
  isReadDifferently,
  isTaughtByLabelsHalf,
  shownLogits,
} from '../../../../src/ui/story/questions.ts';
import { SUMMARY } from '../../../support/fakeEngine.ts';
import { armReport, readingsOf } from '../../../support/fakeRun.ts';
import { openPage } from '../../../support/openPage.ts';

/** A network that says these logits of whatever it sees. */
const sayer = (...logits: readonly number[]): Predictor =>
  onePredictor({
    layers: [
      {
        numInputs: 784,
        numOutputs: 10,
        convolution: null,
        weights: new Float32Array(7840),
        bias: Float32Array.from({ length: 10 }, (_, at) => logits[at] ?? 0),
      },
    ],
  });

/** Says a digit, this far ahead of all others. */
const sure = (digit: number, lead = 20) =>
  sayer(...Array.from({ length: 10 }, (_, at) => (at === digit ? lead : 0)));

async function stateWith(change: Partial<RunRecord>, story: Partial<State['story']> = {}) {
  const { state, actions } = await openPage();
  const record = { ...beginRecord(DEFAULT_CONFIG, SUMMARY), ...change };
  const draw = () => {
    actions.draw({ type: 'begin', point: { x: 0.3, y: 0.3 } });
    actions.draw({ type: 'extend', start: { x: 0.3, y: 0.3 }, points: [{ x: 0.6, y: 0.7 }] });
  };
  const now = (): State => ({
    ...state(),
    run: { ...state().run, record },
    story: { ...STORY_BEGIN, ...story },
  });
  return { now, draw };
}

describe('a drawing that two networks read differently', () => {
  it('is one: drawn, with both networks there, and of two minds', async () => {
    const { now, draw } = await stateWith({ weights: { teacher: sure(7), distilled: sure(1) } });
    expect(isReadDifferently(now())).toBe(false); // a test digit was not drawn
    draw();
    expect(isReadDifferently(now())).toBe(true);
  });
  it('is none where they agree, or there is no student', async () => {
    for (const weights of [{ teacher: sure(7), distilled: sure(7) }, { teacher: sure(7) }]) {
      const { now, draw } = await stateWith({ weights });
      draw();
      expect(isReadDifferently(now())).toBe(false);
    }
  });
});

describe('a second probability of 0.2', () => {
  it('comes of what is dragged for this image, not for another', async () => {
    const { now } = await stateWith({ weights: { teacher: sure(7) } });
    expect(hasCloseSecond(now())).toBe(false);
    const { probe } = now();
    const image = probe.source === 'test' ? probe.digit!.image : new Uint8Array();
    const logits = [0, 0, 0, 0, 0, 0, 0, 20, 0, 19.5];
    const dragged = { ...now(), story: { ...STORY_BEGIN, dragged: { image, logits } } };
    expect(hasCloseSecond(dragged)).toBe(true);
    expect(shownLogits(dragged)).toBe(logits);
    const elsewhere = { ...now(), story: { ...STORY_BEGIN, dragged: { image: image.slice(), logits } } };
    expect(hasCloseSecond(elsewhere)).toBe(false);
  });
  it('is not there where nothing is read', async () => {
    const { now } = await stateWith({});
    expect(hasCloseSecond(now())).toBe(false);
  });
});

it('half of the whole lies between 0.45 and 0.55, at the T on display', async () => {
  // Nine others at 0: e^(z/T) = 9 at one half.
  const { now } = await stateWith({ weights: { teacher: sure(7, 8 * Math.log(9)) } });
  expect(isHalfSure({ ...now(), displayTemperature: 8 })).toBe(true);
  expect(isHalfSure({ ...now(), displayTemperature: 7 })).toBe(false);
  expect(isHalfSure({ ...now(), displayTemperature: 10 })).toBe(false);
});

describe('the cell of the likest classes', () => {
  const readings = readingsOf(1); // the teacher takes the 7 for a 2
  it.each([
    { cell: { label: 7, digit: 2 }, isLikest: true },
    { cell: { label: 7, digit: 7 }, isLikest: false },
    { cell: { label: 3, digit: 2 }, isLikest: false },
    { cell: null, isLikest: false },
  ])('is the largest off the diagonal: $cell', async ({ cell, isLikest }) => {
    const { now } = await stateWith({ readings }, { cell });
    expect(isLikestCell(now())).toBe(isLikest);
  });
  it('is none before a teacher is trained', async () => {
    const { now } = await stateWith({}, { cell: { label: 7, digit: 2 } });
    expect(isLikestCell(now())).toBe(false);
  });
});

it('labels have half of the weight when the run had it and its losses are there, whatever is set now', async () => {
  const arms = [armReport('standalone', [0.5]), armReport('distilled', [0.6])];
  const of = async (softWeight: number, change: Partial<RunRecord>) =>
    (await stateWith({ config: { ...DEFAULT_CONFIG, softWeight }, ...change })).now();
  expect(isTaughtByLabelsHalf(await of(0.5, { arms }))).toBe(true);
  expect(isTaughtByLabelsHalf(await of(0.9, { arms }))).toBe(false);
  expect(isTaughtByLabelsHalf(await of(0.5, { arms: [] }))).toBe(false);
  const set = await of(0.9, { arms });
  expect(isTaughtByLabelsHalf({ ...set, config: { ...set.config, softWeight: 0.1 } })).toBe(false);
});

it('a row lost when its whole interval lies below zero', async () => {
  const of = async (high: number) =>
    (await stateWith({}, { finding: { preset: 'patience', label: '5 epochs', high } })).now();
  expect(isLossChosen(await of(-0.1))).toBe(true);
  expect(isLossChosen(await of(0.1))).toBe(false);
  expect(isLossChosen((await stateWith({})).now())).toBe(false);
});
