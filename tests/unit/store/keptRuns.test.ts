import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseResultFile, resultFile } from '../../../src/experiment/resultFile.ts';
import { studentSeeds } from '../../../src/experiment/seeds.ts';
import { LIBRARY_DATABASE } from '../../../src/library/databases.ts';
import { openLibrary, openMemoryLibrary, type LibraryStorage } from '../../../src/library/openLibrary.ts';
import { hearEndedRuns } from '../../../src/store/endedRuns.ts';
import { createKeptRuns } from '../../../src/store/keptRuns.ts';
import { changedSettings, namesOf } from '../../../src/store/selectors.ts';
import { createFakePage } from '../../support/openPage.ts';
import { cohortReport, endingOf } from '../../support/fakeRun.ts';
import { finishedRecord, keptOf } from '../../support/keptRecords.ts';

beforeEach(() => {
  Dexie.dependencies.indexedDB = new IDBFactory();
});

const libraries: LibraryStorage[] = [];
afterEach(() => libraries.splice(0).forEach(({ close }) => close()));

/** A tab. @param open a library of its own on what all tabs share, if left out */
async function tab(open: () => Promise<LibraryStorage> = () => Promise.resolve(openLibrary())) {
  const { engine, page } = createFakePage(() => Promise.reject(new Error('none')));
  const askToPersist = vi.fn();
  const openAndClose = async () => {
    const library = await open();
    libraries.push(library);
    return library;
  };
  const runs = createKeptRuns(page, { open: openAndClose, openMemory: openMemoryLibrary, askToPersist });
  const kept: Promise<void>[] = [];
  hearEndedRuns(page.store, (ended) => kept.push(runs.keep(ended)));
  await page.actions.open(null, 'http://localhost/');
  runs.open();
  const state = page.store.getState;
  const library = () => state().library;
  return {
    engine,
    page,
    runs,
    askToPersist,
    state,
    library,
    /** All that has ended by now is kept. */
    settled: () => Promise.all(kept),
    numKept: () => kept.length,
    ids: () => library().listing?.runs.map(({ id }) => id) ?? [],
    /** Begins a run of the settings in use. */
    begin() {
      page.actions.trainAnew();
      return state().run.runId;
    },
    /** Begins a run and lets it tell all that it tells. */
    finish(seed: number) {
      page.actions.setConfig({ seed, seeds: 2 });
      page.actions.trainAnew();
      const { runId, record } = state().run;
      engine.say({
        type: 'run',
        runId,
        events: endingOf(record!.config, record!.data, studentSeeds(record!.config)),
      });
    },
  };
}
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000 });

describe('a run that has ended', () => {
  it('is kept by itself, once, and the browser is asked for its room once', async () => {
    const { finish, settled, numKept, library, state, askToPersist } = await tab();
    finish(1);
    finish(2);
    await settled();
    await until(() => expect(library().listing?.runs).toHaveLength(2));
    expect(numKept()).toBe(2);
    expect(library().listing!.runs[0]).toMatchObject({ id: state().run.keptAs, config: { seed: 2 } });
    expect(askToPersist).toHaveBeenCalledTimes(1);
  });

  it('is kept interrupted when it is cancelled, fails, or gives way to another, if its students had learned anything', async () => {
    const { begin, engine, page, settled, library, numKept } = await tab();
    const learn = (runId: number) =>
      engine.say({ type: 'run', runId, events: [0, 1].map((epoch) => cohortReport(epoch, [0.5])) });
    learn(begin());
    page.actions.cancelRun();
    page.actions.setConfig({ seed: 2 });
    const failing = begin();
    learn(failing);
    engine.say({ type: 'runFailed', runId: failing, message: 'It broke.' });
    page.actions.setConfig({ seed: 3 });
    learn(begin());
    begin(); // in its place
    begin(); // of which nothing was learned
    page.actions.cancelRun();
    await settled();
    await until(() => expect(library().listing?.runs).toHaveLength(3));
    expect(
      library()
        .listing!.runs.map(({ config, gain }) => [config.seed, gain])
        .sort(),
    ).toEqual([
      [1, null],
      [2, null],
      [3, null],
    ]);
    expect(numKept()).toBe(3);
  });

  it('of which more seeds are asked takes the place of the smaller one, under its name', async () => {
    const { finish, engine, page, runs, settled, library, state, ids } = await tab();
    finish(1);
    await settled();
    await until(() => expect(ids()).toHaveLength(1));
    await runs.rename(ids()[0]!, ' mine ');
    page.actions.addSeeds(1);
    const { runId, more } = state().run;
    engine.say({ type: 'run', runId, events: endingOf(more!.config, more!.data, [3]) });
    await settled();
    await until(() => expect(library().listing!.runs[0]!.gain!.pairs).toHaveLength(3));
    expect(library().listing!.runs).toMatchObject([{ id: state().run.keptAs, name: 'mine' }]);
  });

  it('has the names that a person gave to its classes, and gives them back', async () => {
    const first = await tab();
    const names = 'abcdefghij'.split('');
    const { id } = first.state().data.summary!;
    first.page.store.setState({ classNames: { [id]: names } });
    first.finish(1);
    await first.settled();
    const again = await tab();
    await until(() => expect(again.ids()).toHaveLength(1));
    await again.runs.show(again.ids()[0]!);
    expect(namesOf(again.state(), id)).toEqual(names);
  });
});

