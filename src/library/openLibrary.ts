/** The library of this visit: in the browser's storage, or in memory for a visit that keeps nothing. */
import { checkpointsIn, type CheckpointStorage } from './checkpointStorage.ts';
import { databaseTables } from './databaseTables.ts';
import { openLibraryDatabase, type Loss } from './libraryDatabase.ts';
import { memoryCheckpoints } from './memoryCheckpoints.ts';
import { memoryTables } from './memoryTables.ts';
import { runsIn, type RunStorage } from './runStorage.ts';

export interface LibraryStorage {
  /** Whether what is kept outlasts the visit. */
  readonly isLasting: boolean;
  readonly runs: RunStorage;
  readonly checkpoints: CheckpointStorage;
  /** The listener is told when what was in use is no longer there. */
  onLoss(listener: (loss: Loss) => void): void;
  close(): void;
}

export function openLibrary(): LibraryStorage {
  const database = openLibraryDatabase();
  const { onLoss, close } = database;
  return {
    isLasting: true,
    runs: runsIn(databaseTables(database)),
    checkpoints: checkpointsIn(database),
    onLoss,
    close,
  };
}

export function openMemoryLibrary(): LibraryStorage {
  return {
    isLasting: false,
    runs: runsIn(memoryTables()),
    checkpoints: memoryCheckpoints(),
    onLoss: () => undefined,
    close: () => undefined,
  };
}
