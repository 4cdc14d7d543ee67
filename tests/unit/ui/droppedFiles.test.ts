import { describe, expect, it } from 'vitest';
import { droppedFiles } from '../../../src/ui/droppedFiles.ts';

/** A file or folder as browsers tell of it; one that is null cannot be read. */
type Given = string | null | { readonly [name: string]: Given };
const GONE = new DOMException('A requested file or directory could not be found.', 'NotFoundError');

function entryOf(fullPath: string, given: Given): unknown {
  if (given === null || typeof given === 'string')
    return {
      isFile: true,
      fullPath,
      file: (take: (file: File) => void, refuse: (error: unknown) => void) =>
        given === null ? refuse(GONE) : take(new File([given], fullPath.split('/').at(-1) ?? '')),
    };
  const entries = Object.entries(given).map(([name, each]) => entryOf(`${fullPath}/${name}`, each));
  const pieces = [entries.slice(0, 2), entries.slice(2)].filter(({ length }) => length > 0);
  return {
    isFile: false,
    createReader: () => ({
      readEntries: (take: (some: unknown) => void, refuse: (error: unknown) => void) =>
        'locked' in given ? refuse(GONE) : take(pieces.shift() ?? []),
    }),
    fullPath,
  };
}
const drop = (...given: Readonly<Record<string, Given>>[]) =>
  droppedFiles({
    items: given.flatMap((each) =>
      Object.entries(each).map(([name, one]) => ({
        webkitGetAsEntry: () => entryOf(`/${name}`, one),
        getAsFile: () => null,
      })),
    ),
  } as unknown as DataTransfer);

describe('what is dropped on the page', () => {
  it('is all files, with the folders that they lie in', async () => {
    const found = await drop({ mine: { a: 'A', b: 'B', c: { d: 'D' } } }, { e: 'E' });
    expect(found.map(({ name }) => name)).toEqual(['mine/a', 'mine/b', 'mine/c/d', 'e']);
  });

  it('may be an empty folder, or nothing that is a file', async () => {
    expect(await drop({ mine: {} })).toEqual([]);
    const picture = { webkitGetAsEntry: () => null, getAsFile: () => null };
    expect(await droppedFiles({ items: [picture] } as unknown as DataTransfer)).toEqual([]);
  });

  it('is refused by the path of what cannot be read', async () => {
    await expect(drop({ mine: { a: 'A', '7.png': null } })).rejects.toThrow(
      'mine/7.png could not be read: A requested file or directory could not be found. Was it moved',
    );
    await expect(drop({ mine: { inner: { locked: 'x' } } })).rejects.toThrow('mine/inner could not be read');
  });
});
