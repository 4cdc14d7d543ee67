/** Keeps the address and the settings the same, both ways: back, forward and a reload do what one expects. */
import { drawSeed } from '../library/classLink.ts';
import { readLesson } from '../library/lesson.ts';
import { readHash, withoutDrawing, writeHash } from '../library/permalink.ts';
import type { Page } from './createPage.ts';
import { linkTo } from './link.ts';
import type { State } from './state.ts';

/** The part of window that is used. */
export interface AddressBar {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'pushState' | 'replaceState'>;
  addEventListener(type: 'popstate', listener: () => void): void;
}

/** An address that is read, and never written: Back in a page that embeds this one is that page's own. */
export const silentBar = (bar: AddressBar): AddressBar => ({
  location: bar.location,
  history: { pushState: () => undefined, replaceState: () => undefined },
  addEventListener: (type, listener) => bar.addEventListener(type, listener),
});

/** A setting that rests this long is worth an entry of the history: a drag or a typed number makes one, not fifty. */
export const REST_MS = 600;

/** Opens the link in the address now, and every other one that comes there. */
export function syncLink({ store, actions }: Page, bar: AddressBar): void {
  let resting: ReturnType<typeof setTimeout> | undefined;
  /** What the address says, as we write it: the person's own spelling of the same is left alone. */
  let written = '';
  /** Corrections of the page's own that the address has. */
  let numCorrected = 0;
  let isOpening = false;

  const open = () => {
    clearTimeout(resting);
    const { link, problem } = readHash(bar.location.hash);
    written = writeHash(link);
    isOpening = true;
    actions.openLink(link, problem);
    isOpening = false;
  };
  const write = (state: State) => {
    clearTimeout(resting);
    const hash = writeHash(linkTo(state));
    const isCorrection = state.numCorrections > numCorrected;
    numCorrected = state.numCorrections;
    if (hash === written) return;
    const isDrawingAlone = withoutDrawing(hash) === withoutDrawing(written);
    written = hash;
    const { pathname, search } = bar.location;
    const address = hash === '' ? pathname + search : hash;
    // What could not be had is no place to go back to; and strokes are taken back by Undo.
    if (isCorrection || isDrawingAlone) bar.history.replaceState(null, '', address);
    else bar.history.pushState(null, '', address);
    if (!isCorrection) store.setState({ linkProblem: null }); // it was about the link that this one replaces
  };

  const { hidden, problem: lessonProblem } = readLesson(bar.location.search);
  const drawn = drawSeed(bar.location);
  if (drawn) bar.history.replaceState(null, '', drawn.address); // a reload, and Back, find the same seed
  store.setState({ hidden, lessonProblem, drawnSeed: drawn?.seed ?? null });
  open();
  bar.addEventListener('popstate', open);
  store.subscribe((state, before) => {
    const isElsewhere = state.view !== before.view || state.story.step !== before.story.step;
    if (isElsewhere && !isOpening) {
      write(before); // what was set last belongs to the room, or the step, that is left
      write(state);
      return;
    }
    const isSame =
      state.config === before.config &&
      state.displayTemperature === before.displayTemperature &&
      state.isTemperatureLocked === before.isTemperatureLocked &&
      state.shownNetwork === before.shownNetwork &&
      state.data.summary === before.data.summary &&
      state.probe === before.probe;
    if (isSame) return;
    clearTimeout(resting);
    resting = setTimeout(() => write(store.getState()), REST_MS);
  });
}
