/**
 * The worker boundary, faked: it has one set of digits and one run as the real one has, answers at once or when a test says
 * so and in any order, gives up the older of two loads, and says what a test makes it say.
 */
import { poolFiles } from '../../src/experiment/poolFiles.ts';
import { readLabelled } from '../../src/data/own/ownSet.ts';
import type { Config, DataSource } from '../../src/experiment/config.ts';
import type { DataSummary } from '../../src/experiment/events.ts';
import type { BroughtTeacher } from '../../src/library/models/bringTeacher.ts';
import { readRunFile } from '../../src/library/runFile.ts';
import type { EngineClient, RestartListener } from '../../src/worker/steadyEngine.ts';
import {
  SUPERSEDED,
  type EngineEvent,
  type FirstDigit,
  type TrainOptions,
} from '../../src/worker/engineApi.ts';
import { METRICS } from './fakeRun.ts';
import { summaryFor, SUMMARY, testDigit, testDigitAt, withHanded } from './fakeSets.ts';

export { SUMMARY };

/** Calls that can be held back. */
export type HeldName =
  | 'open'
  | 'loadData'
  | 'loadOwn'
  | 'useUnlabelled'
  | 'cancelLoading'
  | 'testDigit'
  | 'testDigitAt'
  | 'train'
  | 'stop';

/** A call that was made and not answered. */
interface HeldCall {
  readonly name: HeldName;
  /** Answers as the engine would by now. */
  answer(): void;
  fail(message: string): void;
  /** Of a load: the engine takes the set into use, and its answer is still under way. */
  finish(): void;
  /** Of a load: its test digits are there. */
  tellFirst(): void;
}

/** What the engine says of a network from a file. @param id that it has as a teacher */
const broughtAs = (id: string): BroughtTeacher => ({
  teacher: { id, predictor: { networks: [], average: 'logits' } },
  ...{
    layers: '784-10',
    parameters: 7850,
    found: 0,
    chosen: 0,
    numAsked: 10,
    metrics: METRICS,
    digits: 'Digits',
  },
  outputs: { kind: 'logits', least: -1, most: 1 },
  readings: [{ range: '0 … 1', isTransposed: false, measured: { accuracy: 0.9, nll: 0.1 } }],
});

const BACKEND = { name: 'cpu', label: 'fake', version: 'none', alternative: null, notes: [] } as const;
const NO_DIGITS = { images: new Uint8Array(), labels: new Uint8Array() };

