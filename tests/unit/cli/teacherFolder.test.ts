import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTeacherFolder } from '../../../src/cli/teacherFolder.ts';
import type { Predictor } from '../../../src/distillation/ensemble.ts';
import { experiment, quickRun, resultWithoutTimes } from '../../support/commandLine.ts';

let folder = '';
let said: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'teachers-'));
  said = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const weights = Float32Array.of(1 / 3, -0, 1e-45, -Infinity);
const teacher: Predictor = {
  networks: [
    { layers: [{ numInputs: 2, numOutputs: 2, convolution: null, weights, bias: Float32Array.of(0, 1) }] },
  ],
  average: 'logits',
};
const open = () => openTeacherFolder(folder, 'code');
const teacherFile = async () =>
  join(
    folder,
    (await readdir(folder)).find((name) => name.endsWith('.teacher'))!,
  );
async function trained(key = 'key') {
  const teachers = await open();
  expect(await teachers.take(key)).toBe('yours');
  await teachers.keep(key, teacher);
  await teachers.letGo(key);
}

describe('a folder of teachers', () => {
  it('gives back to the bit what another command has put in, and says what that saves', async () => {
    await trained();
    expect(await (await open()).take('key')).toEqual(teacher);
    expect(said).toEqual([
      expect.stringMatching(/^The teacher is that of .*\.teacher: 0\.0 s of training saved\.$/),
    ]);
    expect(await readdir(folder)).toHaveLength(1); // no lock is left
  });

  it('knows teachers by all that makes them, the code among it', async () => {
    await trained();
    expect(await (await open()).take('other key')).toBe('yours');
    expect(await (await openTeacherFolder(folder, 'other code')).take('key')).toBe('yours');
  });

  it('lets one train, and the others wait until it has, or has given up', async () => {
    const [first, second] = [await open(), await open()];
    await first.take('key');
    const [lock] = await readdir(folder);
    await writeFile(join(folder, lock!), `${process.ppid} on ${hostname()}`); // as of another process
    expect([await second.take('key'), await second.take('key')]).toEqual(['awaited', 'awaited']);
    expect(said).toEqual([`Process ${process.ppid} on ${hostname()} trains the teacher: waiting for it.`]);
    await writeFile(join(folder, lock!), `999999999 on ${hostname()}`); // it was killed
    expect(await second.take('key')).toBe('yours');
  });

  it.each([
    ['cut short', (file: string) => truncate(file, 100), 'is damaged: its 100 bytes are not those'],
    ['empty', (file: string) => truncate(file, 0), 'is damaged: its 0 bytes are not those'],
    [
      'with one bit turned over',
      async (file: string) => {
        const bytes = await readFile(file);
        bytes[bytes.length - 9]! ^= 1;
        await writeFile(file, bytes);
      },
      'is damaged',
    ],
  ])('has a file that is %s written anew, and says so', async (_, damage, sentence) => {
    await trained();
    await damage(await teacherFile());
    await trained();
    expect(said).toEqual([expect.stringContaining(sentence)]);
    expect(said[0]).toMatch(/the teacher is trained anew\.$/);
    expect(await (await open()).take('key')).toEqual(teacher);
  });

  it('that cannot be one is refused, and one in which nothing can be written costs no run', async () => {
    const file = join(folder, 'a file');
    await writeFile(file, '');
    await expect(openTeacherFolder(file, 'code')).rejects.toThrow(
      /a file cannot hold teachers: .* Name another/,
    );
    const teachers = await open();
    await rm(folder, { recursive: true });
    expect(await teachers.take('key')).toBe('yours');
    await teachers.keep('key', teacher);
    await teachers.letGo('key');
    expect(said).toEqual([expect.stringContaining('Others will train this teacher again')]);
    folder = await mkdtemp(join(tmpdir(), 'teachers-'));
  });
});

describe('npm run experiment -- --teachers', () => {
  it('trains one teacher for two shards that run at once, and finds what one run finds, to the bit', async () => {
    const sweep = ['default', ...quickRun('teacherEpochs=3'), '--sweep', 'epochs=20,40'];
    const file = (name: string) => join(folder, `${name}.json`);
    const shard = (at: number) =>
      experiment([...sweep, '--shard', `${at}/2`, '--teachers', folder, '--json', file(`${at}`)]);
    const both = await Promise.all([shard(1), shard(2)]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const savings = both.filter(({ err }) => /: \d+\.\d s of training saved/.test(err));
    expect(savings).toHaveLength(1);
    expect((await readdir(folder)).filter((name) => name.endsWith('.teacher'))).toHaveLength(1);
    await experiment(['merge', file('1'), file('2'), '--json', file('merged')]);
    await experiment([...sweep, '--json', file('whole')]);
    expect(await resultWithoutTimes(file('merged'))).toEqual(await resultWithoutTimes(file('whole')));
  });

  it('ends on SIGTERM while it waits for a teacher', async () => {
    const asked = ['default', ...quickRun('epochs=1'), '--teachers', folder];
    await experiment(asked);
    const lock = `${await teacherFile()}.lock`;
    await rm(await teacherFile());
    await writeFile(lock, '12 on another');
    let isKilled = false; // a second signal would not be waited for
    const { code } = await experiment(asked, (err, kill) => {
      if (isKilled || !err.includes('waiting for it')) return;
      isKilled = true;
      kill('SIGTERM');
    });
    expect(code).toBe(143); // it would wait for ever
    expect(await readFile(lock, 'utf8')).toBe('12 on another'); // it is not this command's
  });
});