describe('a kept run', () => {
  it('is the run on display when it is opened: as it was, and not in the way of the settings', async () => {
    const first = await tab();
    first.finish(7);
    await first.settled();
    const { record } = first.state().run;
    const again = await tab();
    await until(() => expect(again.ids()).toHaveLength(1));
    expect(await again.runs.show(again.ids()[0]!)).toBe(true);
    const { run, config } = again.state();
    expect(run).toMatchObject({ status: 'finished', keptAs: again.ids()[0] });
    expect(run.record).toEqual(record);
    expect(config.seed).toBe(1);
    expect(changedSettings(again.state())).toContain('seed');
    again.page.actions.addSeeds(1);
    expect(again.state().run.more?.config.seed).toBe(7);
    expect(again.numKept()).toBe(0); // opening is no ending
  });

  it('is not shown in place of a run under way, nor when that was begun while it was read', async () => {
    const { finish, begin, runs, ids, settled, state, library, page } = await tab();
    finish(1);
    await settled();
    await until(() => expect(ids()).toHaveLength(1));
    const reading = runs.show(ids()[0]!);
    const runId = begin();
    expect(await reading).toBe(false);
    expect(await runs.show(ids()[0]!)).toBe(false);
    expect(state().run.runId).toBe(runId);
    expect(library().message).toContain('A run is under way');
    page.actions.cancelRun();
    expect(await runs.show(ids()[0]!)).toBe(true);
  });

  it('that was wished for last is the one that is shown', async () => {
    const { finish, runs, settled, ids, state } = await tab();
    finish(1);
    finish(2);
    await settled();
    await until(() => expect(ids()).toHaveLength(2));
    const [late, early] = ids();
    await Promise.all([runs.show(late!), runs.show(early!)]);
    expect(state().run.keptAs).toBe(early);
  });

  it('made on digits that are not in use shows its numbers, and says what cannot be done', async () => {
    const { finish, runs, settled, ids, state, page } = await tab();
    finish(1);
    await settled();
    await until(() => expect(ids()).toHaveLength(1));
    await page.actions.openFiles([new File([], 'mine')]);
    await runs.show(ids()[0]!);
    expect(state().run.record?.result?.gain.pairs).toHaveLength(2);
    page.actions.addSeeds(1);
    expect(state().refusal).toContain('Choose its digits again');
    expect(state().run.status).toBe('finished');
  });

  it('that is deleted comes back when that is undone', async () => {
    const { finish, runs, settled, ids, library } = await tab();
    finish(1);
    await settled();
    await until(() => expect(ids()).toHaveLength(1));
    const [id] = ids();
    await runs.remove(id!);
    await until(() => expect(ids()).toEqual([]));
    expect(library().removed).toContain('T = 8');
    await runs.undoRemove();
    await until(() => expect(ids()).toEqual([id]));
    expect(library().removed).toBeNull();
    await runs.clear();
    await until(() => expect(ids()).toEqual([]));
  });

  it('is compared with at most three others, and no longer when it is gone', async () => {
    const { finish, runs, settled, ids, library } = await tab();
    for (const seed of [1, 2, 3, 4, 5]) finish(seed);
    await settled();
    await until(() => expect(ids()).toHaveLength(5));
    for (const id of ids()) await runs.compare(id, true);
    expect(library().compared.map(({ id }) => id)).toEqual(ids().slice(0, 4));
    expect(library().message).toContain('At most 4');
    await runs.compare(ids()[1]!, false);
    expect(library().compared).toHaveLength(3);
    await runs.remove(ids()[0]!);
    await until(() => expect(library().compared).toHaveLength(2));
  });
});

