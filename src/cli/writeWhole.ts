/** Files that appear whole or not at all. */
import { rename, writeFile } from 'node:fs/promises';

export async function writeWhole(path: string, contents: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.part`, contents);
  await rename(`${path}.part`, path);
}
