/** The page asks for digits by name, and shows what networks read of them only when a round is drawn, or put aside. */
import { frameAsked, wantedNext } from '../data/askedDigits.ts';
import type { DrawnDigit } from '../data/drawnDigits.ts';
import type { Page } from './createPage.ts';
import type { State } from './state.ts';

export interface Asking {
  /** Asks for the next digit of the round under way, or of a new one; what was put aside is on the canvas again. */
  ask(): Promise<void>;
  /** Keeps what is on the canvas as the digit asked for, and asks for the next one; with the last of a round the asking ends. */
  keepAsked(): Promise<void>;
  /** Those that are drawn are kept; what is on the canvas is put aside, unseen. */
  stopAsking(): void;
}

/**
 * @param open reads what was kept before: it may be in the midst of a round
 * @param add into the drawn set, at once; the promise is that of the storage
 */
export function createAsking(
  { store, actions }: Page,
  open: () => Promise<void>,
  add: (digit: Omit<DrawnDigit, 'id'>) => Promise<void>,
): Asking {
  const { getState, setState, subscribe } = store;
  const setDrawn = (change: Partial<State['drawn']>) =>
    setState(({ drawn }) => ({ drawn: { ...drawn, ...change } }));
  const clear = () => actions.draw({ type: 'clear' });

  // A test digit that is picked meanwhile takes the canvas: nobody is to draw beside what was read of half a digit.
  subscribe(({ drawn, probe }, { probe: before }) => {
    if (!drawn.isAsking || probe.source === 'drawn') return;
    setDrawn({ isAsking: false, unfinished: before.source === 'drawn' ? before.strokes : [] });
  });

  return {
    async ask() {
      await open();
      if (getState().drawn.isAsking) return;
      clear(); // whatever was on its way to the canvas comes too late now
      setState(({ drawn }) => ({
        drawn: { ...drawn, isAsking: true, unfinished: [], message: null },
        probe: { source: 'drawn', strokes: drawn.unfinished, isSealed: false },
      }));
    },
    async keepAsked() {
      const { drawn, probe } = getState();
      if (!drawn.isAsking || probe.source !== 'drawn') return;
      const { round, label } = wantedNext(drawn.digits);
      const image = frameAsked(probe.strokes, drawn.classNames);
      if (!image) return;
      const isKept = add({ label, image, asked: { round, strokes: probe.strokes } });
      const { digits } = getState().drawn;
      if (digits === drawn.digits) return isKept; // there was no room for it, which is said
      clear();
      if (wantedNext(digits).round !== round) setDrawn({ isAsking: false });
      await isKept;
    },
    stopAsking() {
      const { drawn, probe } = getState();
      if (!drawn.isAsking) return;
      const unfinished = probe.source === 'drawn' ? probe.strokes : [];
      clear(); // before anything is read of it
      setDrawn({ isAsking: false, unfinished });
    },
  };
}
