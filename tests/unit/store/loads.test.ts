import { describe, expect, it } from 'vitest';
import { settle, SUMMARY } from '../../support/fakeEngine.ts';
import { createFakePage, expectOneSet, openHolding, openPage } from '../../support/openPage.ts';

describe('digits that are chosen', () => {
  it('are made anew for another hand, once', async () => {
    const { engine, actions, page } = await openPage();
    actions.setConfig({ sloppiness: 'hard' });
    await settle();
    actions.setConfig({ sloppiness: 'hard', labels: 100 });
    expect(engine.calls).toEqual(['loadData embedded mid', 'loadData embedded hard']);
    await expectOneSet(page, engine);
  });

  it('before the engine has started are the only ones that are loaded', async () => {
    const { engine, actions, page, state } = createFakePage();
    engine.hold('open');
    const opened = actions.open(null, 'http://localhost/');
    actions.setConfig({ data: 'mnist' });
    engine.answer('open');
    await opened;
    expect(engine.calls).toEqual(['loadData mnist']);
    expect(state().data.summary?.id).toBe('mnist');
    await expectOneSet(page, engine);
  });

  it('while the first ones are made take their place, and opening ends with them', async () => {
    const { engine, actions, page, state } = createFakePage();
    engine.hold('loadData');
    let isOpen = false;
    const opened = actions.open(null, 'http://localhost/').then(() => (isOpen = true));
    await settle();
    actions.setConfig({ data: 'mnist' });
    await settle();
    expect(isOpen).toBe(false); // whoever trains on opening does so on MNIST
    expect(state().data.summary).toBeNull();
    engine.answer('loadData');
    await opened;
    expect(state().data.summary?.id).toBe('mnist');
    await expectOneSet(page, engine);
  });

  it('newest wins: MNIST, then another hand while it downloads', async () => {
    const { engine, actions, inUse, state, end } = await openHolding();
    actions.setConfig({ data: 'mnist' });
    actions.setConfig({ data: 'embedded', sloppiness: 'calm' });
    await settle();
    expect(state().config).toMatchObject({ data: 'embedded', sloppiness: 'calm' });
    expect(state().data.summary).toEqual(SUMMARY); // in use until the next one is
    engine.answer('loadData');
    await end();
    expect(inUse()).toBe('embedded-calm');
    expect(state().data.message).toBeNull();
  });

  it('newest wins: an older set that the engine had ready is not what the page says', async () => {
    const { engine, actions, inUse, end } = await openHolding();
    actions.setConfig({ data: 'mnist' });
    const older = engine.waiting('loadData');
    older.finish();
    actions.setConfig({ data: 'embedded', sloppiness: 'hard' });
    older.answer();
    await settle();
    expect(inUse()).toBe(SUMMARY.id);
    engine.answer('loadData');
    await end();
    expect(inUse()).toBe('embedded-hard');
  });

  it('A, B, A: A stays and the download ends', async () => {
    const { engine, actions, inUse, state, end } = await openHolding();
    actions.setConfig({ data: 'mnist' });
    actions.setConfig({ data: 'embedded' });
    engine.answer('cancelLoading');
    await end();
    expect(inUse()).toBe(SUMMARY.id);
    expect(engine.calls.slice(1)).toEqual(['loadData mnist', 'cancelLoading']);
    expect(state().numCorrections).toBe(0); // it was the person who went back
  });

  it('A, B, A when the engine has B already: A comes again', async () => {
    const { engine, actions, inUse, end } = await openHolding();
    actions.setConfig({ data: 'mnist' });
    engine.waiting('loadData').finish();
    actions.setConfig({ data: 'embedded' });
    engine.answer('cancelLoading');
    await settle();
    engine.waiting('loadData').answer(); // MNIST, too late
    await settle();
    engine.answer('loadData');
    await end();
    expect(inUse()).toBe(SUMMARY.id);
  });

  it('cancelled keep those in use, also when they come all the same before the engine has heard', async () => {
    const { engine, actions, inUse, state, end } = await openHolding();
    actions.setConfig({ data: 'mnist' });
    void actions.cancelLoading();
    engine.answer('cancelLoading');
    await end();
    expect(inUse()).toBe(SUMMARY.id);
    expect(state().data.message).toBeNull();
    actions.setConfig({ data: 'mnist' });
    const load = engine.waiting('loadData');
    load.finish();
    void actions.cancelLoading();
    engine.answer('cancelLoading');
    await settle();
    load.answer();
    await end();
    expect(inUse()).toBe('mnist'); // what is really in use is said
  });

  it('cancelled and chosen again at once are loaded', async () => {
    const { engine, actions, inUse, end } = await openHolding();
    actions.setConfig({ data: 'mnist' });
    void actions.cancelLoading();
    actions.setConfig({ data: 'embedded', sloppiness: 'calm' });
    engine.answer('cancelLoading');
    engine.answer('loadData');
    await end();
    expect(inUse()).toBe('embedded-calm');
  });

  it('that cannot be had leave those in use, and the page says what came', async () => {
    const { engine, actions, inUse, state, end } = await openHolding();
    actions.setConfig({ data: 'mnist' });
    engine.waiting('loadData').fail('t10k-images-idx3-ubyte.gz is missing');
    await settle();
    engine.answer('cancelLoading');
    await end();
    expect(inUse()).toBe(SUMMARY.id);
    expect(state().data.message).toBe('t10k-images-idx3-ubyte.gz is missing');
    expect(state().numCorrections).toBe(1);
  });

  it('that cannot be had on opening give way to embedded ones; a set that is chosen meanwhile has the last word', async () => {
    const { engine, actions, page, state } = createFakePage();
    engine.hold('loadData');
    actions.setConfig({ data: 'mnist' });
    const opened = actions.open(null, 'http://localhost/');
    await settle();
    engine.waiting('loadData').fail('MNIST is missing.');
    await settle();
    expect(state().data.message).toBe('MNIST is missing.');
    actions.setConfig({ sloppiness: 'calm' });
    engine.answer('loadData');
    await opened;
    await expectOneSet(page, engine);
    expect(state().data.summary?.id).toBe('embedded-calm');
    expect(state().data.message).toBeNull();
  });

  it('tell how far they are; news of a load that was given up are not heard', async () => {
    const { engine, actions, state } = await openHolding();
    actions.setConfig({ data: 'mnist' });
    const { load } = state().data.loading!;
    const news = (number: number, done: number) =>
      engine.say({ type: 'dataProgress', load: number, done, total: 10, what: 'Fetching MNIST' });
    news(load, 4);
    expect(state().data.loading?.progress).toEqual({ done: 4, total: 10, what: 'Fetching MNIST' });
    actions.setConfig({ data: 'embedded', sloppiness: 'calm' });
    news(load, 9);
    expect(state().data.loading?.progress).toBeNull();
  });

  it('do not let Train, Step or Rewind begin before they are in use', async () => {
    const { engine, actions, state } = await openHolding();
    actions.setConfig({ data: 'mnist' });
    for (const begin of [actions.train, actions.step, actions.rewind]) begin();
    expect(state().run.status).toBe('idle');
    expect(engine.trained).toEqual([]);
  });
});
