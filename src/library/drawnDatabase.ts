/** Whether an earlier visit left a drawn set, told without loading what reads it. */

export const DRAWN_DATABASE = 'distillery-drawn';

/** True also where the browser cannot say it (Firefox before 126). */
export async function hasDrawnDatabase(): Promise<boolean> {
  if (!globalThis.indexedDB) return false;
  if (!('databases' in indexedDB)) return true;
  const databases = await indexedDB.databases().catch(() => []);
  return databases.some(({ name }) => name === DRAWN_DATABASE);
}