describe('two tabs', () => {
  it('on one library keep all that both end, and each sees it', async () => {
    const [one, other] = [await tab(), await tab()];
    for (const seed of [1, 2, 3]) {
      one.finish(seed);
      other.finish(10 + seed);
    }
    await Promise.all([one.settled(), other.settled()]);
    await until(() => expect(one.ids()).toHaveLength(6));
    await until(() => expect(other.ids()).toHaveLength(6));
    expect(new Set(one.ids())).toEqual(new Set(other.ids()));
  });

  it('that both go on with one run keep what each made of it', async () => {
    const one = await tab();
    one.finish(1);
    await one.settled();
    const other = await tab();
    await until(() => expect(other.ids()).toHaveLength(1));
    await other.runs.show(other.ids()[0]!);
    for (const [at, { page, engine, state }] of [one, other].entries()) {
      page.actions.addSeeds(1 + at);
      const { runId, more } = state().run;
      engine.say({ type: 'run', runId, events: endingOf(more!.config, more!.data, at === 0 ? [3] : [3, 4]) });
    }
    await Promise.all([one.settled(), other.settled()]);
    await until(() => expect(one.ids()).toHaveLength(2));
    expect(
      one
        .library()
        .listing!.runs.map(({ gain }) => gain!.pairs.length)
        .sort(),
    ).toEqual([3, 4]);
  });
});

