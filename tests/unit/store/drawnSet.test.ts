import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { idxFiles } from '../../../src/data/digitFiles.ts';
import { splitOf, type DrawnDigit } from '../../../src/data/drawnDigits.ts';
import { parseImages, parseLabels } from '../../../src/data/idx.ts';
import { openDrawnStorage, type DrawnStorage } from '../../../src/library/drawnStorage.ts';
import { createDrawnSet } from '../../../src/store/drawnSet.ts';
import { namesOf } from '../../../src/store/selectors.ts';
import { createFakePage } from '../../support/openPage.ts';

const imageOf = (level: number) => new Uint8Array(784).fill(level);
/** The fake IndexedDB answers in turns of the event loop; a transaction takes some. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function open(openStorage: () => Promise<DrawnStorage> = () => Promise.resolve(openDrawnStorage())) {
  const { engine, page } = createFakePage(() => Promise.reject(new Error('none')));
  const set = createDrawnSet(page, openStorage);
  await page.actions.open(null, 'http://localhost/');
  await set.open();
  return { engine, page, set, state: page.store.getState, drawn: () => page.store.getState().drawn };
}
async function draw(set: Awaited<ReturnType<typeof open>>['set'], count: number): Promise<void> {
  for (let at = 0; at < count; at++) await set.add(at % 10, imageOf(at));
}
const told = ({ label, image }: DrawnDigit) => ({ label, image });

describe('a drawn set', () => {
  beforeEach(() => {
    Dexie.dependencies.indexedDB = new IDBFactory();
  });

  it('is there again after a reload, in its order, with the names of its classes, less what was deleted', async () => {
    const first = await open();
    await draw(first.set, 5);
    await first.set.remove([first.drawn().digits[1]!.id]);
    await first.set.nameClass(3, '  boot ');
    const again = await open();
    expect(again.drawn().digits.map(told)).toEqual(
      [0, 2, 3, 4].map((label) => ({ label, image: imageOf(label) })),
    );
    expect(again.drawn().classNames).toEqual(['0', '1', '2', 'boot', '4', '5', '6', '7', '8', '9']);
    await again.set.nameClass(3, ' ');
    expect(again.drawn().classNames[3]).toBe('3');
  });

  it('gives its names to the set that is trained on, and to no other; they are there again with the same files', async () => {
    const first = await open();
    await draw(first.set, 30);
    await first.set.nameClass(9, 'boot');
    const name = ({ state }: typeof first) => namesOf(state(), state().data.summary!.id)[9];
    expect(name(first)).toBe('9'); // the embedded digits are in use
    first.set.trainOn();
    await settle();
    expect(name(first)).toBe('boot');
    await first.page.actions.openFiles([new File([], 'other')]);
    await settle();
    expect(name(first)).toBe('9');
    const again = await open();
    await again.page.actions.openFiles(idxFiles(splitOf(first.drawn().digits), 'drawn'));
    await settle();
    expect(name(again)).toBe('boot');
  });

  it('names the classes of an own set that was opened, and keeps the names for it', async () => {
    const { set, page, state } = await open();
    const id = (await page.actions.openFiles([new File([], 'mine')]))!;
    await set.nameClass(3, 'dress', id);
    expect(namesOf(state(), id)[3]).toBe('dress');
    expect(state().drawn.classNames[3]).toBe('3');
    const again = await open();
    await again.page.actions.openFiles([new File([], 'mine')]);
    await settle();
    expect(namesOf(again.state(), id)[3]).toBe('dress');
  });

  it.each([
    ['blocked', new DOMException('no storage here', 'SecurityError'), 'SecurityError: no storage here'],
    ['full', new DOMException('The quota has been exceeded.', 'QuotaExceededError'), 'its storage is full'],
  ])('is usable where storage is %s, and says that it is not kept', async (_, error, words) => {
    const refuse = () => Promise.reject(error);
    const { set, drawn } = await open(() =>
      Promise.resolve({
        read: refuse,
        add: refuse,
        remove: refuse,
        nameClasses: refuse,
        namesOf: refuse,
        nameSet: refuse,
      }),
    );
    expect(drawn().message).toContain(words);
    await draw(set, 2);
    expect(drawn().digits).toHaveLength(2);
    expect(drawn().message).toBe(
      `The browser could not keep the set (${words}). It is here until the page is closed: save it as files.`,
    );
  });

  it('is usable where there is no IndexedDB at all', async () => {
    Reflect.set(Dexie.dependencies, 'indexedDB', undefined);
    const { set, drawn } = await open();
    await draw(set, 1);
    expect(drawn().digits).toHaveLength(1);
    expect(drawn().message).toContain('could not keep the set');
  });

  it('too small to train on says how many are missing; large enough it is opened as files, with labels that suffice', async () => {
    const { set, engine, drawn, state } = await open();
    await draw(set, 27);
    expect(set.trainOn()).toBe(false);
    expect(drawn().message).toBe(
      'The set has 27 digits; training and testing need at least 30. Draw 3 more.',
    );
    await draw(set, 3);
    expect(set.trainOn()).toBe(true);
    await settle();
    expect(engine.calls.slice(-2)).toEqual([
      'loadOwn drawn-images-idx3-ubyte drawn-labels-idx1-ubyte',
      'train 1',
    ]);
    expect(state().config).toMatchObject({ data: 'own', labels: 25 });
    expect(state().run).toMatchObject({ status: 'running', record: { data: { id: drawn().setId } } });
  });

  it('that is superseded by another choice is not trained on', async () => {
    const { set, engine, page, state, drawn } = await open();
    await draw(set, 30);
    engine.hold('loadOwn');
    set.trainOn();
    await settle();
    page.actions.setConfig({ sloppiness: 'hard' });
    await settle();
    expect(state().run.status).toBe('idle');
    expect(drawn().setId).toBeNull();
  });

  it('gives its images, not its labels, to the transfer set, and the next run uses all of them', async () => {
    const { set, engine, state } = await open();
    await draw(set, 12);
    set.useUnlabelled(true);
    await vi.waitFor(() => expect(state().config.unlabelled).toBe(12));
    expect(engine.calls.at(-1)).toBe('useUnlabelled 12');
    expect(state().data.summary?.numUnlabelled).toBe(12);
  });

  it('is exported as IDX files, and comes back from them; files of another kind are refused by name', async () => {
    const { set, drawn } = await open();
    await draw(set, 11);
    const before = drawn().digits.map(told);
    const files = idxFiles(splitOf(drawn().digits), 'drawn');
    const [images, labels] = await Promise.all(
      files.map(async (file) => new Uint8Array(await file.arrayBuffer())),
    );
    expect(parseImages('i', images!)).toHaveLength(11 * 784);
    expect([...parseLabels('l', labels!)]).toEqual(before.map(({ label }) => label));
    await set.remove(drawn().digits.map(({ id }) => id));
    await set.importFiles(files);
    expect(drawn().digits.map(told)).toEqual(before);
    await set.importFiles([new File([Uint8Array.of(0x89, 0x50, 0x4e, 0x47)], 'seven.png')]);
    expect(drawn().message).toContain('seven.png is cut off after 4 bytes');
    await set.importFiles([files[0]]);
    expect(drawn().message).toContain('images without labels');
    expect(drawn().digits).toHaveLength(11);
  });

  it('keeps the names of its classes when files that name theirs are refused for their number', async () => {
    const { set, drawn } = await open();
    const line = `,${'0,'.repeat(783)}0\n`;
    const header = `label,${Array.from({ length: 784 }, (_, at) => `p${at}`).join()}\n`;
    await set.importFiles([
      new File([header, `shoe${line}`.repeat(2_501), `bag${line}`.repeat(2_501)], 'f.csv'),
    ]);
    expect(drawn().message).toContain('it has 0, and 5002 were to come');
    expect(drawn()).toMatchObject({ digits: [], classNames: '0123456789'.split('') });
  });

  it('refuses to grow without end', async () => {
    const { set, drawn } = await open();
    const labels = new Uint8Array(5_001);
    const { encodeImages, encodeLabels } = await import('../../../src/data/idx.ts');
    await set.importFiles([
      new File([encodeImages(new Uint8Array(5_001 * 784))], 'i'),
      new File([encodeLabels(labels)], 'l'),
    ]);
    expect(drawn().digits).toHaveLength(0);
    expect(drawn().message).toContain('at most 5000 digits; it has 0, and 5001 were to come');
  });
});
