import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/experiment/config.ts';
import { createPage } from '../../../src/store/createPage.ts';
import { REST_MS, syncLink } from '../../../src/store/linkSync.ts';
import type { TestDigit } from '../../../src/worker/engineApi.ts';
import { createFakeEngine, SUMMARY } from '../../support/fakeEngine.ts';

const FIRST: TestDigit = { index: 12, label: 7, image: new Uint8Array(784) };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** An address bar with its history, as far as the page uses it. */
function createBar(hash: string) {
  const entries = [hash];
  let at = 0;
  let navigated = () => undefined as void;
  return {
    entries,
    location: {
      pathname: '/page/',
      search: '?autostart=0',
      get hash() {
        return entries[at]!;
      },
    },
    history: {
      pushState: (_: unknown, __: string, url?: string | URL | null) => {
        entries.splice(at + 1, Infinity, String(url));
        at += 1;
      },
    },
    addEventListener: (_: string, listener: () => void) => (navigated = listener),
    go(step: number) {
      at += step;
      navigated();
    },
    edit(text: string) {
      entries.splice(at + 1, Infinity, text);
      this.go(1);
    },
  };
}

function open(hash = '') {
  const engine = createFakeEngine();
  const teacher = { id: 'shipped', predictor: { networks: [], average: 'logits' as const } };
  const page = createPage(
    () => engine.client,
    () => Promise.resolve(teacher),
  );
  const bar = createBar(hash);
  syncLink(page, bar);
  const rest = () => vi.advanceTimersByTimeAsync(REST_MS);
  return { engine, bar, rest, ...page, state: page.store.getState, load: () => page.actions.open(null, '') };
}

