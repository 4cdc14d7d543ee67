/** What was dropped on the page: files, and all that lies in folders. */
import { named, unreadable, type NamedFile } from '../data/own/namedFile.ts';

/** Whether something dragged is a file at all: text that is moved between fields is none of the page's business. */
export const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Called while the drop is heard: afterwards the browser has forgotten what it was. @throws DataFileError naming what cannot be read */
export async function droppedFiles({ items }: DataTransfer): Promise<NamedFile[]> {
  const found = [...items].map((item) => {
    const entry = item.webkitGetAsEntry();
    const file = entry ? null : item.getAsFile(); // not every file lies somewhere
    if (entry) return filesIn(entry);
    return Promise.resolve(file ? [named(file)] : []);
  });
  return (await Promise.all(found)).flat();
}

async function filesIn(entry: FileSystemEntry): Promise<NamedFile[]> {
  const name = entry.fullPath.replace(/^\//, '');
  if (entry.isFile) {
    const blob = await asked<File>(name, (resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ name, blob }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    // A folder is told in pieces, the last of which is empty.
    const some = await asked<FileSystemEntry[]>(name, (resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) break;
    all.push(...some);
  }
  return (await Promise.all(all.map(filesIn))).flat();
}

/** What the browser tells of an entry. @throws DataFileError when it refuses */
const asked = <T>(
  name: string,
  ask: (resolve: (told: T) => void, reject: (error: unknown) => void) => void,
): Promise<T> =>
  new Promise(ask).catch((error: unknown) => {
    throw unreadable(name, error);
  });
