/** What a storage of checkpoints does, whatever it lies in. */
import { expect, it } from 'vitest';
import type { CheckpointStorage } from '../../src/library/checkpointStorage.ts';

/** @param open an empty storage */
export function checkpointContract(open: () => Promise<CheckpointStorage>): void {
  const values = async (storage: CheckpointStorage, key: string) =>
    (await storage.read(key)).map(({ value }) => value);

  it('gives back what was saved, newest first, with the one before, and no more', async () => {
    const storage = await open();
    for (const step of [1, 2, 3]) await storage.save('run', { step, weights: Float32Array.of(step, 0.1) });
    expect(await values(storage, 'run')).toEqual([
      { step: 3, weights: Float32Array.of(3, 0.1) },
      { step: 2, weights: Float32Array.of(2, 0.1) },
    ]);
    expect(await values(storage, 'another')).toEqual([]);
  });

  it('keeps a copy: what is changed afterwards is not changed in it', async () => {
    const storage = await open();
    const weights = Float32Array.of(1);
    await storage.save('run', weights);
    weights[0] = 2;
    const [kept] = await storage.read('run');
    expect(kept!.value).toEqual(Float32Array.of(1));
    (kept!.value as Float32Array)[0] = 3;
    expect(await values(storage, 'run')).toEqual([Float32Array.of(1)]);
  });

  it('tells its keys, that saved last first, and says when', async () => {
    const storage = await open();
    const before = Date.now();
    await storage.save('one', 1);
    await storage.save('other', 2);
    expect(await storage.keys()).toEqual(['other', 'one']);
    await storage.save('one', 3);
    expect(await storage.keys()).toEqual(['one', 'other']);
    const [kept] = await storage.read('one');
    expect(kept).toMatchObject({ key: 'one', value: 3 });
    expect(kept!.savedAt).toBeGreaterThanOrEqual(before);
  });

  it('removes all of one key and nothing else', async () => {
    const storage = await open();
    for (const key of ['one', 'one', 'other']) await storage.save(key, key);
    await storage.remove('one');
    expect(await values(storage, 'one')).toEqual([]);
    expect(await storage.keys()).toEqual(['other']);
    await storage.remove('one');
  });

  it('keeps two newest of those saved at once', async () => {
    const storage = await open();
    await Promise.all([1, 2, 3, 4, 5].map((step) => storage.save('run', step)));
    expect(await values(storage, 'run')).toEqual([5, 4]);
  });
}
