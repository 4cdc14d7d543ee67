/** One command at a time writes into a file of results. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { PathError } from './files.ts';

/**
 * Keeps a file beside the path until this command ends, whatever ends it but a kill -9, whose lock is taken over.
 * @throws PathError when another command that still runs, or one on another machine, has it
 */
export function lockFile(path: string): void {
  const lock = `${path}.lock`;
  const own = `${process.pid} on ${hostname()}`;
  for (let isTakenOver = false; ; isTakenOver = true)
    try {
      writeFileSync(lock, own, { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || isTakenOver) throw error;
      const holder = readFileSync(lock, 'utf8');
      if (!isGone(holder))
        throw new PathError(
          `${path} is being written by another command (process ${holder}). Name another file, or remove ${lock} if that command is no more.`,
        );
      rmSync(lock);
    }
  process.once('exit', () => rmSync(lock, { force: true }));
}

/** Only of this machine's processes is it known. */
function isGone(holder: string): boolean {
  const [, pid, host] = /^(\d+) on (.*)$/.exec(holder) ?? [];
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
