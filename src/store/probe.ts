/** The digit on display: drawn by a person, picked by a person or a link, or the first one of a set. Its strokes are the one truth. */
import type { StoreApi } from 'zustand/vanilla';
import { areSameNames, DIGIT_NAMES } from '../data/drawnDigits.ts';
import { frameStrokes, type Stroke } from '../data/framing.ts';
import { createRandom } from '../data/random.ts';
import { notableDigits, type Readings, type NotableDigits } from '../experiment/readings.ts';
import type { EngineClient } from '../worker/steadyEngine.ts';
import type { FirstDigit, TestDigit } from '../worker/engineApi.ts';
import type { Actions } from './actions.ts';
import { recordDigit, recordNames } from './selectors.ts';
import { INITIAL_STATE, type Probe, type State } from './state.ts';
import { strokesReducer } from '../data/strokes.ts';

type ProbeActions = Pick<
  Actions,
  'draw' | 'setFraming' | 'pickTestDigit' | 'pickRandomDigit' | 'pickRecordDigit' | 'pickFromRecord'
>;

export interface ProbeKeeper {
  readonly actions: ProbeActions;
  /** The set that is being loaded has a first digit: it is shown unless a person draws, or a link wants another. */
  showFirst(digit: FirstDigit): void;
  /** The set is in use: shows the digit that a link wants. */
  showWanted(setId: string): void;
  /** The set that was to come does not: a digit of it gives way to one of the set in use. @param isChosen a digit that a link wants is one of the set in use */
  showInUse(isChosen: boolean): void;
  /** Another set is in use than was waited for: a digit of it is asked for, and takes the place of one that is of no set in use. */
  showUnawaited(): void;
  /** The set in use has another id: its test digits are the same. */
  rename(before: string, after: string): void;
  /** Keeps a place for the test digit that a link wants, until showWanted; null takes a picked one away. */
  want(index: number | null): void;
  /** What a link says was drawn. */
  showDrawing(strokes: readonly Stroke[]): void;
  /** What is drawn stays, and the next stroke begins a new drawing. */
  sealDrawing(): void;
}

