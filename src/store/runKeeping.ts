/** Keeps the run under way between visits: the newest checkpoint, and the one before it should that be damaged. */
import { packedAsBytes } from '../experiment/packedCheckpoint.ts';
import type { RunRecord } from '../experiment/record.ts';
import type { CheckpointStorage } from '../library/checkpointStorage.ts';
import { readBase, readKept, toKept, type KeptSnapshot, type Snapshot } from './snapshot.ts';

/** A run that an earlier visit left. */
export interface Offer {
  readonly key: string;
  readonly kept: KeptSnapshot;
  /** The finished record that it is to be joined to. */
  readonly base: RunRecord | null;
}

export interface RunKeeping {
  /** Writes in the background; what comes while it writes waits, and only the newest of it is written. */
  save(snapshot: Snapshot): void;
  /** The run has ended, or was given up. */
  forget(): void;
  /** The newest run that an earlier visit left and no other tab works on. */
  find(): Promise<Offer | null>;
  /** Goes on with that run: what is saved from now on takes its place. */
  take(offer: Offer): void;
  drop(offer: Offer): Promise<void>;
}

export type Locks = Pick<LockManager, 'request'>;

const PREFIX = 'run ';
const BASE = ' base';
/** A page that is being left lets go of its run in less. */
const LEAVING_MS = 1_000;

/**
 * @param openStorage rejects where the browser keeps nothing: the run goes on all the same
 * @param hasStorage whether anything was ever kept, told without opening it
 * @param locks tell which runs other tabs work on; null where the browser has none
 */
export function createRunKeeping(
  openStorage: () => Promise<CheckpointStorage>,
  hasStorage: () => Promise<boolean>,
  locks: Locks | null,
): RunKeeping {
  /** Of the run that this tab works on. */
  let key = `${PREFIX}${Date.now()} ${Math.random()}`;
  let isClaimed = false;
  let base: { readonly number: number; readonly record: RunRecord } | null = null;
  let waiting: Snapshot | null = null;
  let mustForget = false;
  let isWriting = false;
  let isBroken = false;
  let takesBlobs = true;

  async function remove(storage: CheckpointStorage, name: string): Promise<void> {
    await storage.remove(name);
    await storage.remove(name + BASE);
  }

  async function write(storage: CheckpointStorage, snapshot: Snapshot): Promise<void> {
    if (!isClaimed) isClaimed = await claim(key);
    const { record, more } = snapshot.run;
    if (more && record && base?.record !== record) {
      base = { number: (base?.number ?? 0) + 1, record };
      await storage.save(key + BASE, base);
    }
    const kept = toKept(snapshot, more && base ? base.number : null);
    if (takesBlobs) {
      const saved = await storage.save(key, kept).then(
        () => true,
        () => false,
      );
      if (saved) return;
      takesBlobs = false; // as in a private window of Safari, which takes bytes
    }
    const checkpoint = kept.checkpoint && (await packedAsBytes(kept.checkpoint));
    await storage.save(key, { ...kept, checkpoint });
  }

  async function writeAll(): Promise<void> {
    isWriting = true;
    while (mustForget || (waiting && !isBroken)) {
      const [isOver, next] = [mustForget, waiting];
      [mustForget, waiting] = [false, null];
      try {
        const storage = await openStorage();
        if (isOver) await remove(storage, key); // also what was saved before it broke: a run that has ended is not offered
        if (isOver) base = null;
        if (next && !isBroken) await write(storage, next);
      } catch {
        isBroken = true; // the library says so; a worker that dies is replaced from memory
      }
    }
    isWriting = false;
  }
  const begin = () => void (isWriting || writeAll());

  /** @returns whether the run is this tab's from now on */
  async function claim(name: string): Promise<boolean> {
    if (!locks) return true;
    return new Promise((resolve) => {
      const held = () => {
        resolve(true);
        return new Promise(() => undefined); // for as long as the page lives
      };
      locks.request(name, { signal: AbortSignal.timeout(LEAVING_MS) }, held).catch(() => resolve(false));
    });
  }

  async function readOffer(storage: CheckpointStorage, name: string): Promise<Offer | null> {
    const bases = await storage.read(name + BASE);
    for (const { value } of await storage.read(name)) {
      const kept = await readKept(value);
      if (!kept) continue; // the one before it, then
      if (kept.base === null) return { key: name, kept, base: null };
      const own = bases.map((each) => readBase(each.value)).find((each) => each?.number === kept.base);
      if (own) return { key: name, kept, base: own.record };
    }
    return null;
  }

  return {
    save(snapshot) {
      waiting = snapshot;
      begin();
    },
    forget() {
      waiting = null;
      mustForget = true;
      begin();
    },
    async find() {
      if (!(await hasStorage())) return null;
      const storage = await openStorage();
      const names = (await storage.keys()).filter((each) => each.startsWith(PREFIX) && !each.endsWith(BASE));
      for (const name of names) {
        if (name === key || !(await claim(name))) continue;
        const offer = await readOffer(storage, name);
        if (offer) return offer;
        await remove(storage, name);
      }
      return null;
    },
    take(offer) {
      key = offer.key;
      isClaimed = true;
      base = offer.base && { number: offer.kept.base!, record: offer.base };
    },
    drop: async (offer) => remove(await openStorage(), offer.key),
  };
}
