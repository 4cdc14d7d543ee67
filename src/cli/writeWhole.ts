/** Files that appear whole or not at all. */
import { rename, rm, writeFile } from 'node:fs/promises';

export async function writeWhole(path: string, contents: string | Uint8Array): Promise<void> {
  const part = `${path}.${process.pid}.part`; // two commands at once do not write into one file
  try {
    await writeFile(part, contents);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
