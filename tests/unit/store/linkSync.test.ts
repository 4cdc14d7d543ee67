import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/experiment/config.ts';
import { withoutDrawing } from '../../../src/library/permalink.ts';
import { REST_MS, syncLink } from '../../../src/store/linkSync.ts';
import { probeImage } from '../../../src/store/probe.ts';
import { createBar } from '../../support/fakeAddressBar.ts';
import { createFakePage, expectOneSet } from '../../support/openPage.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] }));
afterEach(() => vi.useRealTimers());

function open(hash = '') {
  const { engine, page, state } = createFakePage();
  const bar = createBar(hash);
  syncLink(page, bar);
  const rest = () => vi.advanceTimersByTimeAsync(REST_MS);
  return { engine, bar, rest, ...page, page, state, load: () => page.actions.open(null, '') };
}

/** What entries of the history say of the settings. */
const plain = (entries: readonly string[]) =>
  entries.map((entry) => withoutDrawing(entry).replace(/&v=1$/, ''));

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
    expect(state().probe).toMatchObject({ source: 'test', digit: { index: 7 }, isPicked: true });
    expect(probeImage(state())).not.toBeNull();
    await vi.advanceTimersByTimeAsync(10 * REST_MS);
    expect(plain(bar.entries)).toHaveLength(1); // opening a link is not a change
  });

  it('holds back the first digit of the set where it names another', async () => {
    const { state, engine, actions, load } = open('#probe=3');
    engine.hold('loadData');
    const loaded = load();
    await vi.advanceTimersByTimeAsync(0);
    engine.waiting('loadData').tellFirst();
    expect(probeImage(state())).toBeNull();
    engine.answer('loadData');
    await loaded;
    await vi.advanceTimersByTimeAsync(0);
    expect(state().probe).toMatchObject({ digit: { index: 3 }, isPicked: true });
    actions.draw({ type: 'begin', point: { x: 50, y: 50 } });
    expect(state().probe.source).toBe('drawn');
  });

  it('shows the first digit where it names one that is not there, and says so', async () => {
    const { state, load } = open('#probe=700');
    await load();
    await vi.advanceTimersByTimeAsync(0);
    expect(state().probe).toMatchObject({ digit: { index: 7, label: 7 }, isPicked: false });
    expect(state().notice).toBe('There is no test digit 700; they go from 0 to 9.');
  });

  it('follows the settings: one entry of the history for a whole drag', async () => {
    const { bar, actions, rest } = open();
    for (let t = 8; t <= 20; t += 0.25) {
      actions.setDisplayTemperature(t);
      await vi.advanceTimersByTimeAsync(16);
    }
    expect(plain(bar.entries)).toEqual(['']);
    await rest();
    expect(bar.entries).toEqual(['', '#T=20&v=1']);
    actions.setTemperatureLock(false);
    actions.setDisplayTemperature(3);
    await rest();
    actions.setConfig({ hidden: [128, 32] });
    await rest();
    expect(plain(bar.entries).slice(2)).toEqual(['#T=20&display=3', '#hidden=128,32&T=20&display=3']);
    actions.setConfig(DEFAULT_CONFIG);
    actions.setTemperatureLock(true);
    await rest();
    expect(plain(bar.entries).at(-1)).toBe('/page/?autostart=0'); // all as by default: no hash at all
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
    expect(plain(bar.entries)).toEqual(['', '#labels=500', '#labels=700&T=2']);
  });

  it('goes from room to room at once, with what was set in each; a drawing and a run stay', async () => {
    const { bar, state, actions, load, rest, engine } = open();
    await load();
    actions.train();
    actions.draw({ type: 'begin', point: { x: 50, y: 50 } });
    const { probe, run } = state();
    actions.setConfig({ labels: 500 });
    actions.enterRoom('story');
    expect(plain(bar.entries)).toEqual(['', '#labels=500', '#view=story&labels=500']);
    actions.enterRoom('experiments');
    bar.go(-2);
    await rest();
    expect(state()).toMatchObject({ view: 'playground', config: { labels: 500 } });
    bar.go(1);
    await rest();
    expect(state().view).toBe('story');
    expect(state().probe).toBe(probe);
    expect(state().run.record).toBe(run.record);
    expect(engine.calls).toEqual(['loadData embedded mid', 'train 1']);
    expect(plain(bar.entries)).toHaveLength(4); // Back and Forward wrote nothing
  });

  it('has what is drawn, stroke by stroke in one entry; opened again it is drawn', async () => {
    const { bar, actions, load, rest } = open();
    await load();
    actions.setConfig({ labels: 500 });
    await rest();
    actions.draw({ type: 'begin', point: { x: 0.25, y: 0.5 } });
    await rest();
    actions.draw({ type: 'begin', point: { x: 0.75, y: 0.5 } });
    await rest();
    expect(bar.entries).toEqual(['', expect.stringMatching(/^#labels=500&draw=[\w-]+&v=1$/)]);
    const other = open(bar.entries[1]);
    await other.load();
    await other.rest();
    expect(other.state().probe).toMatchObject({
      source: 'drawn',
      strokes: [[{ x: 0.25, y: 0.5 }], [{ x: 0.75, y: 0.5 }]],
    });
    expect(other.bar.entries).toEqual([bar.entries[1]]);
  });

  it('to a room that is not there opens the Playground, and says which there are', () => {
    const { state } = open('#view=attic&labels=500');
    expect(state()).toMatchObject({ view: 'playground', config: { labels: 500 } });
    expect(state().linkProblem).toMatch(/view: .*"story".*got "attic"/);
  });

  it('of a change under way is not written once the person has gone back', async () => {
    const { bar, actions, rest } = open();
    actions.setConfig({ labels: 500 });
    await rest();
    actions.setConfig({ labels: 600 });
    bar.go(-1);
    await rest();
    expect(plain(bar.entries)).toEqual(['', '#labels=500']);
  });

  it('leaves what is picked, drawn or trained alone where it says nothing new of it', async () => {
    const { bar, state, engine, actions, load, rest } = open();
    await load();
    actions.pickTestDigit(5);
    await rest();
    expect(plain(bar.entries).at(-1)).toBe('#probe=5');
    actions.train();
    const shown = state().probe;
    bar.edit('#labels=300&probe=5');
    expect(state().probe).toBe(shown);
    expect(state().run).toMatchObject({
      status: 'running',
      record: { config: { labels: DEFAULT_CONFIG.labels } },
    });
    actions.draw({ type: 'begin', point: { x: 50, y: 50 } });
    bar.edit('#labels=400');
    expect(state().probe.source).toBe('drawn');
    expect(engine.calls).toEqual(['loadData embedded mid', 'train 1']);
  });

  it('with another set loads it, and shows the digit of that set', async () => {
    const { bar, state, engine, load, page } = open();
    await load();
    bar.edit('#data=mnist&probe=3');
    await vi.advanceTimersByTimeAsync(0);
    expect(engine.calls.at(-1)).toBe('loadData mnist');
    expect(state().probe).toMatchObject({ digit: { index: 3, setId: 'mnist' }, isPicked: true });
    await expectOneSet(page, engine);
  });

  it('with a set that does not come shows a digit of the one that stays, and is no place to go back to', async () => {
    const { bar, state, engine, load, rest, page } = open();
    await load();
    engine.failWith('t10k-images-idx3-ubyte.gz is missing.');
    bar.edit('#data=mnist&probe=3');
    await vi.advanceTimersByTimeAsync(0);
    expect(state().data.message).toContain('is missing');
    expect(state().probe).toMatchObject({ digit: { index: 7, setId: 'embedded-mid' }, isPicked: false });
    await rest();
    expect(plain(bar.entries)).toEqual(['', '/page/?autostart=0']);
    bar.go(-1);
    await rest();
    expect(bar.at).toBe(0);
    expect(plain(bar.entries)).toHaveLength(2); // Back went back, and wrote nothing
    await expectOneSet(page, engine);
  });

  it.each(['mnist', 'own'])(
    'that the page was opened with and that cannot be had (%s) is replaced',
    async (data) => {
      const { bar, engine, load, rest, page, state } = open(`#data=${data}&labels=500`);
      engine.failWith('not here');
      const { loadData } = engine.client;
      engine.client.loadData = (number, choice) =>
        choice.data === 'own' ? Promise.reject(new Error('not here')) : loadData(number, choice);
      await load();
      await rest();
      expect(plain(bar.entries)).toEqual(['#labels=500']);
      expect(state().data.message).toBe('not here');
      await expectOneSet(page, engine);
    },
  );

  it('back while the next set loads gives that up, and shows the digit of the link', async () => {
    const { bar, state, engine, actions, load, rest, page } = open('#probe=3');
    await load();
    engine.hold('loadData');
    actions.setConfig({ data: 'mnist' });
    await rest();
    expect(plain(bar.entries).at(-1)).toBe('#data=mnist'); // the digit is one of the set before
    engine.waiting('loadData').tellFirst();
    bar.go(-1);
    await vi.advanceTimersByTimeAsync(0);
    expect(state().probe).toMatchObject({ digit: { index: 3, setId: 'embedded-mid' }, isPicked: true });
    await rest();
    expect(plain(bar.entries)).toEqual(['#probe=3', '#data=mnist']);
    expect(bar.at).toBe(0);
    await expectOneSet(page, engine);
  });

  it('forward and back faster than sets load end with the set of the entry that is shown', async () => {
    const { bar, engine, actions, load, rest, page, state } = open();
    await load();
    for (const sloppiness of ['calm', 'hard'] as const) {
      actions.setConfig({ sloppiness });
      await rest();
    }
    engine.hold('loadData', 'cancelLoading');
    for (const step of [-2, 1, 1, -1, -1, 1]) bar.go(step);
    for (let turn = 0; turn < 5; turn++) {
      for (const call of [...engine.held]) call.answer();
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(plain(bar.entries)[bar.at]).toBe('#sloppiness=calm');
    expect(state().data.summary?.id).toBe('embedded-calm');
    await expectOneSet(page, engine);
  });

  it('has an entry for each step of the Story; elsewhere the Story stays where it was left', async () => {
    const { bar, state, actions } = open('#view=story&step=logits');
    expect(state().story.step).toBe('logits');
    actions.setStory({ step: 'losses' });
    expect(plain(bar.entries)).toEqual(['#view=story&step=logits', '#view=story&step=losses']);
    actions.setStory({ cell: { label: 4, digit: 9 } });
    actions.enterRoom('playground');
    expect(plain(bar.entries)).toHaveLength(3);
    bar.go(-2);
    await vi.advanceTimersByTimeAsync(0);
    expect(state()).toMatchObject({ view: 'story', story: { step: 'logits', cell: { label: 4, digit: 9 } } });
    bar.go(2);
    await vi.advanceTimersByTimeAsync(0);
    expect(state()).toMatchObject({ view: 'playground', story: { step: 'logits' } });
  });

  it('to a step that is not there opens the first one, and says so', () => {
    const { state } = open('#view=story&step=attic');
    expect(state()).toMatchObject({ view: 'story', story: { step: 'readers' } });
    expect(state().linkProblem).toMatch(/step: .*readers.*got "attic"/);
  });

  it('that cannot be read whole is used as far as it can, with a message until another one takes its place', async () => {
    const { bar, state, actions, rest } = open('#T=1e9&labels=500&__proto__=1');
    expect(state().config).toEqual({ ...DEFAULT_CONFIG, labels: 500 });
    expect(state().linkProblem).toMatch(/temperature: .*got 1000000000\. Unknown: "__proto__"/);
    actions.setConfig({ seed: 3 });
    await rest();
    expect(state().linkProblem).toBeNull();
    expect(plain(bar.entries).at(-1)).toBe('#seed=3&labels=500');
  });
});
