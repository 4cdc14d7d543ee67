/** Teachers in a folder that shards, workers and later runs have in common: each is trained once. */
import { createHash } from 'node:crypto';
import { access, constants, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import type { SharedTeachers } from '../engine/sharedTeachers.ts';
import type { RunCheckpoint } from '../experiment/checkpoint.ts';
import { messageOf } from '../experiment/messageOf.ts';
import { createFileLock, type FileLock } from './fileLock.ts';
import { PathError, writeWhole } from './files.ts';

/** What a checkpoint says of its teacher, and what made that; in the form in which checkpoints travel, to the bit. */
interface KeptTeacher {
  readonly key: string;
  readonly teacher: NonNullable<RunCheckpoint['teacher']>;
  readonly trainedMs: number;
}

const LOOK_AGAIN_MS = 500;
const HASH_BYTES = 32;

/** @param code told of in every key: what another version of it has trained is another teacher @throws PathError when nothing can be written there */
export async function openTeacherFolder(folder: string, code: string): Promise<SharedTeachers> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new PathError(`${folder} cannot hold teachers: ${messageOf(error)}. Name another folder.`);
  }
  const inTraining = new Map<string, { readonly lock: FileLock; readonly sinceMs: number }>();
  const awaited = new Map<string, FileLock>();
  const fullKey = (key: string) => JSON.stringify([code, key]);
  const fileOf = (key: string) => join(folder, `${sha256(fullKey(key)).toString('hex')}.teacher`);

  return {
    async take(key) {
      const file = fileOf(key);
      const early = await readTeacher(file, fullKey(key));
      if (early.kept) return told(file, early.kept);
      const lock = awaited.get(key) ?? createFileLock(file);
      const holder = takeOrNone(lock);
      if (holder !== null) {
        if (!awaited.has(key)) console.error(`Process ${holder} trains the teacher: waiting for it.`);
        awaited.set(key, lock);
        await sleep(LOOK_AGAIN_MS);
        return 'awaited';
      }
      awaited.delete(key);
      const { kept, fault } = await readTeacher(file, fullKey(key)); // whoever had the lock may have written it
      if (kept) {
        lock.letGo();
        return told(file, kept);
      }
      if (fault) console.error(`${file} ${fault}: the teacher is trained anew.`);
      inTraining.set(key, { lock, sinceMs: performance.now() });
      return 'yours';
    },
    async keep(key, teacher) {
      const trainedMs = performance.now() - (inTraining.get(key)?.sinceMs ?? NaN);
      const file = fileOf(key);
      try {
        await writeTeacher(file, { key: fullKey(key), teacher, trainedMs });
      } catch (error) {
        console.error(
          `${file} could not be written: ${messageOf(error)}. Others will train this teacher again.`,
        );
      }
    },
    async letGo(key) {
      inTraining.get(key)?.lock.letGo();
      inTraining.delete(key);
    },
  };
}

/** Where there can be no lock, two may train one teacher, and come to the same. */
function takeOrNone(lock: FileLock): string | null {
  try {
    return lock.take();
  } catch {
    return null;
  }
}

async function writeTeacher(file: string, kept: KeptTeacher): Promise<void> {
  const bytes = serialize(kept);
  await writeWhole(file, Buffer.concat([sha256(bytes), bytes]));
}

/** @returns neither where there is no such file */
async function readTeacher(file: string, key: string): Promise<{ kept?: KeptTeacher; fault?: string }> {
  const bytes = await readFile(file).catch(() => null);
  if (!bytes) return {};
  const [hash, rest] = [bytes.subarray(0, HASH_BYTES), bytes.subarray(HASH_BYTES)];
  if (!sha256(rest).equals(hash))
    return { fault: `is damaged: its ${bytes.length} bytes are not those that were written` };
  try {
    const kept = deserialize(rest) as KeptTeacher;
    return kept.key === key ? { kept } : { fault: 'holds another teacher than its name says' };
  } catch (error) {
    return { fault: `cannot be read by this version of Node (${messageOf(error)})` };
  }
}

function told(file: string, { teacher, trainedMs }: KeptTeacher): KeptTeacher['teacher'] {
  console.error(`The teacher is that of ${file}: ${(trainedMs / 1000).toFixed(1)} s of training saved.`);
  return teacher;
}

const SOURCES = ['distillation', 'experiment', 'data', 'engine'];

/** Of all code that a teacher depends on. */
export async function fingerprintOfCode(): Promise<string> {
  const hash = createHash('sha256');
  for (const floor of SOURCES) {
    const folder = fileURLToPath(new URL(`../${floor}`, import.meta.url));
    const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts')).sort();
    for (const name of names) hash.update(name).update(await readFile(join(folder, name)));
  }
  return hash.digest('hex');
}

const sha256 = (bytes: string | Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
