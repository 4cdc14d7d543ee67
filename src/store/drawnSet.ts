/** The set that a person draws: what can be done with it, and how it is kept between visits. */
import { NUM_PIXELS } from '../distillation/shape.ts';
import { framedAnew, splitByUse, without } from '../data/askedDigits.ts';
import { idxFiles } from '../data/digitFiles.ts';
import { drawnFrom, MAX_DRAWN, splitOf, type DrawnDigit } from '../data/drawnDigits.ts';
import { MIN_LABELLED } from '../data/digitSet.ts';
import type { GivenFile } from '../data/own/namedFile.ts';
import { LIMITS } from '../experiment/config.ts';
import type { DrawnStorage } from '../library/drawnStorage.ts';
import { storageFault } from '../library/storageFault.ts';
import { createAsking, type Asking } from './asking.ts';
import type { Page } from './createPage.ts';
import { messageOf } from '../experiment/messageOf.ts';
import { namesOf } from './selectors.ts';
import type { State } from './state.ts';

export interface DrawnSet extends Asking {
  /** Reads what was kept; once, however often it is called. */
  open(): Promise<void>;
  add(label: number, image: Uint8Array): Promise<void>;
  remove(ids: readonly number[]): Promise<void>;
  /** Names a class of the drawn set, or of another own set by its id. */
  nameClass(label: number, name: string, setId?: string): Promise<void>;
  /** Adds the labelled digits of files. */
  importFiles(files: readonly GivenFile[]): Promise<void>;
  /** Makes the set the one in use, and trains on it; those asked for are tested on. @returns whether it is large enough */
  trainOn(): boolean;
  /** Adds the images, without their labels, to the transfer images of whatever set is in use; or takes them away again. */
  useUnlabelled(areUsed: boolean): void;
}

const BROKEN_ROUND =
  'Ten that were asked for count together, or not at all: the others of that round stay in the set, and count no more.';
/** Names longer than this fit nowhere. */
const MAX_NAME = 24;