describe('a library', () => {
  it('whose storage is blocked is one of this visit, and says so', async () => {
    Reflect.set(Dexie.dependencies, 'indexedDB', undefined);
    const { finish, settled, ids, library, runs, askToPersist, state } = await tab();
    await until(() => expect(library().isLasting).toBe(false));
    expect(library().message).toMatch(/^The browser keeps nothing here \(.*MissingAPI/);
    finish(1);
    await settled();
    await until(() => expect(ids()).toHaveLength(1));
    expect(await runs.show(ids()[0]!)).toBe(true);
    expect(state().notice).toBeNull();
    expect(askToPersist).not.toHaveBeenCalled();
  });

  it('that is full keeps what there was, says what was not kept, and the run stays on display', async () => {
    const real = openLibrary();
    const full = new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    let isFull = false;
    const keep: typeof real.runs.keep = (...args) =>
      isFull ? Promise.reject(full) : real.runs.keep(...args);
    const open = () => Promise.resolve({ ...real, runs: { ...real.runs, keep } });
    const { finish, settled, ids, library, state } = await tab(open);
    finish(1);
    await settled();
    isFull = true;
    finish(2);
    await settled();
    await until(() => expect(ids()).toHaveLength(1));
    expect(library().message).toContain('could not be kept (its storage is full)');
    expect(state().notice).toBe(library().message);
    expect(state().run.record?.config.seed).toBe(2);
  });

  it('that is deleted while open says so, and keeps what ends from then on', async () => {
    const { finish, settled, ids, library, state } = await tab();
    finish(1);
    await settled();
    await until(() => expect(ids()).toHaveLength(1));
    await Dexie.delete(LIBRARY_DATABASE);
    await until(() => expect(ids()).toEqual([]));
    expect(library().message).toContain('The library was deleted');
    expect(state().run.record?.config.seed).toBe(1);
    finish(2);
    await settled();
    await until(() => expect(ids()).toHaveLength(1));
  });

  it('that a newer page has changed is written no more, and that is said', async () => {
    const { finish, settled, library, state } = await tab();
    finish(1);
    await settled();
    const newer = new Dexie(LIBRARY_DATABASE);
    newer.version(2).stores({ runs: 'id, name' });
    await newer.open();
    expect(library().message).toContain('reload it');
    finish(2);
    await settled();
    expect(await newer.table('runs').count()).toBe(1);
    expect(state().notice).toContain('could not be kept (A newer version of this page');
  });

  it('with one run that is broken shows the others, and names it', async () => {
    const real = openLibrary();
    const record = finishedRecord();
    await real.runs.keep(keptOf(record, 'good'), record, null);
    const raw = await new Dexie(LIBRARY_DATABASE).open();
    await raw.table('runs').put({ id: 'bad', name: 'my best', schema: 1, config: 'lost' });
    const { library, ids, runs } = await tab();
    await until(() => expect(ids()).toEqual(['good']));
    expect(library().listing!.unreadable).toMatchObject([{ id: 'bad', name: 'my best' }]);
    await runs.remove('bad');
    await until(() => expect(library().listing!.unreadable).toEqual([]));
    await runs.undoRemove();
    await until(() => expect(library().listing!.unreadable).toHaveLength(1));
  });
});

describe('a file', () => {
  const fileOf = (text: string, name: string) => new File([text], name);

  it('that was exported is the same run again, under its name, in another library', async () => {
    const first = await tab();
    first.finish(3);
    await first.settled();
    await until(() => expect(first.ids()).toHaveLength(1));
    await first.runs.rename(first.ids()[0]!, 'mine');
    await until(() => expect(first.library().listing!.runs[0]!.name).toBe('mine'));
    const file = (await first.runs.exportFile(first.ids()[0]!))!;
    const { record } = first.state().run;
    await first.runs.clear();
    const again = await tab();
    await again.runs.importFiles([fileOf(await file.text(), 'run.json')]);
    expect(again.state().run).toMatchObject({ status: 'finished', record });
    await until(() => expect(again.library().listing!.runs).toMatchObject([{ name: 'mine' }]));
    expect(again.library().message).toBe('run.json is in the library, and on display.');
  });

  it('that cannot be read changes nothing and is named, and the others are read', async () => {
    const { finish, settled, runs, ids, library, state, page } = await tab();
    finish(1);
    await settled();
    await until(() => expect(ids()).toHaveLength(1));
    page.actions.train(); // what is under way stays on display
    const { runId } = state().run;
    const good = JSON.stringify(finishedRecord({ seed: 9 }).result);
    await runs.importFiles([fileOf(good.slice(0, 99), 'half.json'), fileOf(good, 'good.json')]);
    await until(() => expect(ids()).toHaveLength(2));
    expect(library().message).toMatch(
      /^good\.json is in the library\. Not imported: half\.json is not JSON, or is cut off after 99 characters.*What was there stays\.$/,
    );
    expect(state().run.runId).toBe(runId);
  });

  it('of an experiment is shown in its card; of an unknown one it is refused', async () => {
    const { runs, state, library } = await tab();
    const experiment = parseResultFile('a', JSON.stringify(finishedRecord().result));
    const [variant] = experiment.variants;
    const two = (preset: string) => ({
      ...experiment,
      preset,
      variants: [variant!, { ...variant!, index: 1, label: 'other' }],
    });
    const file = (preset: string) => fileOf(JSON.stringify(resultFile(two(preset))), `${preset}.json`);
    await runs.importFiles([file('soft-weight')]);
    expect(state().experiments['soft-weight']).toMatchObject({
      status: 'finished',
      result: { variants: [{}, { label: 'other' }] },
    });
    await runs.importFiles([file('moon')]);
    expect(library().message).toContain('of the experiment "moon", of which this page knows nothing');
  });
});
