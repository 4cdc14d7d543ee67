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

  it('wait for the engine: while it starts they are refused in words', async () => {
    const early = createFakePage();
    expect(await early.actions.openFiles([file('a')])).toBeNull();
    expect(early.state().data.message).toContain('engine is still starting');
  });

  it('may still be looked for in a folder; what cannot be read is said, and the digits in use stay', async () => {
    const { engine, actions, state, inUse, end } = await openHolding();
    const opening = actions.openFiles(Promise.reject(new Error('mine/7.png could not be read.')));
    expect(state().data.loading).not.toBeNull();
    await settle();
    engine.answer('cancelLoading');
    expect(await opening).toBeNull();
    expect(state().data.message).toBe('mine/7.png could not be read.');
    await end();
    expect(inUse()).toBe(SUMMARY.id);
  });

  it('that are found when other digits were chosen meanwhile are let be', async () => {
    const { engine, actions, inUse, end } = await openHolding();
    let find: (files: File[]) => void = () => undefined;
    void actions.openFiles(new Promise<File[]>((resolve) => (find = resolve)));
    await settle();
    actions.setConfig({ data: 'mnist' });
    await settle();
    find([file('a')]);
    await settle();
    engine.answer('loadData');
    await end();
    expect(inUse()).toBe('mnist');
    expect(engine.calls).not.toContain('loadOwn a');
  });

  it('may be mended as a remark on them offers, keep their names, or be left as they are', async () => {
    const { engine, page, actions, state } = await openPage();
    await actions.openFiles([file('a')]);
    const remark = { text: 'Inverted?', mend: 'invert' } as const;
    const other = { text: 'No header.', mend: null };
    page.store.setState(({ data }) => ({ data: { ...data, remarks: [remark, other] } }));
    page.store.setState({ classNames: { 'own-a': ['i', 'l'] } });
    actions.dismissRemark(other);
    expect(state().data.remarks).toEqual([remark]);
    await actions.mendDigits('invert');
    expect(engine.calls.at(-1)).toBe('mend invert');
    expect(state().data).toMatchObject({ summary: { id: 'own-a invert' }, remarks: [] });
    expect(state().classNames['own-a invert']).toEqual(['i', 'l']);
  });

  it('that are mended give their names to no set that was chosen meanwhile', async () => {
    const { engine, page, actions, inUse, state, end } = await openHolding();
    void actions.openFiles([file('a')]);
    await settle();
    engine.answer('loadOwn');
    await settle();
    page.store.setState({ classNames: { 'own-a': ['i', 'l'] } });
    const mending = actions.mendDigits('invert');
    await settle();
    engine.waiting('loadOwn').finish(); // mended, and the answer is still under way
    void actions.openFiles([file('b')]);
    await settle();
    engine.answer();
    await settle();
    engine.answer('loadOwn');
    await mending;
    await end();
    expect(inUse()).toBe('own-b');
    expect(state().classNames['own-b']).toBeUndefined();
    expect(state().classNames['own-a invert']).toEqual(['i', 'l']);
  });
});
