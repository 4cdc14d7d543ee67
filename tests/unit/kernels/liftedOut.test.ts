import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const KERNELS = 'src/engine/kernels';

it('the folder of the kernels stands alone: the program of its README, beside a copy of it, trains a perceptron', async () => {
  const [, program] = /```ts\n(import \{ createRequire[^]*?)```/.exec(
    await readFile(join(KERNELS, 'README.md'), 'utf8'),
  )!;
  const folder = await mkdtemp(join(tmpdir(), 'kernels-'));
  try {
    const beside = join(folder, 'src', 'engine'); // as deep as here: what is compiled already is found
    await cp(KERNELS, join(beside, 'kernels'), { recursive: true });
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(beside, 'mlp.ts'), program!);
    const tsx = resolve('node_modules/tsx/dist/cli.mjs');
    const { stdout } = await promisify(execFile)(process.execPath, [tsx, 'mlp.ts'], { cwd: beside });
    expect(stdout).toContain('kernels installed');
    expect(stdout).toContain('right: 1');
  } finally {
    await rm(folder, { recursive: true });
  }
}, 120_000);