describe('the link in the address', () => {
  it('sets the page before anything is shown, and its digits are the first to be loaded', async () => {
    const { state, engine, load, bar } = open('#sloppiness=hard&T=4&labels=300&show=distilled&probe=7');
    expect(state().config).toEqual({ ...DEFAULT_CONFIG, sloppiness: 'hard', temperature: 4, labels: 300 });
    expect(state()).toMatchObject({
      displayTemperature: 4,
      isTemperatureLocked: true,
      shownNetwork: 'distilled',
    });
    await load();
    await vi.advanceTimersByTimeAsync(0);
    expect(engine.calls).toEqual(['loadData embedded hard']);
    expect(state().probe).toMatchObject({ source: 'test', index: 7, isPicked: true });
    expect(state().probe.image).not.toBeNull();
    await vi.advanceTimersByTimeAsync(10 * REST_MS);
    expect(bar.entries).toHaveLength(1); // opening a link is not a change
  });

  it('holds back the first digit of the set where it names another', async () => {
    const { state, engine, actions, load } = open('#probe=7');
    engine.client.loadData = () => {
      engine.say({ type: 'probe', digit: FIRST });
      return Promise.resolve(SUMMARY);
    };
    await load();
    await vi.advanceTimersByTimeAsync(0);
    expect(state().probe.index).toBe(7);
    actions.setDrawnProbe(new Uint8Array(784));
    expect(state().probe.isPicked).toBe(false);
  });

  it('shows the first digit where it names one that is not there, and says so', async () => {
    const { state, engine, load } = open('#probe=700');
    engine.client.testDigits = () => Promise.reject(new Error('There is no test digit 700.'));
    engine.client.loadData = () => {
      engine.say({ type: 'probe', digit: FIRST });
      return Promise.resolve(SUMMARY);
    };
    await load();
    await vi.advanceTimersByTimeAsync(0);
    expect(state().probe).toMatchObject({ index: 12, label: 7, isPicked: false });
    expect(state().data.message).toBe('There is no test digit 700.');
  });

  it('follows the settings: one entry of the history for a whole drag', async () => {
    const { bar, actions, rest } = open();
    for (let t = 8; t <= 20; t += 0.25) {
      actions.setDisplayTemperature(t);
      await vi.advanceTimersByTimeAsync(16);
    }
    expect(bar.entries).toEqual(['']);
    await rest();
    expect(bar.entries).toEqual(['', '#T=20']);
    actions.setTemperatureLock(false);
    actions.setDisplayTemperature(3);
    await rest();
    actions.setConfig({ hidden: [128, 32] });
    await rest();
    expect(bar.entries.slice(2)).toEqual(['#T=20&display=3', '#hidden=128,32&T=20&display=3']);
    actions.setConfig(DEFAULT_CONFIG);
    actions.setTemperatureLock(true);
    await rest();
    expect(bar.entries.at(-1)).toBe('/page/?autostart=0'); // all as by default: no hash at all
  });

  it('back and forward undo and redo, and write nothing themselves', async () => {
    const { bar, state, actions, rest } = open();
    actions.setConfig({ labels: 500 });
    await rest();
    actions.setConfig({ labels: 700, temperature: 2 });
    await rest();
    bar.go(-1);
    expect(state().config).toMatchObject({ labels: 500, temperature: 8 });
    expect(state().displayTemperature).toBe(8);
    bar.go(-1);
    expect(state().config).toEqual(DEFAULT_CONFIG);
    bar.go(2);
    expect(state().config).toMatchObject({ labels: 700, temperature: 2 });
    await rest();
    expect(bar.entries).toEqual(['', '#labels=500', '#labels=700&T=2']);
  });

  it('of a change under way is not written once the person has gone back', async () => {
    const { bar, actions, rest } = open();
    actions.setConfig({ labels: 500 });
    await rest();
    actions.setConfig({ labels: 600 });
    bar.go(-1);
    await rest();
    expect(bar.entries).toEqual(['', '#labels=500']);
  });

  it('leaves what is picked, drawn or trained alone where it says nothing new of it', async () => {
    const { bar, state, engine, actions, load, rest } = open();
    await load();
    actions.pickTestDigitAt(5);
    await rest();
    expect(bar.entries.at(-1)).toBe('#probe=5');
    actions.train();
    const shown = state().probe;
    bar.edit('#labels=300&probe=5');
    expect(state().probe).toBe(shown);
    expect(state().run).toMatchObject({ status: 'running', config: { labels: DEFAULT_CONFIG.labels } });
    actions.setDrawnProbe(new Uint8Array(784));
    bar.edit('#labels=400');
    expect(state().probe.source).toBe('drawn');
    expect(engine.calls).toEqual(['loadData embedded mid', 'train 1']);
  });

  it('with another set loads it, and shows the digit of that set', async () => {
    const { bar, state, engine, load } = open();
    await load();
    bar.edit('#data=mnist&probe=3');
    await vi.advanceTimersByTimeAsync(0);
    expect(engine.calls.at(-1)).toBe('loadData mnist');
    expect(state().data).toMatchObject({ status: 'ready', summary: SUMMARY });
    expect(state().probe).toMatchObject({ index: 3, isPicked: true });
    expect(state().probe.image).not.toBeNull();
  });

  it('with a set that does not come shows a digit of the one that stays', async () => {
    const { bar, state, engine, load, rest } = open();
    await load();
    engine.say({ type: 'probe', digit: FIRST });
    engine.failWith('t10k-images-idx3-ubyte.gz is missing.');
    bar.edit('#data=mnist&probe=3');
    await vi.advanceTimersByTimeAsync(0);
    expect(state().data.message).toContain('is missing');
    expect(state().probe).toMatchObject({ index: 12, label: 7, isPicked: false });
    await rest();
    expect(bar.entries.at(-1)).toBe('/page/?autostart=0');
  });

  it('that cannot be read whole is used as far as it can, with a message until another one takes its place', async () => {
    const { bar, state, actions, rest } = open('#T=1e9&labels=500&__proto__=1');
    expect(state().config).toEqual({ ...DEFAULT_CONFIG, labels: 500 });
    expect(state().linkProblem).toMatch(/temperature: .*got 1000000000\. Unknown: "__proto__"/);
    actions.setConfig({ seed: 3 });
    await rest();
    expect(state().linkProblem).toBeNull();
    expect(bar.entries.at(-1)).toBe('#seed=3&labels=500');
  });
});
