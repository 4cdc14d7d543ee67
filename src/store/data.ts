/** Which digits are in use: the newest wish wins, and what there was is kept when it cannot be had. */
import type { StoreApi } from 'zustand/vanilla';
import { named } from '../data/own/namedFile.ts';
import { DIGIT_NAMES } from '../data/drawnDigits.ts';
import { NUM_PIXELS } from '../distillation/shape.ts';
import { LIMITS, type Config, type DataSource } from '../experiment/config.ts';
import type { DataChoice, DataSummary } from '../experiment/events.ts';
import type { EngineClient } from '../worker/steadyEngine.ts';
import { SUPERSEDED, type EngineEvent } from '../worker/engineApi.ts';
import type { Actions } from './actions.ts';
import type { ProbeKeeper } from './probe.ts';
import { messageOf } from '../experiment/messageOf.ts';
import type { DataState, State } from './state.ts';

interface DataKeeper {
  readonly actions: Pick<
    Actions,
    | 'openFiles'
    | 'mendDigits'
    | 'dismissRemark'
    | 'readLabelled'
    | 'cancelLoading'
    | 'packDigits'
    | 'useUnlabelled'
  >;
  /** Loads what is chosen, unless it is in use. Resolves when this load, and any that took its place, has ended. */
  load(choice: DataChoice): Promise<void>;
  hear(event: EngineEvent & { readonly type: 'dataProgress' | 'firstDigit' }): void;
}

