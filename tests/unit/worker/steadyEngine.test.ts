import { describe, expect, it } from 'vitest';
import type { Backend, BackendName } from '../../../src/engine/backend.ts';
import { DEFAULT_CONFIG } from '../../../src/experiment/config.ts';
import type { EngineEvent, WorkerApi } from '../../../src/worker/engineApi.ts';
import { createSteadyEngine, type Restart } from '../../../src/worker/steadyEngine.ts';
import { WorkerGone } from '../../../src/worker/watch.ts';
import { settle } from '../../support/fakeEngine.ts';

/** Workers that note what they are asked, die when a test says so, and answer late where it holds them. */
function open() {
  const workers: {
    readonly calls: string[];
    die(how?: string): void;
    say(event: EngineEvent): void;
    isTerminated: boolean;
  }[] = [];
  const holding = new Set<string>();
  /** Answers of calls that are held. */
  const held: (() => void)[] = [];
  const said: string[] = [];
  const restarts: Restart[] = [];
  const heard: EngineEvent[] = [];
  /** What loads give from now on. */
  let setId = 'set';

  function start() {
    const calls: string[] = [];
    let inUse: { id: string } | null = null;
    let die: (error: Error) => void = () => undefined;
    let say: (event: EngineEvent) => void = () => undefined;
    const gone = new Promise<never>((_, reject) => (die = reject));
    gone.catch(() => undefined);
    const own = {
      calls,
      die: (how = 'closed') => die(new WorkerGone(how)),
      say: (event: EngineEvent) => say(event),
      isTerminated: false,
    };
    workers.push(own);
    const reply = (name: string, answer: unknown) => {
      calls.push(name);
      const answered = holding.has(name.split(' ')[0]!)
        ? new Promise((resolve) => held.push(() => resolve(answer)))
        : Promise.resolve(answer);
      return Promise.race([answered, gone]) as Promise<never>;
    };
    const api = {
      open: (requested: string | null, _: string, onEvent: (event: EngineEvent) => void) => {
        say = onEvent;
        const name = (requested ?? 'wasm') as BackendName;
        const backend: Backend = { name, label: name, version: '', alternative: null, notes: [] };
        return reply(`open ${requested}`, backend);
      },
      loadData: (load: number, { sloppiness }: { sloppiness: string }) => {
        inUse = { id: `${setId} ${sloppiness}` };
        return reply(`loadData ${load} ${sloppiness}`, inUse);
      },
      shareDigits: () => Promise.resolve(inUse),
      takeDigits: (digits: { id: string }) => reply(`takeDigits ${digits.id}`, digits),
      useUnlabelled: (images: Uint8Array) =>
        reply(`useUnlabelled ${images.length}`, { id: `${setId} handed` }),
      testDigit: (label: number) =>
        label > 9 ? Promise.reject(new Error('There is no such digit.')) : reply(`testDigit ${label}`, label),
      train: (runId: number) => reply(`train ${runId}`, undefined),
      pause: () => reply('pause', undefined),
    } as unknown as WorkerApi;
    return { api, gone, terminate: () => void (own.isTerminated = true) };
  }
  const engine = createSteadyEngine(start);
  engine.listen({
    onGone: (message) => said.push(message),
    onRestart: (restart) => void restarts.push(restart),
    onLost: (message) => said.push(`lost: ${message}`),
  });
  const options = { setId: 'set', paused: false, teacher: null };
  return {
    ...{ engine, workers, held, said, restarts, heard },
    hold: (name: string) => holding.add(name),
    release: (name: string) => holding.delete(name),
    otherDigits: () => (setId = 'other'),
    train: (runId: number) => engine.train(runId, DEFAULT_CONFIG, options),
    open: () => engine.open(null, 'http://localhost/', (event) => void heard.push(event)),
    load: (load: number, sloppiness: 'calm' | 'hard' = 'calm', data: 'embedded' | 'mnist' = 'embedded') =>
      engine.loadData(load, { data, sloppiness }),
  };
}
const checkpoint = { type: 'checkpoint', runId: 1 } as EngineEvent;

