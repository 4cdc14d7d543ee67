/** What follows from the state; pure, and never a fresh object. */
import type { Predictor } from '../distillation/ensemble.ts';
import { areSameNames, DIGIT_NAMES } from '../data/drawnDigits.ts';
import { imageAt } from '../data/digitSet.ts';
import type { NetworkName } from '../experiment/arms.ts';
import { usesShippedTeacher, type Config } from '../experiment/config.ts';
import type { RunRecord } from '../experiment/record.ts';
import { differingSettings } from '../experiment/settings.ts';
import type { LessonControl } from '../library/lesson.ts';
import type { Room } from '../library/permalink.ts';
import type { TestDigit } from '../worker/engineApi.ts';
import type { RunState } from './runState.ts';
import type { State } from './state.ts';

/** The panels of each room, as a lesson may hide them; those of the Playground that nothing hides are not named. */
const PANELS: Readonly<Record<Exclude<Room, 'playground'>, readonly LessonControl[]>> = {
  story: ['article'],
  experiments: ['experiments', 'sweep', 'pooled', 'library'],
};

/** Whether a lesson leaves anything of a room. */
export function isOpenRoom({ hidden }: Pick<State, 'hidden'>, room: Room): boolean {
  return room === 'playground' || PANELS[room].some((panel) => !hidden.has(panel));
}

/** The room on display: the Playground, where a lesson hides the one that the link asks for. */
export const roomOf = (state: State): Room => (isOpenRoom(state, state.view) ? state.view : 'playground');

/** Settings in which the next run would differ from the one on display, e.g. "labels, hidden"; empty when none. */
export function changedSettings({ config, run, data }: Pick<State, 'config' | 'run' | 'data'>): string {
  if (!run.record) return '';
  const own = { ...run.record.config, ...run.goal };
  const isOtherSet = data.summary !== null && data.summary.id !== run.record.data.id;
  const settings = differingSettings(config, own).filter((name) => !OF_DIGITS.includes(name));
  return [...(isOtherSet ? ['digits'] : []), ...settings].join(', ');
}

/** Told by the id of the set. */
const OF_DIGITS: readonly (keyof Config)[] = ['data', 'sloppiness'];

/** Who reads the probe as this network: that of the run, or the shipped teacher until a run has another. */
export function predictorOf({ run, shipped }: State, network: NetworkName): Predictor | null {
  const own = run.record?.weights[network];
  if (own) return own;
  const isShipped = !run.record || usesShippedTeacher(run.record.config);
  return network === 'teacher' && isShipped && shipped.status === 'ready' ? shipped.teacher.predictor : null;
}

/** The network that ships with the page, which reads anybody's digits; null where the classes of the run on display are others. */
export function shippedReader(state: State): Predictor | null {
  const { shipped } = state;
  return shipped.status === 'ready' && areSameNames(recordNames(state), DIGIT_NAMES)
    ? shipped.teacher.predictor
    : null;
}

/** Whether it reads beside a teacher that the run has, or will have, of its own; else it is the teacher. */
export function hasOwnTeacher(state: State): boolean {
  return state.run.record !== null && !usesShippedTeacher(state.run.record.config);
}

/** Whether a network is being trained, and reads what it reads on the way. */
export function isLearning({ run }: State, network: NetworkName): boolean {
  if (!isUnderWay(run) || run.more !== null || !run.record?.weights[network]) return false;
  return run.phase === (network === 'teacher' ? 'teacher' : 'students');
}

/** What the ten classes of a set of digits are called; a person can name those of an own set. @param setId null for digits */
export function namesOf({ classNames }: Pick<State, 'classNames'>, setId: string | null): readonly string[] {
  return (setId === null ? undefined : classNames[setId]) ?? DIGIT_NAMES;
}

/** What the run on display calls its classes; digits before there is one. */
export const recordNames = (state: State) => namesOf(state, state.run.record?.data.id ?? null);

/** What a network that reads the probe calls the classes that it was trained on. */
export function namesReadBy(state: State, network: NetworkName): readonly string[] {
  return state.run.record?.weights[network] ? recordNames(state) : DIGIT_NAMES;
}

/** What the probe's own set calls its classes. */
export function probeNames(state: State): readonly string[] {
  const { probe, data } = state;
  return namesOf(state, probe.source === 'test' ? (probe.digit?.setId ?? data.summary?.id ?? null) : null);
}

/** Whether what networks read of the probe is covered: it is being drawn because the page asked for it. */
export const isCovered = ({ drawn }: State): boolean => drawn.isAsking;

/** A test digit of a run. @returns null where it has none of this number, or keeps none yet */
export function recordDigit(record: RunRecord | null, index: number): TestDigit | null {
  const { readings, data } = record ?? {};
  const label = readings?.labels[index];
  if (!readings || !data || label === undefined) return null;
  return { setId: data.id, index, label, image: imageAt(readings, index) };
}

export function isUnderWay({ status }: RunState): boolean {
  return status === 'running' || status === 'paused';
}

/** Why no run of these settings can be started as yet, in words; null when one can. */
export function notReady({ engine, data, shipped }: State, config: Config): string | null {
  if (engine.status !== 'ready')
    return engine.status === 'failed' ? engine.message : 'The engine is still starting.';
  if (data.loading) return 'Other digits are being loaded: ask again when they are in use.';
  if (!data.summary) return 'There are no digits in use: choose some.';
  const isFetched = usesShippedTeacher(config) && shipped.status === 'loading';
  return isFetched ? 'The shipped teacher is still being loaded.' : null;
}

export const isReadyToTrain = (state: State) => notReady(state, state.config) === null;

/** Whether an experiment can be started: one runs at a time, on digits that stay. */
export function isFreeForExperiments({ currentExperiment, data }: State): boolean {
  return currentExperiment === null && data.summary !== null && data.loading === null;
}

/**
 * Images trained on in a second, counted once for every network: of the finished run, or of its present phase so far.
 * @returns two figures; null before a pace is known, and where the clock is too coarse to tell it
 */
export function imagesPerSecond(run: RunState, nowMs = performance.now()): number | null {
  const { status, phase, step } = run;
  const { config, result } = run.more ?? run.record ?? {};
  if (result) return twoFigures(result.timing.imagesPerSecond);
  const elapsedMs = nowMs - run.phaseStartedMs;
  if (!config || status !== 'running' || step < 20 || elapsedMs <= 0) return null;
  const perStep =
    phase === 'teacher'
      ? config.teacherBatchSize * config.teacherNetworks
      : config.batchSize * config.seeds * 2;
  return twoFigures((1000 * step * perStep) / elapsedMs);
}

const twoFigures = (value: number | undefined) => (value === undefined ? null : Number(value.toPrecision(2)));

/** Milliseconds until the present phase ends, at its pace so far; null before a pace is known. */
export function msRemaining(run: RunState, nowMs: number): number | null {
  if (run.step < 3 || run.numSteps === 0) return null;
  const elapsedMs = (run.pausedAtMs ?? nowMs) - run.phaseStartedMs;
  return (elapsedMs / run.step) * (run.numSteps - run.step);
}
