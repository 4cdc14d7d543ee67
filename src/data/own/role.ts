/** What a file is for, and which others it belongs to, by its name. */

export type Role = 'train' | 'test';

/** By the last word of a path that says it; null when none does. A word begins after anything but a letter, or with a capital. */
export function roleOf(path: string): Role | null {
  const words = path
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .match(/(^|[^a-z]|\b[xy])(train|test|t10k|val(?![a-z])|valid|eval(?![a-z])|evaluation)/g);
  const last = words?.at(-1);
  if (!last) return null;
  return last.endsWith('train') ? 'train' : 'test';
}

/** What is left of a name without what says images or labels: files of one set have this in common. */
export function stemOf(path: string): string {
  return path
    .toLowerCase()
    .replace(/\.(gz|csv|tsv|txt|idx|bin)\b/g, '')
    .replace(/images?|labels?|idx\d?|ubyte|byte|pixels?|targets?|\b[xy](?=[^a-z]|$)|[^a-z0-9]/g, '');
}
