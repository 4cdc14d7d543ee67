/** Checkpoints for a visit that keeps nothing: they go with the page. */
import { KEPT_CHECKPOINTS, type CheckpointStorage, type KeptCheckpoint } from './checkpointStorage.ts';

export function memoryCheckpoints(): CheckpointStorage {
  let kept: readonly KeptCheckpoint[] = []; // newest first
  return {
    async save(key, value) {
      const before = kept.filter((each) => each.key === key).slice(0, KEPT_CHECKPOINTS - 1);
      const others = kept.filter((each) => each.key !== key);
      kept = [{ key, savedAt: Date.now(), value: structuredClone(value) }, ...before, ...others];
    },
    read: async (key) => structuredClone(kept.filter((each) => each.key === key)),
    keys: async () => [...new Set(kept.map(({ key }) => key))],
    async remove(key) {
      kept = kept.filter((each) => each.key !== key);
    },
  };
}
