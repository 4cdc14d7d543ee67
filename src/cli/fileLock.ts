/** One command at a time does what a file is for: it keeps a lock beside it, until it lets go or ends. */
import { closeSync, fstatSync, openSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../experiment/messageOf.ts';
import { PathError } from './files.ts';

/** How often a lock is touched, and how long one of another machine must lie still to be nobody's. */
const BEAT_MS = 5_000;
const STILL_MS = 30_000;

export interface FileLock {
  /**
   * @returns null once this command has it, else who does. Whoever was killed has it no longer: on this machine at once,
   * on another one when the lock lay still between two tries. @throws PathError when none can be written
   */
  take(): string | null;
  letGo(): void;
}

export function createFileLock(path: string, stillMs = STILL_MS): FileLock {
  const lock = `${path}.lock`;
  const own = `${process.pid} on ${hostname()}`;
  let beat: NodeJS.Timeout | undefined;
  /** When the lock of another machine was touched, by its clock, and since when that is so, by the one here. */
  let still = { touchedMs: NaN, sinceMs: 0 };

  function isGone(holder: string): boolean {
    const [, pid, host] = /^(\d+) on (.*)$/.exec(holder) ?? [];
    if (host === hostname()) return !isAlive(Number(pid));
    const touchedMs = touchedMsOf(lock);
    if (touchedMs !== still.touchedMs) still = { touchedMs, sinceMs: performance.now() };
    return performance.now() - still.sinceMs >= stillMs;
  }
  function letGo(): void {
    clearInterval(beat);
    process.off('exit', letGo);
    if (holderOf(lock) === own) rmSync(lock, { force: true });
  }
  return {
    take() {
      const holder = holderOf(lock);
      if (holder !== null && !isGone(holder)) return holder;
      if (holder !== null) rmSync(lock, { force: true });
      try {
        writeFileSync(lock, own, { flag: 'wx' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return holderOf(lock) ?? 'another command';
        rmSync(lock, { force: true }); // a full disk takes its name, and nothing of what is in it
        throw new PathError(
          `${lock} cannot be written: ${messageOf(error)}. Make room, or name another file.`,
        );
      }
      beat = setInterval(() => touch(lock), BEAT_MS).unref();
      process.once('exit', letGo);
      return null;
    },
    letGo,
  };
}

/** Keeps a file until this command ends. @throws PathError when another command has it */
export async function lockFile(path: string, stillMs = STILL_MS): Promise<void> {
  const lock = createFileLock(path, stillMs);
  let holder = lock.take();
  if (holder !== null && !holder.endsWith(` on ${hostname()}`)) {
    console.error(
      `${path} is of process ${holder}: looking for ${stillMs / 1000} s whether that still runs.`,
    );
    await sleep(stillMs);
    holder = lock.take();
  }
  if (holder !== null)
    throw new PathError(
      `${path} is being written by another command (process ${holder}). Name another file, or end that command.`,
    );
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false; // a container begun again has the numbers that it had
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function holderOf(lock: string): string | null {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return null;
  }
}

function touch(lock: string): void {
  try {
    utimesSync(lock, new Date(), new Date());
  } catch {
    // The work is worth more than its lock.
  }
}

/** Network file systems look at a file anew when it is opened, and not before. */
function touchedMsOf(lock: string): number {
  try {
    const file = openSync(lock, 'r');
    const { mtimeMs } = fstatSync(file);
    closeSync(file);
    return mtimeMs;
  } catch {
    return -1;
  }
}
