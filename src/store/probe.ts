/** The digit on display: drawn by a person, picked by a person or a link, or the first one of a set. */
import type { StoreApi } from 'zustand/vanilla';
import { createRandom } from '../data/random.ts';
import { showcaseOf, type Readings, type Showcase } from '../experiment/readings.ts';
import type { EngineClient } from '../worker/client.ts';
import type { TestDigit } from '../worker/engineApi.ts';
import type { Actions } from './actions.ts';
import { INITIAL_STATE, type State } from './state.ts';

type ProbeActions = Pick<
  Actions,
  'setDrawnProbe' | 'pickTestDigit' | 'pickTestDigitAt' | 'pickTestDigitBy' | 'fetchTestDigits'
>;

export interface ProbeKeeper {
  readonly actions: ProbeActions;
  /** The set that is being loaded has a first digit: it is shown unless a person draws, or a link wants another. */
  showFirst(digit: TestDigit): void;
  /** The digits are there: shows the one that a link wants. */
  showWanted(): void;
  /** Keeps a place for the test digit that a link wants, until showWanted; null takes a picked one away. */
  want(index: number | null): void;
}

/** @param fail tells a person what went wrong */
export function createProbeKeeper(
  { getState, setState }: StoreApi<State>,
  engine: () => EngineClient | null,
  fail: (error: unknown) => void,
): ProbeKeeper {
  let numPicked = 0;
  let first: TestDigit | null = null;
  let sorted: { readings: Readings | null; showcase: Showcase } = {
    ...{ readings: null, showcase: { hardest: [], disputed: [] } },
  };

  const show = ({ image, label, index }: TestDigit, isPicked: boolean) =>
    setState({ probe: { source: 'test', image, label, index, isPicked } });
  const isWaiting = () => getState().probe.source === 'test' && getState().probe.image === null;
  const showPicked = (digit: Promise<TestDigit> | undefined) =>
    digit?.then((picked) => show(picked, true)).catch(fail);

  const digitAt = async (index: number) => {
    const [digit] = (await engine()?.testDigits([index])) ?? [];
    if (!digit) throw new Error(`There is no test digit ${index} yet.`);
    return digit;
  };
  /** Sorted once for each readings. */
  const showcase = () => {
    const { readings } = getState().run;
    if (readings !== sorted.readings)
      sorted = { readings, showcase: readings ? showcaseOf(readings) : { hardest: [], disputed: [] } };
    return sorted.showcase;
  };

  const actions: ProbeActions = {
    setDrawnProbe: (image) =>
      setState({ probe: { source: 'drawn', image, label: null, index: null, isPicked: false } }),
    pickTestDigit: (label) => void showPicked(engine()?.testDigit(label, numPicked++)),
    pickTestDigitAt: (index) => void showPicked(digitAt(index)),
    async fetchTestDigits(indices) {
      try {
        return (await engine()?.testDigits(indices)) ?? [];
      } catch (error) {
        fail(error);
        return [];
      }
    },
    pickTestDigitBy(kind) {
      const count = getState().data.summary?.numTest ?? 0;
      const from = kind === 'random' ? null : showcase()[kind];
      const nth = numPicked++;
      const index = from
        ? from[nth % Math.max(1, from.length)]
        : createRandom(nth, 'random test digit').integer(count);
      if (count > 0 && index !== undefined) actions.pickTestDigitAt(index);
    },
  };
  return {
    actions,
    showFirst(digit) {
      first = digit;
      const { source, isPicked } = getState().probe;
      if (source === 'test' && !(isPicked && isWaiting())) show(digit, false);
    },
    showWanted() {
      const { index, isPicked } = getState().probe;
      if (!isPicked || !isWaiting() || index === null) return;
      digitAt(index)
        .then((digit) => show(digit, true))
        .catch((error: unknown) => {
          if (first) show(first, false);
          fail(error);
        });
    },
    want(index) {
      if (index !== null)
        setState({ probe: { source: 'test', image: null, label: null, index, isPicked: true } });
      else if (!getState().probe.isPicked) return;
      else if (first) show(first, false);
      else setState({ probe: INITIAL_STATE.probe });
    },
  };
}