export function createDataKeeper(
  { getState, setState }: StoreApi<State>,
  engine: () => EngineClient | null,
  probe: Omit<ProbeKeeper, 'actions'>,
): DataKeeper {
  const set = (change: Partial<DataState>) => setState(({ data }) => ({ data: { ...data, ...change } }));
  /** Numbers the wishes: a load whose number is not the last one changes nothing and says nothing. */
  let lastLoad = 0;
  let latest: Promise<void> = Promise.resolve();

  /**
   * @param source of what is loaded
   * @param message what is said while it loads and when it has come
   */
  function begin(
    source: DataSource,
    make: (client: EngineClient, load: number) => Promise<DataSummary>,
    message: string | null = null,
  ): Promise<void> {
    const client = engine();
    if (!client) return Promise.resolve();
    const load = ++lastLoad;
    set({ loading: { load, progress: null }, message, note: null });
    latest = make(client, load).then(
      (summary) => {
        if (load === lastLoad) take(summary);
      },
      (error: unknown) => (load === lastLoad ? fallBack(client, load, source, messageOf(error)) : undefined),
    );
    return settled();
  }

  /** Whoever waits for a load waits for what took its place. */
  async function settled(): Promise<void> {
    for (let seen: Promise<void> | null = null; seen !== latest;) await (seen = latest);
  }

  function take(summary: DataSummary): void {
    const { id, classNames: given, remarks = [] } = summary;
    setState(({ config, classNames }) => ({
      config: fitted({ ...config, ...choiceIn(summary) }, summary),
      ...(given && !classNames[id] && { classNames: { ...classNames, [id]: allNames(given) } }),
    }));
    set({ summary, loading: null, note: noteOn(getState().config, summary), remarks });
    probe.showWanted(summary.id);
  }

  /** Gives up what is under way. @returns what the engine then has in use; what the page knows where no engine answers */
  const giveUp = (client: EngineClient) => client.cancelLoading().catch(() => getState().data.summary);

  /**
   * The set in use stays, or takes the place of one that never came. The settings say what is in use.
   * @param failed what could not be had; null when it was given up
   */
  async function fallBack(
    client: EngineClient,
    load: number,
    failed: DataSource | null,
    message: string | null,
  ): Promise<void> {
    const inUse = await giveUp(client);
    if (load !== lastLoad) return;
    const { config: wanted, data } = getState();
    const isUnawaited = inUse !== null && inUse.id !== data.summary?.id;
    if (!isUnawaited) probe.showInUse(false);
    const source = inUse ? choiceIn(inUse) : ({ data: 'embedded' } as const);
    // The page's own correction is no step of the person's: Back must not lead into it.
    setState(({ numCorrections }) => ({
      config: { ...wanted, ...source },
      numCorrections: numCorrections + 1,
    }));
    set({
      loading: null,
      message,
      ...(inUse && { summary: inUse }),
      ...(isUnawaited && { remarks: inUse.remarks ?? [] }),
    });
    if (isUnawaited) probe.showUnawaited();
    if (inUse || failed === 'embedded') return;
    const embedded = { ...choiceOf(wanted), data: 'embedded' } as const;
    await begin('embedded', (again, number) => again.loadData(number, embedded), message);
  }

  /** A person went back to the set in use while another one was to come. If that is there by now, the old one comes again. */
  async function goBack(client: EngineClient, load: number, choice: DataChoice): Promise<void> {
    const inUse = await giveUp(client);
    if (load !== lastLoad) return;
    if (inUse && isSameChoice(inUse.source, choice)) {
      probe.showInUse(true);
      take(inUse);
    } else await begin(choice.data, (again, number) => again.loadData(number, choice));
  }

  return {
    async load(choice) {
      const { summary, loading } = getState().data;
      const client = engine();
      if (!summary || !isSameChoice(summary.source, choice))
        await begin(choice.data, (each, load) => each.loadData(load, choice));
      else if (loading && client) {
        latest = goBack(client, ++lastLoad, choice);
        await settled();
      }
    },
    hear(event) {
      const { loading } = getState().data;
      if (event.load !== loading?.load) return;
      if (event.type === 'firstDigit') probe.showFirst(event.digit);
      else
        set({
          loading: { ...loading, progress: { done: event.done, total: event.total, what: event.what } },
        });
    },
    actions: {
      async openFiles(files) {
        if (getState().engine.status !== 'ready') {
          set({
            message: 'The files were not read: the engine is still starting. Open them again in a moment.',
          });
          return null;
        }
        probe.sealDrawing();
        let id: string | null = null;
        await begin('own', async (client, load) => {
          const found = files instanceof Promise ? await files : files;
          if (load !== lastLoad) throw new Error(SUPERSEDED); // the engine would give up the newer load
          const summary = await client.loadOwn(load, found.map(named));
          ({ id } = summary);
          return summary;
        });
        return id !== null && getState().data.summary?.id === id ? id : null;
      },
      async mendDigits(mend) {
        const before = getState().data.summary?.id ?? '';
        await begin('own', async (client, load) => {
          const summary = await client.mend(load, mend);
          const { classNames } = getState();
          const names = classNames[before];
          if (names) setState({ classNames: { ...classNames, [summary.id]: names } }); // of no other set, whatever is chosen meanwhile
          return summary;
        });
      },
      dismissRemark: (remark) =>
        set({ remarks: getState().data.remarks.filter(({ text }) => text !== remark.text) }),
      async readLabelled(files) {
        const client = engine();
        if (!client)
          throw new Error('The files were not read: the engine is still starting. Open them again.');
        return client.readLabelled(files.map(named));
      },
      async packDigits(setId) {
        const digits = await engine()?.shareDigits();
        if (digits?.id !== setId)
          throw new Error(
            `The run’s digits are no longer in use: ${digits?.name ?? 'nothing'} is. Choose them again, and save them then.`,
          );
        return (await import('../data/digitZip.ts')).idxZip(digits);
      },
      async cancelLoading() {
        const client = engine();
        if (!client || !getState().data.loading) return;
        latest = fallBack(client, ++lastLoad, null, null);
        await settled();
      },
      async useUnlabelled(images) {
        if (getState().data.loading)
          throw new Error('Other digits are being loaded: use the images when those are there.');
        const summary = await engine()?.useUnlabelled(images);
        const { summary: before, numHanded: numBefore } = getState().data;
        if (!summary || !before) return;
        const numHanded = images.length / NUM_PIXELS;
        set({ summary, numHanded });
        probe.rename(before.id, summary.id);
        setState(({ config, classNames, drawn }) => {
          const names = classNames[before.id];
          const wanted = Math.min(summary.numUnlabelled, LIMITS.unlabelled.max);
          // As many as there are now are taken, unless a person asked for more; none of those that were taken away.
          const withThem = Math.max(config.unlabelled, wanted);
          const withoutThem = config.unlabelled > numBefore ? config.unlabelled : 0;
          return {
            config: { ...config, unlabelled: numHanded > 0 ? withThem : withoutThem },
            ...(names && { classNames: { ...classNames, [summary.id]: names } }),
            ...(drawn.setId === before.id && { drawn: { ...drawn, setId: summary.id } }),
          };
        });
      },
    },
  };
}

/** A name for each class: its label where a set has fewer. */
const allNames = (given: readonly string[]) => DIGIT_NAMES.map((digit, label) => given[label] ?? digit);

export const choiceOf = ({ data, sloppiness }: DataChoice): DataChoice => ({ data, sloppiness });

/** The hand matters to embedded digits alone. */
export const isSameChoice = (one: DataChoice, other: DataChoice): boolean =>
  one.data === other.data && (one.data !== 'embedded' || one.sloppiness === other.sloppiness);

/** What the settings say of a set that is in use. */
const choiceIn = ({ source: { data, sloppiness } }: DataSummary): Partial<DataChoice> =>
  data === 'embedded' ? { data, sloppiness } : { data };

/** A person's own set is often small: it is trained on all that it has, and that is said. */
const fitted = (config: Config, { source, numTrain }: DataSummary): Config =>
  source.data === 'own' ? { ...config, labels: Math.min(config.labels, numTrain) } : config;

function noteOn(config: Config, { source, name, numTrain }: DataSummary): string | null {
  const isAll = source.data === 'own' && config.labels === numTrain;
  return isAll ? `${name}: all ${numTrain} training digits are labelled digits of the next run.` : null;
}
