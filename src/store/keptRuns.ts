/** The library of runs: each that has ended is kept by itself, and can be shown, compared, named, deleted and had back. */
import type { RunRecord } from '../experiment/record.ts';
import { messageOf } from '../experiment/messageOf.ts';
import { named, type GivenFile } from '../data/own/namedFile.ts';
import { PRESETS } from '../experiment/presets.ts';
import type { ExperimentResult } from '../experiment/results.ts';
import { keptRunOf, type KeptRun } from '../library/keptRun.ts';
import type { Loss } from '../library/libraryDatabase.ts';
import type { LibraryStorage } from '../library/openLibrary.ts';
import type { Removed, RunStorage } from '../library/runStorage.ts';
import { writeRunFile, type OpenedFile } from '../library/runFile.ts';
import { storageFault } from '../library/storageFault.ts';
import type { Page } from './createPage.ts';
import { newRunId, type EndedRun } from './endedRuns.ts';
import { MAX_COMPARED, type LibraryState } from './libraryState.ts';
import { IDLE_RUN } from './runState.ts';
import { isUnderWay } from './selectors.ts';

export interface KeptRuns {
  /** Reads what is kept, and follows it from then on. */
  open(): void;
  keep(ended: EndedRun): Promise<void>;
  /** Puts a kept run on display; one that is under way is not given up for it. @returns whether it is there */
  show(id: string): Promise<boolean>;
  /** Puts a run beside others, or takes it away again. */
  compare(id: string, isCompared: boolean): Promise<void>;
  /** An empty name is none. */
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
  undoRemove(): Promise<void>;
  /** Takes runs from files; a single one is put on display, an experiment into its card. What cannot be read is said, and changes nothing. */
  importFiles(files: readonly GivenFile[]): Promise<void>;
  /** @returns null where it cannot be read, which is said */
  exportFile(id: string): Promise<Blob | null>;
  /** Deletes all, for good. */
  clear(): Promise<void>;
}

interface Storages {
  /** Of all visits; it rejects, or its methods do, where the browser keeps nothing. */
  readonly open: () => Promise<LibraryStorage>;
  /** Of this visit alone. */
  readonly openMemory: () => LibraryStorage;
  /** Asks the browser not to throw away what is kept when it needs room. */
  readonly askToPersist: () => void;
}

/** Names longer than this fit nowhere. */
const MAX_NAME = 60;

const LOST: Readonly<Record<Loss, string>> = {
  newer:
    'A newer version of this page, in another tab, has changed the library. This tab keeps nothing more: reload it. The run on display stays until then; export it if it is not in the list.',
  deleted:
    'The library was deleted, in another tab or in the settings of the browser. The run on display is still here; runs that end from now on are kept anew.',
};

