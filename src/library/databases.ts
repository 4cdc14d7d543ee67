/** What the browser may keep for this page, told without loading what reads it. */

export const DRAWN_DATABASE = 'distillery-drawn';
/** It does not depend on the path that the page is served from. */
export const LIBRARY_DATABASE = 'distillery-library';

/** Whether an earlier visit left it; true also where the browser cannot say so (Firefox before 126). */
export async function hasDatabase(wanted: string): Promise<boolean> {
  if (!globalThis.indexedDB) return false;
  if (!('databases' in indexedDB)) return true;
  const databases = await indexedDB.databases().catch(() => []);
  return databases.some(({ name }) => name === wanted);
}
