import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFile } from '../../../src/cli/fileLock.ts';
import { requireWritable, writeWhole } from '../../../src/cli/files.ts';
import { openResultWriter } from '../../../src/cli/resultWriter.ts';
import { resultWith } from '../../support/fakeExperimentWorker.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a file', () => {
  it('is written through a link to it, which stays one', async () => {
    const [file, link] = [join(folder, 'file'), join(folder, 'link')];
    await writeFile(file, 'before');
    await symlink(file, link);
    await writeWhole(link, 'after');
    expect(await readFile(file, 'utf8')).toBe('after');
    expect((await readdir(folder)).sort()).toEqual(['file', 'link']);
  });

  it('is written at the end of a link where nothing is yet', async () => {
    const [file, link] = [join(folder, 'file'), join(folder, 'link')];
    await symlink('file', link);
    await requireWritable(link);
    await writeWhole(link, 'after');
    expect([await readFile(file, 'utf8'), await readlink(link)]).toEqual(['after', 'file']);
  });

  it('may have as long a name as files can have', async () => {
    const file = join(folder, 'x'.repeat(255));
    await writeWhole(file, 'text');
    expect(await readdir(folder)).toEqual(['x'.repeat(255)]);
  });

  it.each(['/dev/null', '/dev/stdout'])(
    'that is none, as %s, is refused and not replaced',
    async (device) => {
      await expect(requireWritable(device)).rejects.toThrow(`${device} is a device or a pipe`);
    },
  );

  it('that holds something else than a result is not written over with one', async () => {
    const file = join(folder, 'package.json');
    await writeFile(file, '{ "name": "mine" }');
    await expect(openResultWriter(file)).rejects.toThrow(
      /package\.json is not a result of --json: .* It is not written over: name another file\./,
    );
    expect(await readFile(file, 'utf8')).toBe('{ "name": "mine" }');
  });
});

const mount = (at: string) => spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at]).status === 0;
/** A disk of 64 kB, which root may make, where the container lets it. */
const canMount = await (async () => {
  const at = await mkdtemp(join(tmpdir(), 'disk-'));
  const isMounted = mount(at);
  if (isMounted) spawnSync('umount', [at]);
  await rm(at, { recursive: true });
  return isMounted;
})();

describe.runIf(canMount)('on a disk that is full', () => {
  let disk = '';
  beforeEach(async () => {
    disk = join(folder, 'disk');
    await mkdir(disk);
    mount(disk);
  });
  afterEach(() => void spawnSync('umount', [disk]));
  const fill = (bytes: number) => writeFile(join(disk, 'other'), new Uint8Array(bytes));

  it('a file that does not fit leaves the one before as it was, and nothing beside it', async () => {
    const file = join(disk, 'result.json');
    await writeWhole(file, 'a'.repeat(20_000));
    await expect(writeWhole(file, 'b'.repeat(60_000))).rejects.toThrow('ENOSPC');
    expect(await readFile(file, 'utf8')).toBe('a'.repeat(20_000));
    expect(await readdir(disk)).toEqual(['result.json']);
  });

  it('a result that grows past it is said not to be there, and is written once there is room again', async () => {
    const file = join(disk, 'result.json');
    const writer = await openResultWriter(file);
    expect(await writer.end(resultWith([0], null))).toBe(true);
    await fill(56_000);
    expect(await writer.end(resultWith([0, 1], null))).toBe(false);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ unfinished: ['b', 'c', 'd'] });
    await fill(10);
    expect(await writer.end(resultWith([0, 1], null))).toBe(true);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ unfinished: ['c', 'd'] });
  });

  it('no command begins: it could keep no lock', async () => {
    await fill(65_536);
    await expect(lockFile(join(disk, 'result.json'))).rejects.toThrow(
      /lock cannot be written: ENOSPC.* Make room/,
    );
    expect(await readdir(disk)).toEqual(['other']);
  });
});
