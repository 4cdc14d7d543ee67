/** Compiles the AssemblyScript kernels, in Node: at build time for the page, at start for the command line and tests. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { structsInAssembly } from './structs.ts';

const FOLDER = fileURLToPath(new URL('./assembly/', import.meta.url));
/** Kept under the hash of the sources, so that nothing is compiled twice and nothing stale is used. */
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/distillery/', import.meta.url));

/** No runtime, no data segment, memory imported: the module lives in the memory of tfjs-wasm. */
const OPTIONS = [
  ...['-O3', '--noAssert', '--enable', 'simd', '--runtime', 'stub'],
  ...['--importMemory', '--memoryBase', '0', '--use', 'abort='],
];

/** @returns the binary of the kernels' module @throws Error with the compiler's own words */
export async function compileKernels(): Promise<Uint8Array> {
  const sources = new Map([['structs.ts', structsInAssembly()]]);
  for (const name of (await readdir(FOLDER)).filter((file) => file.endsWith('.ts')).sort())
    sources.set(name, await readFile(join(FOLDER, name), 'utf8'));
  const hash = createHash('sha256').update(JSON.stringify([OPTIONS, ...sources]));
  const cached = join(CACHE, `kernels-${hash.digest('hex').slice(0, 16)}.wasm`);
  try {
    return await readFile(cached);
  } catch {
    const binary = await compile(sources);
    await keep(cached, binary).catch(() => undefined); // a folder that is read only costs the next start, not this one
    return binary;
  }
}

/** The file appears whole or not at all, whoever else compiles. */
async function keep(path: string, binary: Uint8Array): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, binary);
  await rename(unfinished, path);
}

async function compile(sources: ReadonlyMap<string, string>): Promise<Uint8Array> {
  const { default: asc } = await import('assemblyscript/asc'); // seconds: only where something is to be compiled
  let binary: Uint8Array | null = null;
  let complaints = '';
  const { error } = await asc.main(['index.ts', '--outFile', 'kernels.wasm', ...OPTIONS], {
    readFile: (name) => sources.get(name) ?? null,
    writeFile: (_, contents) => {
      if (typeof contents !== 'string') binary = contents;
    },
    listFiles: () => [],
    stderr: { write: (text: string | Uint8Array) => (complaints += String(text)) },
  });
  if (error || !binary)
    throw new Error(`The kernels cannot be compiled: ${error?.message ?? ''}\n${complaints}`);
  return binary;
}