/** @param openStorage rejects, or gives a storage that does, where the browser keeps nothing */
export function createDrawnSet(page: Page, openStorage: () => Promise<DrawnStorage>): DrawnSet {
  const { store, actions } = page;
  let storage: Promise<DrawnStorage> | null = null;
  let opened: Promise<void> | null = null;

  const drawn = () => store.getState().drawn;
  const setDrawn = (change: Partial<State['drawn']>) =>
    store.setState((state) => ({ drawn: { ...state.drawn, ...change } }));

  /** What cannot be kept is there all the same until the page is closed, and that is said. */
  async function keep(write: (kept: DrawnStorage) => Promise<unknown>): Promise<void> {
    try {
      await write(await (storage ??= openStorage()));
    } catch (error) {
      storage = null; // another time it may be there
      opened = null;
      setDrawn({ message: notKept(error) });
    }
  }

  const open = () =>
    (opened ??= keep(async (kept) => {
      const { digits, classNames } = await kept.read();
      const added = drawn().digits.filter(({ id }) => digits.every((each) => each.id !== id));
      const names = classNames ?? drawn().classNames;
      setDrawn({ digits: framedAnew([...digits, ...added], names), classNames: names });
    }));

  /** Why so many more do not fit; null where they do. */
  function lackOfRoom(numMore: number): string | null {
    const count = drawn().digits.length;
    return count + numMore <= MAX_DRAWN
      ? null
      : `A drawn set holds at most ${MAX_DRAWN} digits; it has ${count}, and ${numMore} were to come. Delete some, or use Open files for a large set.`;
  }

  async function addAll(digits: readonly DrawnDigit[]): Promise<void> {
    const refusal = lackOfRoom(digits.length);
    if (refusal !== null) {
      setDrawn({ message: refusal });
      return;
    }
    setDrawn({ digits: [...drawn().digits, ...digits], message: null });
    await keep((kept) => kept.add(digits));
  }

  /** By the clock, so that two windows do not give the same one. */
  const nextId = () => Math.max(Date.now() * 1000, (drawn().digits.at(-1)?.id ?? 0) + 1);

  const nameSet = (setId: string, names: readonly string[]) =>
    store.setState(({ classNames }) => ({ classNames: { ...classNames, [setId]: names } }));

  async function nameClass(label: number, name: string, setId?: string): Promise<void> {
    const chosen = name.trim().slice(0, MAX_NAME) || String(label);
    const old = setId === undefined ? drawn().classNames : namesOf(store.getState(), setId);
    const names = old.map((each, at) => (at === label ? chosen : each));
    if (setId === undefined) setDrawn({ classNames: names, digits: framedAnew(drawn().digits, names) });
    const ids = [setId ?? drawn().setId].filter((id) => id !== null);
    for (const id of ids) nameSet(id, names);
    await keep(async (kept) => {
      if (setId === undefined) await kept.nameClasses(names);
      for (const id of ids) await kept.nameSet(id, names);
    });
  }

  // Files that were opened and named before have their names again.
  store.subscribe(({ data: { summary }, classNames }, before) => {
    if (summary === before.data.summary || summary?.source.data !== 'own' || classNames[summary.id]) return;
    const { id } = summary;
    void keep(async (kept) => {
      const names = await kept.namesOf(id);
      if (names && !store.getState().classNames[id]) nameSet(id, names);
    });
  });

  return {
    open,
    ...createAsking(page, open, (digit) => addAll([{ id: nextId(), ...digit }])),
    add: (label, image) => addAll([{ id: nextId(), label, image, asked: null }]),
    async remove(ids) {
      const before = drawn().digits;
      const digits = without(before, ids);
      const changed = digits.filter((digit) => !before.includes(digit));
      setDrawn({ digits, message: changed.length > 0 ? BROKEN_ROUND : null });
      await keep(async (kept) => {
        await kept.remove(ids);
        if (changed.length > 0) await kept.add(changed);
      });
    },
    nameClass,
    async importFiles(files) {
      try {
        const { classNames, ...split } = await actions.readLabelled(files);
        if (classNames && drawn().digits.length > 0)
          throw new Error(
            `The files name their classes (${classNames.join(', ')}), and the set has digits of its own already. Delete those first.`,
          );
        const refusal = lackOfRoom(split.labels.length); // before anything is changed
        if (refusal !== null) throw new Error(refusal);
        for (const [label, name] of (classNames ?? []).entries()) await nameClass(label, name);
        await addAll(drawnFrom(split, nextId()));
      } catch (error) {
        setDrawn({ message: messageOf(error) });
      }
    },
    trainOn() {
      const { train, test } = splitByUse(drawn().digits);
      const missing = MIN_LABELLED - train.length;
      if (missing > 0) {
        const count = `The set has ${train.length} digits`;
        const beside =
          train.length === drawn().digits.length
            ? '; training and testing need'
            : ' to train on (those that the page asked for are only tested on); training needs';
        setDrawn({ message: `${count}${beside} at least ${MIN_LABELLED}. Draw ${missing} more.` });
        return false;
      }
      setDrawn({ message: null });
      const files =
        test.length > 0
          ? [...idxFiles(splitOf(train), 'drawn-train'), ...idxFiles(splitOf(test), 'drawn-test')]
          : idxFiles(splitOf(train), 'drawn');
      void actions.openFiles(files).then(async (setId) => {
        if (setId === null) return;
        setDrawn({ setId });
        nameSet(setId, drawn().classNames);
        actions.trainAnew();
        await keep((kept) => kept.nameSet(setId, drawn().classNames));
      });
      return true;
    },
    useUnlabelled(areUsed) {
      const { images } = splitOf(areUsed ? splitByUse(drawn().digits).train : []);
      const numImages = images.length / NUM_PIXELS;
      const told = areUsed
        ? `${Math.min(numImages, LIMITS.unlabelled.max)} images are transfer images from the next run on; nobody is told their labels.`
        : 'No images of yours are transfer images from the next run on.';
      actions.useUnlabelled(images).then(
        () => setDrawn({ message: told }),
        (error: unknown) => setDrawn({ message: messageOf(error) }),
      );
    },
  };
}

function notKept(error: unknown): string {
  return `The browser could not keep the set (${storageFault(error)}). It is here until the page is closed: save it as files.`;
}