export function createKeptRuns(
  { store, actions }: Page,
  { open, openMemory, askToPersist }: Storages,
): KeptRuns {
  const { getState, setState } = store;
  const library = () => getState().library;
  const set = (change: Partial<LibraryState>) =>
    setState((state) => ({ library: { ...state.library, ...change } }));
  let opened: Promise<RunStorage> | null = null;
  let end: (() => void) | null = null;
  let removed: Removed | null = null;
  let hasKept = false;
  /** Numbers the wishes: a run that is read for one comes too late for a newer one. */
  let lastWish = 0;

  const storage = () =>
    (opened ??= open().then(
      (found) => {
        found.onLoss(hearLoss);
        set({ isLasting: found.isLasting });
        return found.runs;
      },
      (error: unknown) => inMemory(error),
    ));

  /** Said where people look, whatever room they are in. */
  const warn = (message: string) => setState({ notice: message });

  function inMemory(error: unknown): RunStorage {
    const why = storageFault(error);
    const message = `The browser keeps nothing here (${why}). Runs are in this tab until it is closed: export what you want to have.`;
    set({ message, isLasting: false });
    return openMemory().runs;
  }

  function hearLoss(loss: Loss): void {
    set({ message: LOST[loss] });
    warn(LOST[loss]);
    if (loss === 'deleted') follow();
  }

  function follow(): void {
    end?.();
    let isOver = false;
    end = () => {
      isOver = true;
    };
    void storage().then((runs) => {
      if (isOver) return;
      const stop = runs.watch(
        (listing) => {
          const there = new Set(listing.runs.map(({ id }) => id));
          const compared = library().compared.filter(({ id }) => there.has(id));
          const isSame = compared.length === library().compared.length;
          set({ listing, ...(!isSame && { compared }) });
        },
        (error) => {
          if (library().listing) return set({ message: messageOf(error) });
          // It could never be read: what ends in this visit can be looked at all the same.
          opened = Promise.resolve(inMemory(error));
          follow();
        },
      );
      end = () => {
        isOver = true;
        stop();
      };
    });
  }

  /** What goes wrong is said, and changes nothing. */
  async function attempt<T>(act: (runs: RunStorage) => Promise<T>, what: string): Promise<T | null> {
    set({ message: null });
    try {
      return await act(await storage());
    } catch (error) {
      set({ message: `${what} (${storageFault(error)}).` });
      return null;
    }
  }

  return {
    open() {
      if (!end) follow();
    },
    async keep({ id, record, replaces, classNames }) {
      const kept = keptRunOf(record, { id, keptAt: Date.now(), classNames });
      try {
        const keptAs = await (await storage()).keep(kept, record, replaces);
        if (getState().run.keptAs === id) setState(({ run }) => ({ run: { ...run, keptAs } }));
        if (!hasKept && library().isLasting) askToPersist();
        hasKept = true;
      } catch (error) {
        const message = `This run could not be kept (${storageFault(error)}). It is here until another takes its place: export it to have it.`;
        set({ message });
        warn(message);
      }
    },
    async show(id) {
      const { run } = getState();
      if (isUnderWay(run)) {
        set({ message: 'A run is under way, and would be given up. Cancel it or wait until it is done.' });
        return false;
      }
      const wish = ++lastWish;
      const record = await attempt((runs) => runs.read(id), 'The run could not be opened');
      if (!record || wish !== lastWish) return false;
      if (isUnderWay(getState().run)) return false; // a newer wish than this one
      const kept = library().listing?.runs.find((each) => each.id === id);
      display(record, id, kept?.classNames ?? record.data.classNames ?? null);
      return true;
    },
    async compare(id, isCompared) {
      const others = library().compared.filter((each) => each.id !== id);
      if (!isCompared) return set({ compared: others });
      if (others.length >= MAX_COMPARED)
        return set({ message: `At most ${MAX_COMPARED} runs are compared: take one away first.` });
      set({ compared: [...others, { id, record: null }] });
      const record = await attempt((runs) => runs.readBrief(id), 'The run could not be opened');
      const isThere = (each: { readonly id: string }) => each.id !== id || record !== null;
      const filled = library().compared.map((each) => (each.id === id ? { id, record } : each));
      set({ compared: filled.filter(isThere) });
    },
    rename: async (id, name) =>
      void (await attempt(
        (runs) => runs.rename(id, name.trim().slice(0, MAX_NAME) || null),
        'The run could not be named',
      )),
    async remove(id) {
      const kept = library().listing?.runs.find((each) => each.id === id);
      const found = await attempt((runs) => runs.remove([id]), 'The run could not be deleted');
      if (!found) return;
      removed = found;
      set({ removed: kept ? nameOfKept(kept) : 'what could not be read' });
    },
    async undoRemove() {
      const rows = removed;
      if (!rows) return;
      const isBack = await attempt(async (runs) => {
        await runs.restore(rows);
        return true;
      }, 'The run could not be put back');
      if (!isBack || removed !== rows) return;
      removed = null;
      set({ removed: null });
    },
    async importFiles(files) {
      const problems: string[] = [];
      const done: string[] = [];
      for (const file of files.map(named))
        try {
          done.push(await take(file.name, await actions.readRunFile(file)));
        } catch (error) {
          problems.push(messageOf(error));
        }
      const left = problems.length > 0 ? [`Not imported: ${problems.join(' ')} What was there stays.`] : [];
      set({ message: [...done, ...left].join(' ') });
    },
    async exportFile(id) {
      const record = await attempt((runs) => runs.read(id), 'The run could not be exported');
      const kept = library().listing?.runs.find((each) => each.id === id);
      if (!record) return null;
      const text = writeRunFile({ record, name: kept?.name ?? null, classNames: kept?.classNames ?? null });
      return new Blob([text], { type: 'application/json' });
    },
    async clear() {
      await attempt((runs) => runs.clear(), 'The library could not be emptied');
      removed = null;
      set({ removed: null });
    },
  };

  /** @returns what was done with what a file holds, in words */
  async function take(file: string, opened: OpenedFile): Promise<string> {
    if (opened.kind === 'experiment') return takeExperiment(file, opened.result);
    const { record, name, classNames } = opened.run;
    const id = newRunId();
    const kept = { ...keptRunOf(record, { id, keptAt: Date.now(), classNames }), name };
    const runs = await storage();
    const keptAs = await runs.keep(kept, record, null);
    const isFree = !isUnderWay(getState().run);
    if (isFree) display(keptAs === id ? record : await runs.read(keptAs), keptAs, classNames);
    return `${file} is in the library${isFree ? ', and on display' : ''}.`;
  }

  /** Beside what was measured here. @throws Error where the page has no place for it */
  function takeExperiment(file: string, result: ExperimentResult): string {
    const { preset, axes } = result;
    const name = axes.length > 0 ? 'sweep' : preset;
    if (name !== 'sweep' && !Object.hasOwn(PRESETS, name))
      throw new Error(
        `${file} is of the experiment "${preset.slice(0, 40)}", of which this page knows nothing.`,
      );
    if (getState().currentExperiment === name)
      throw new Error(`${file} is of an experiment that is under way here: wait until it is done.`);
    const order = { preset, settings: result.config, axes, budget: null };
    const opened = {
      status: 'finished',
      order,
      startedMs: 0,
      share: 1,
      labels: [],
      result,
      curves: {},
      message: null,
    } as const;
    setState(({ experiments }) => ({ experiments: { ...experiments, [name]: opened } }));
    return `${file} is shown ${name === 'sweep' ? 'under Sweep' : 'in its card'}.`;
  }

  function display(record: RunRecord, id: string, classNames: readonly string[] | null): void {
    setState(({ run, classNames: known }) => ({
      run: {
        ...IDLE_RUN,
        runId: run.runId + 1,
        status: record.result ? 'finished' : 'cancelled',
        phase: 'students',
        epoch: record.curve.at(-1)?.epoch ?? 0,
        record,
        keptAs: id,
      },
      refusal: null,
      ...(classNames && !known[record.data.id] && { classNames: { ...known, [record.data.id]: classNames } }),
    }));
  }
}

/** As a person named it, or by what it was: "T = 8, 2 000 labels, Embedded digits". */
export function nameOfKept({ name, config, data }: KeptRun): string {
  return name ?? `T = ${config.temperature}, ${config.labels} labels, ${data.name}`;
}
