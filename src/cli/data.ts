/** `npm run data`: puts the four files of MNIST into public/data/mnist, each checked before it is served. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { MNIST_FILES, readChecked, type MnistFile } from '../data/mnist.ts';
import { fetchFrom, MNIST_MIRRORS, type Source } from '../data/mnistSources.ts';
import { messageOf } from '../experiment/messageOf.ts';
import { readFrom } from './mnistFolder.ts';
import { typedPath, writeWhole } from './files.ts';
import { readArguments, runProgram } from './program.ts';

const TARGET = 'public/data/mnist';
const program = new Command('npm run data --')
  .description('Puts the four files of MNIST where page and commands find them, each checked.')
  .option('--from <folder>', 'that holds the four files, packed or not; downloaded if left out');

async function main(): Promise<number> {
  const { from } = readArguments(program).opts<{ from?: string }>();
  const { signal } = new AbortController();
  const sources: Source[] = from
    ? [{ name: from, read: readFrom(typedPath(from)) }]
    : MNIST_MIRRORS.map((name) => ({ name, read: fetchFrom(name, signal) }));
  await mkdir(TARGET, { recursive: true });
  for (const file of Object.values(MNIST_FILES)) if (!(await obtain(file, sources))) return 1;
  return 0;
}

/** Tries one source after the other; the file appears in the target whole and checked, or not at all. */
async function obtain(file: MnistFile, sources: readonly Source[]): Promise<boolean> {
  for (const { name, read } of sources) {
    try {
      const bytes = await read(file);
      await readChecked(() => Promise.resolve(bytes), file);
      const target = join(TARGET, file.name);
      await writeWhole(target, bytes);
      console.log(`${target}: ${bytes.length} bytes from ${name}, contents as expected`);
      return true;
    } catch (error) {
      console.error(`${name}: ${messageOf(error)}`);
    }
  }
  console.error(`${file.name} could not be had from ${sources.map(({ name }) => name).join(' or ')}.`);
  return false;
}

await runProgram(main);
