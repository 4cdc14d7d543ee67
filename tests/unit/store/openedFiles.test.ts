import { describe, expect, it } from 'vitest';
import { settle, SUMMARY } from '../../support/fakeEngine.ts';
import { createFakePage, expectOneSet, file, openHolding, openPage } from '../../support/openPage.ts';

describe('files of a person’s own', () => {
  it('are in use with as many labels as they have, and that is a note, not an alert', async () => {
    const { engine, actions, state, end } = await openHolding();
    const opening = actions.openFiles([file('a'), file('b')]);
    await settle();
    engine.answer('loadOwn');
    expect(await opening).toBe('own-a b');
    await end();
    expect(state().config.labels).toBe(25);
    expect(state().data).toMatchObject({
      message: null,
      note: 'Own digits: all 25 training digits are labelled digits of the next run.',
    });
  });

  it.each(['mnist', 'embedded'] as const)('win over %s digits that were still to come', async (data) => {
    const { engine, actions, inUse, end } = await openHolding();
    actions.setConfig({ data, sloppiness: 'hard' });
    void actions.openFiles([file('a')]);
    await settle();
    engine.answer('loadOwn');
    await end();
    expect(inUse()).toBe('own-a');
  });

  it('that are refused while MNIST loads leave what is really in use', async () => {
    const { engine, actions, inUse, state, end } = await openHolding();
    actions.setConfig({ data: 'mnist' });
    const opening = actions.openFiles([file('c')]);
    await settle();
    engine.waiting('loadOwn').fail('c is neither IDX nor CSV');
    await settle();
    engine.answer('cancelLoading');
    expect(await opening).toBeNull();
    await end();
    expect(inUse()).toBe(SUMMARY.id);
    expect(state().data.message).toBe('c is neither IDX nor CSV');
  });

  it('that are refused while the first digits are written leave those, which are written anew', async () => {
    const { engine, actions, page, state } = createFakePage();
    engine.hold('loadData', 'loadOwn');
    const opened = actions.open(null, 'http://localhost/');
    await settle();
    void actions.openFiles([file('a')]);
    await settle();
    engine.waiting('loadOwn').fail('a is no picture.');
    await settle();
    engine.answer('loadData');
    await opened;
    expect(state().data).toMatchObject({ summary: SUMMARY, message: 'a is no picture.' });
    await expectOneSet(page, engine);
  });

  it('A, then B: two sets, of which the newer is in use', async () => {
    const { engine, actions, inUse, end } = await openHolding();
    const first = actions.openFiles([file('a')]);
    await settle();
    const second = actions.openFiles([file('b')]);
    await settle();
    engine.answer('loadOwn');
    expect([await first, await second]).toEqual([null, 'own-b']);
    await end();
    expect(inUse()).toBe('own-b');
  });

  it('that are still being read when another set is chosen do not disturb it', async () => {
    const { engine, actions, inUse, state, end } = await openHolding();
    let read: (bytes: ArrayBuffer) => void = () => undefined;
    const slow = file('slow');
    slow.arrayBuffer = () => new Promise((resolve) => (read = resolve));
    const opening = actions.openFiles([slow]);
    actions.setConfig({ sloppiness: 'hard' });
    read(new ArrayBuffer(1));
    await settle();
    engine.answer('loadData');
    expect(await opening).toBeNull();
    await end();
    expect(inUse()).toBe('embedded-hard');
    expect(engine.calls.some((call) => call.startsWith('loadOwn'))).toBe(false);
    expect(state().data.message).toBeNull();
  });

  it('beyond all measure are not even read; while the engine starts they are refused in words', async () => {
    const { engine, actions, state } = await openPage();
    const huge = file('huge.csv');
    Object.defineProperty(huge, 'size', { value: 1e10 });
    await actions.openFiles([huge]);
    expect(engine.calls.some((call) => call.startsWith('loadOwn'))).toBe(false);
    expect(state().data.message).toMatch(/huge\.csv has 10000000000 bytes; at most \d+ are read/);
    const early = createFakePage();
    expect(await early.actions.openFiles([file('a')])).toBeNull();
    expect(early.state().data.message).toContain('engine is still starting');
  });
});