describe('an engine whose worker dies', () => {
  it('has another one with the same backend and digits, and says so once, in one sentence', async () => {
    const { open: openIt, load, engine, workers, said, restarts } = open();
    await openIt();
    await load(1);
    await load(2, 'hard');
    await engine.useUnlabelled(new Uint8Array(784));
    workers[0]!.die();
    await settle();
    expect(workers).toHaveLength(2);
    expect(workers[0]!.isTerminated).toBe(true);
    expect(workers[1]!.calls).toEqual(['open wasm', 'takeDigits set hard', 'useUnlabelled 784']);
    expect(said).toEqual([
      'The training worker closed; another one takes its place, and what was under way goes on.',
    ]);
    expect(restarts).toEqual([
      { backend: expect.objectContaining({ name: 'wasm' }) as Backend, isOther: false },
    ]);
    expect(await engine.testDigit(3, 0)).toBe(3);
  });

  it('asks the next worker what the dead one did not answer; a run is the page’s to begin again', async () => {
    const { open: openIt, load, engine, workers, hold, release, train } = open();
    await openIt();
    await load(1);
    hold('testDigit');
    hold('train');
    const digit = engine.testDigit(3, 0);
    const ended = train(1);
    await settle();
    release('testDigit');
    workers[0]!.die();
    expect(await digit).toBe(3);
    await ended;
    expect(workers[1]!.calls).toEqual(['open wasm', 'takeDigits set calm', 'testDigit 3']);
  });

  it('does not hear what a dead worker still says, and hears the living one', async () => {
    const { open: openIt, workers, heard } = open();
    await openIt();
    workers[0]!.die();
    await settle();
    workers[0]!.say(checkpoint);
    expect(heard).toEqual([]);
    workers[1]!.say(checkpoint);
    expect(heard).toEqual([checkpoint]);
  });

  it('lets a wish of a run come after the run that is begun again', async () => {
    const { open: openIt, engine, workers, train, hold, release, held } = open();
    await openIt();
    hold('open');
    engine.listen({ onGone: () => undefined, onLost: () => undefined, onRestart: () => void train(2) });
    workers[0]!.die();
    await settle();
    const paused = engine.pause();
    release('open');
    held.forEach((answer) => answer());
    await paused;
    expect(workers[1]!.calls).toEqual(['open wasm', 'train 2', 'pause']);
  });

  it('is not taken for dead by a question that fails', async () => {
    const { open: openIt, engine, workers, said } = open();
    await openIt();
    await expect(engine.testDigit(12, 0)).rejects.toThrow('There is no such digit.');
    expect(workers).toHaveLength(1);
    expect(said).toEqual([]);
  });

  it('goes to another backend after the second time in a row, and gives up after the fourth', async () => {
    const { open: openIt, workers, said, restarts, train, hold, engine } = open();
    await openIt();
    hold('train');
    const dieAtWork = async () => {
      void train(1);
      await settle();
      workers.at(-1).die('has said nothing for 4 seconds');
      await settle();
    };
    for (let death = 0; death < 4; death++) await dieAtWork();
    expect(restarts.map(({ backend, isOther }) => [backend.name, isOther])).toEqual([
      ['wasm', false],
      ['cpu', true],
      ['cpu', false],
    ]);
    expect(said[1]).toContain('another one takes its place on the backend cpu, and');
    expect(said.at(-1)).toBe(
      'lost: The training worker has said nothing for 4 seconds, as did others before it. Reload the page to start it again.',
    );
    await expect(engine.testDigit(1, 0)).rejects.toThrow('as did others before it');
  });

  it('counts anew after a checkpoint, and not at all while nothing is asked of it', async () => {
    const { open: openIt, workers, restarts, train, hold } = open();
    await openIt();
    for (let death = 0; death < 5; death++) {
      workers.at(-1).die();
      await settle();
    }
    hold('train');
    for (let death = 0; death < 5; death++) {
      void train(1);
      await settle();
      workers.at(-1).say(checkpoint);
      workers.at(-1).die();
      await settle();
    }
    expect(restarts).toHaveLength(10);
    expect(restarts.every(({ isOther }) => !isOther)).toBe(true);
  });

  it('survives a second death during the recovery', async () => {
    const { open: openIt, load, workers, restarts, hold, release, engine } = open();
    await openIt();
    await load(1, 'calm', 'mnist');
    hold('loadData');
    workers[0]!.die();
    await settle();
    release('loadData');
    workers[1]!.die();
    await settle();
    expect(restarts).toHaveLength(1);
    expect(workers[2]!.calls).toEqual(['open wasm', 'loadData 1 calm']);
    expect(await engine.testDigit(3, 0)).toBe(3);
  });

  it('gives up a question over which two workers died, and goes on with others', async () => {
    const { open: openIt, engine, workers, hold } = open();
    await openIt();
    hold('testDigit');
    const question = engine.testDigit(3, 0);
    const refused = expect(question).rejects.toThrow('Two training workers in turn were lost over this');
    for (const at of [0, 1]) {
      await settle();
      workers[at]!.die();
    }
    await refused;
    expect(await engine.loadData(1, { data: 'embedded', sloppiness: 'calm' })).toEqual({ id: 'set calm' });
  });

  it('says that the digits cannot be had again, where they cannot', async () => {
    const { open: openIt, load, workers, said, otherDigits } = open();
    await openIt();
    await load(1, 'calm', 'mnist');
    otherDigits();
    workers[0]!.die();
    await settle();
    expect(said.at(-1)).toBe(
      'lost: The digits in use could not be had again as they were. Reload the page to start anew.',
    );
  });

  it('that dies before it was open is tried once more', async () => {
    const { open: openIt, workers, hold, said } = open();
    hold('open');
    const opened = openIt();
    const failed = expect(opened).rejects.toThrow('as did others before it');
    for (const at of [0, 1]) {
      await settle();
      workers[at]!.die('broke down (its script could not be loaded)');
    }
    await failed;
    await settle();
    expect(workers).toHaveLength(2);
    expect(said.filter((text) => text.startsWith('lost'))).toHaveLength(1);
  });
});