/** @param fail tells a person what went wrong */
export function createProbeKeeper(
  { getState, setState }: StoreApi<State>,
  engine: () => EngineClient | null,
  fail: (error: unknown) => void,
): ProbeKeeper {
  /** Numbers the wishes: a digit that comes when another wish was made since is not shown. */
  let lastWish = 0;
  let numRandom = 0;
  /** Of the set that came last, in use or still to be. */
  let first: FirstDigit | null = null;
  /** Of the set in use. */
  let firstInUse: TestDigit | null = null;
  let sorted: { readonly readings: Readings; readonly notable: NotableDigits } | null = null;

  const newWish = () => {
    if (getState().notice) setState({ notice: null }); // it was about a wish before
    return ++lastWish;
  };
  const set = (probe: Probe) => setState({ probe });
  const show = (digit: FirstDigit & { readonly setId: string | null }, isPicked: boolean) =>
    set({ source: 'test', digit, isPicked, wanted: null });
  async function ask(question: (client: EngineClient) => Promise<TestDigit>): Promise<void> {
    const client = engine();
    if (!client) return;
    const wish = newWish();
    try {
      const digit = await question(client);
      // One of another set is an answer to a question that nobody asks any more.
      if (wish === lastWish && digit.setId === getState().data.summary?.id) show(digit, true);
    } catch (error) {
      if (wish === lastWish) fail(error);
    }
  }
  /** Of the run on display, sorted once for each readings. */
  function notable(): NotableDigits | null {
    const readings = getState().run.record?.readings;
    if (!readings) return null;
    if (sorted?.readings !== readings) sorted = { readings, notable: notableDigits(readings) };
    return sorted.notable;
  }

  const actions: ProbeActions = {
    draw(action) {
      const { probe } = getState();
      const isNew = probe.source === 'test' || (probe.isSealed && action.type === 'begin');
      const before = isNew ? [] : probe.strokes;
      const strokes = strokesReducer(before, action);
      const isOfStroke = action.type === 'extend' || action.type === 'takeBack';
      if (isOfStroke && strokes === before) return; // it gave way to a digit, or was undone, or the pen stood still
      newWish(); // a digit that is still to come does not replace a drawing
      set({ source: 'drawn', strokes, isSealed: probe.source === 'drawn' && !isNew && probe.isSealed });
    },
    setFraming: (isFramed) => setState({ isFramed }),
    pickTestDigit(label) {
      const { probe } = getState();
      const after = probe.source === 'test' && probe.digit?.label === label ? probe.digit.index : -1;
      void ask((client) => client.testDigit(label, after));
    },
    pickRandomDigit() {
      const count = getState().data.summary?.numTest ?? 0;
      const index = createRandom(numRandom++, 'random test digit').integer(count);
      if (count > 0) void ask((client) => client.testDigitAt(index));
    },
    pickRecordDigit(index) {
      const digit = recordDigit(getState().run.record, index);
      newWish();
      if (digit) show(digit, true);
    },
    pickFromRecord(kind) {
      const indices = notable()?.[kind] ?? [];
      const { probe } = getState();
      const at = probe.source === 'test' && probe.digit ? indices.indexOf(probe.digit.index) : -1;
      const next = indices[(at + 1) % Math.max(1, indices.length)];
      if (next === undefined) fail(new Error(NONE[kind]));
      else actions.pickRecordDigit(next);
    },
  };
  /** A digit neither of the set in use nor of the run on display. */
  const isStale = ({ probe, data, run }: State) => {
    if (probe.source === 'drawn') return false;
    const setId = probe.digit?.setId ?? null;
    return setId === null || (setId !== data.summary?.id && setId !== run.record?.data.id);
  };
  const isWaiting = ({ probe }: State) => probe.source === 'test' && probe.wanted !== null;
  return {
    actions,
    showFirst(digit) {
      first = digit;
      const state = getState();
      if (state.probe.source === 'test' && !isWaiting(state)) show({ ...digit, setId: null }, false);
    },
    showWanted(setId) {
      if (first) firstInUse = { ...first, setId };
      const { probe } = getState();
      if (probe.source !== 'test') return;
      const { wanted, digit } = probe;
      if (wanted === null) {
        if (digit?.setId === null) set({ ...probe, digit: { ...digit, setId } });
        else if (isStale(getState()) && firstInUse) show(firstInUse, false); // of the set before
        return;
      }
      const before = lastWish + 1;
      void ask((client) => client.testDigitAt(wanted)).then(() => {
        const state = getState();
        if (lastWish === before && isWaiting(state) && firstInUse) show(firstInUse, false);
      });
    },
    showInUse(isChosen) {
      const { probe } = getState();
      first = firstInUse;
      if (isChosen && isWaiting(getState())) return;
      if (probe.source === 'drawn' || (probe.digit && probe.digit.setId !== null)) return;
      if (firstInUse) show(firstInUse, false);
      else set(INITIAL_STATE.probe);
    },
    showUnawaited() {
      first = null;
      firstInUse = null;
      engine()
        ?.testDigitAt(0)
        .then((digit) => {
          if (digit.setId !== getState().data.summary?.id) return;
          firstInUse = digit;
          if (isStale(getState())) show(digit, false);
        }, fail);
    },
    rename(before, after) {
      const { probe } = getState();
      if (firstInUse) firstInUse = { ...firstInUse, setId: after };
      if (probe.source === 'test' && probe.digit?.setId === before)
        set({ ...probe, digit: { ...probe.digit, setId: after } });
    },
    want(index) {
      const { probe } = getState();
      newWish();
      if (index !== null) set({ source: 'test', digit: null, isPicked: true, wanted: index });
      else if (probe.source === 'test' && probe.isPicked) {
        if (firstInUse) show(firstInUse, false);
        else set(INITIAL_STATE.probe);
      }
    },
    showDrawing(strokes) {
      newWish();
      set({ source: 'drawn', strokes, isSealed: true });
    },
    sealDrawing() {
      const { probe } = getState();
      if (probe.source === 'drawn') set({ ...probe, isSealed: true });
    },
  };
}

const NONE: Readonly<Record<keyof NotableDigits, string>> = {
  hardest: 'There is no hardest digit yet: no teacher was trained.',
  disputed: 'No test digit is disputed: the students of this run read all of them alike.',
};

/** The pixels that the networks see, made once for each drawing. @returns null for an empty canvas */
export function probeImage(state: State): Uint8Array | null {
  const { probe, isFramed, drawn } = state;
  if (probe.source === 'test') return probe.digit?.image ?? null;
  // In classes of a person's own a dot may be all that tells two of them apart. What is asked for is of the drawn set.
  const names = drawn.isAsking ? drawn.classNames : recordNames(state);
  return drawnImage(probe.strokes, isFramed || drawn.isAsking, !areSameNames(names, DIGIT_NAMES));
}

const images = new WeakMap<
  readonly Stroke[],
  { readonly framing: boolean; readonly keepSlips: boolean; readonly image: Uint8Array | null }
>();

function drawnImage(strokes: readonly Stroke[], framing: boolean, keepSlips: boolean): Uint8Array | null {
  const known = images.get(strokes);
  if (known?.framing === framing && known.keepSlips === keepSlips) return known.image;
  const image = frameStrokes(strokes, { framing, keepSlips });
  images.set(strokes, { framing, keepSlips, image });
  return image;
}
