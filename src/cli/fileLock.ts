/** One command at a time writes into a file of results. */
import { closeSync, fstatSync, openSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { PathError } from './files.ts';

/** How often a lock is touched, and how long one of another machine must lie still to be nobody's. */
const BEAT_MS = 5_000;
const STILL_MS = 30_000;

/**
 * Keeps a file beside the path until this command ends, whatever ends it but a kill -9, whose lock is taken over: at once
 * on the same machine, and where the task was begun again on another one, after a look at whether somebody keeps it.
 * @throws PathError when another command has it
 */
export async function lockFile(path: string, stillMs = STILL_MS): Promise<void> {
  const lock = `${path}.lock`;
  const own = `${process.pid} on ${hostname()}`;
  for (let isTakenOver = false; ; isTakenOver = true)
    try {
      writeFileSync(lock, own, { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || isTakenOver) throw error;
      const holder = readFileSync(lock, 'utf8');
      if (!(await isGone(holder, lock, stillMs)))
        throw new PathError(
          `${path} is being written by another command (process ${holder}). Name another file, or end that command.`,
        );
      rmSync(lock, { force: true });
    }
  const beat = setInterval(() => {
    try {
      utimesSync(lock, new Date(), new Date());
    } catch {
      // The work is worth more than its lock.
    }
  }, BEAT_MS).unref();
  process.once('exit', () => {
    clearInterval(beat);
    rmSync(lock, { force: true });
  });
}

async function isGone(holder: string, lock: string, stillMs: number): Promise<boolean> {
  const [, pid, host] = /^(\d+) on (.*)$/.exec(holder) ?? [];
  if (host !== hostname()) {
    console.error(
      `${lock} is of process ${holder}: looking for ${stillMs / 1000} s whether that still runs.`,
    );
    const before = touchedMs(lock);
    await sleep(stillMs);
    const after = touchedMs(lock);
    return after === null || after === before; // no comparison with this machine's clock, which may be another one
  }
  // A container begun again has the numbers that it had.
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Network file systems look at a file anew when it is opened, and not before. */
function touchedMs(lock: string): number | null {
  try {
    const file = openSync(lock, 'r');
    const { mtimeMs } = fstatSync(file);
    closeSync(file);
    return mtimeMs;
  } catch {
    return null;
  }
}