export function createFakeEngine() {
  const calls: string[] = [];
  const trained: { runId: number; config: Config; options: TrainOptions }[] = [];
  const holding = new Set<HeldName>();
  const held: HeldCall[] = [];
  let say: (event: EngineEvent) => void = () => undefined;
  let listener: RestartListener | null = null;
  let failure: string | null = null;
  let broken: string | null = null;
  let loaded: DataSummary | null = null;
  let numHanded = 0;
  let running: number | null = null;
  let giveUpLoad: () => void = () => undefined;
  const inUse = () => loaded && withHanded(loaded, numHanded);
  function needed(): DataSummary {
    const set = inUse();
    if (!set) throw new Error('The engine has no digits yet.');
    return set;
  }

  /** Answers at once, or when the test says so. @param settle what the answer is; it may throw */
  function reply<T>(name: HeldName, settle: () => T, load: Partial<HeldCall> = {}): Promise<T> {
    if (broken !== null) return Promise.reject(new Error(broken));
    return new Promise((resolve, reject) => {
      /** An answer is given once. */
      const take = () => {
        const at = held.indexOf(call);
        if (at >= 0) held.splice(at, 1);
      };
      const call: HeldCall = {
        name,
        answer() {
          take();
          try {
            resolve(settle());
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        },
        fail(message) {
          take();
          reject(new Error(message));
        },
        finish: () => undefined,
        tellFirst: () => undefined,
        ...load,
      };
      held.push(call);
      if (!holding.has(name)) call.answer();
    });
  }

  function load(name: 'loadData' | 'loadOwn', number: number, set: DataSummary): Promise<DataSummary> {
    const source: DataSource = set.source.data;
    const willFail = source === 'embedded' ? null : failure;
    let isOver = false;
    let isTold = false;
    giveUpLoad();
    const tellFirst = () => {
      if (isTold || isOver) return;
      isTold = true;
      const { index, label, image }: FirstDigit = testDigitAt(set, source === 'own' ? 0 : 7);
      say({ type: 'firstDigit', load: number, digit: { index, label, image } });
    };
    const finish = () => {
      if (isOver || willFail !== null) return;
      loaded = set;
      tellFirst();
      isOver = true;
      giveUpLoad = () => undefined;
    };
    const settle = () => {
      if (willFail !== null) throw new Error(willFail);
      finish();
      return withHanded(set, numHanded);
    };
    const promise = reply(name, settle, { finish, tellFirst });
    const call = held.at(-1);
    if (!isOver && call?.name === name)
      giveUpLoad = () => {
        isOver = true;
        giveUpLoad = () => undefined;
        call.fail(SUPERSEDED);
      };
    return promise;
  }

  const note = (call: string) => {
    calls.push(call);
    return Promise.resolve();
  };
  const client: EngineClient = {
    open(_, __, onEvent) {
      say = (event) => void onEvent(event);
      return reply('open', () => BACKEND);
    },
    loadData(number, choice) {
      const { data, sloppiness } = choice;
      calls.push(data === 'mnist' ? 'loadData mnist' : `loadData ${data} ${sloppiness}`);
      return load('loadData', number, summaryFor(choice));
    },
    loadOwn(number, files) {
      const names = files.map(({ name }) => name).join(' ');
      calls.push(`loadOwn ${names}`);
      return load('loadOwn', number, summaryFor({ data: 'own', sloppiness: 'default' }, names));
    },
    mend(number, mend) {
      calls.push(`mend ${mend}`);
      const set = needed();
      return load('loadOwn', number, { ...set, id: `${set.id} ${mend}`, remarks: [] });
    },
    readLabelled: (files) => readLabelled(files),
    poolResults: async (files) => poolFiles(files),
    readRunFile,
    bringTeacher([file]) {
      const { name } = file!;
      return name.startsWith('bad')
        ? Promise.reject(new Error(`${name} was not taken.`))
        : Promise.resolve(broughtAs(`${name}-1`));
    },
    useUnlabelled(images) {
      numHanded = images.length / 784;
      calls.push(`useUnlabelled ${numHanded}`);
      const set = inUse();
      return reply('useUnlabelled', () => set ?? needed());
    },
    shareDigits: () => Promise.resolve({ ...needed(), train: NO_DIGITS, test: NO_DIGITS, unlabelled: null }),
    takeDigits: () =>
      Promise.reject(new Error('Only a worker that takes the place of another is handed digits.')),
    cancelLoading() {
      calls.push('cancelLoading');
      giveUpLoad();
      const set = inUse();
      return reply('cancelLoading', () => set);
    },
    testDigit(label, after) {
      const set = inUse();
      return reply('testDigit', () => testDigit(set ?? needed(), label, after));
    },
    testDigitAt(index) {
      const set = inUse();
      return reply('testDigitAt', () => testDigitAt(set ?? needed(), index));
    },
    train(runId, config, options) {
      const { paused, seeds, setId } = options;
      calls.push(`train ${runId}${paused ? ' paused' : ''}${seeds ? ` seeds ${seeds.join()}` : ''}`);
      trained.push({ runId, config, options });
      running = setId === inUse()?.id ? runId : null;
      if (running === null)
        say({ type: 'runFailed', runId, message: 'The run was meant for other digits. Train anew.' });
      return reply('train', () => undefined);
    },
    pause: () => note('pause'),
    resume: () => note('resume'),
    step: () => note('step'),
    stop() {
      calls.push('stop');
      running = null;
      return reply('stop', () => undefined);
    },
    checkpoint: () => note('checkpoint'),
    listen: (next) => (listener = next),
  };

  /** The oldest call of this name that waits, or of any. */
  function waiting(name?: HeldName): HeldCall {
    const found = held.find((call) => name === undefined || call.name === name);
    if (!found)
      throw new Error(`No call${name ? ` of ${name}` : ''} waits; there are ${held.length} others.`);
    return found;
  }
  return {
    client,
    calls,
    /** What train was called with. */
    trained,
    say: (event: EngineEvent) => say(event),
    /** The worker dies: whoever waits is refused, and so is whoever asks from now on. */
    breakDown(message: string) {
      broken = message;
      for (const call of [...held]) call.fail(message);
      listener?.onLost(message);
    },
    /** A worker dies, and another one takes its place; what it was to answer is answered. @param isOther on another backend */
    replaceWorker(isOther = false) {
      listener?.onGone('The training worker closed; another one takes its place.');
      running = null;
      void listener?.onRestart({ backend: { ...BACKEND, name: isOther ? 'cpu' : 'wasm' }, isOther });
    },
    /** Loads of other digits than embedded ones fail from now on. */
    failWith: (message: string) => void (failure = message),
    /** From now on these calls wait until the test answers them. */
    hold: (...names: readonly HeldName[]) => names.forEach((name) => holding.add(name)),
    held,
    waiting,
    answer: (name?: HeldName) => waiting(name).answer(),
    inUse,
    /** The run that it works on; null when none. */
    running: () => running,
    /** The run has said its last word. */
    endRun: () => void (running = null),
  };
}

export type FakeEngine = ReturnType<typeof createFakeEngine>;

/** Lets every promise that can settle do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}
