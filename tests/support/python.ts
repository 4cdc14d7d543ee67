/** A Python that has certain packages, if this machine has one. */
import { spawnSync } from 'node:child_process';

/** Debian's packages belong to the second; the first may be another. */
const PYTHONS = [process.env['DISTILLERY_PYTHON'] ?? 'python3', '/usr/bin/python3'];

/** @returns the command; null where no Python here has them all */
export function pythonWith(...packages: readonly string[]): string | null {
  const code = `import ${packages.join(', ')}`;
  return PYTHONS.find((python) => spawnSync(python, ['-c', code]).status === 0) ?? null;
}

/** @returns what it printed @throws Error with what it said of its failure */
export function runPython(python: string, args: readonly string[], folder: string): string {
  const { status, stdout, stderr } = spawnSync(python, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${python} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}
