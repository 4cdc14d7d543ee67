/** The drawn set between visits: kept by the browser in IndexedDB, where it lets us. */
import { Dexie, type Table } from 'dexie';
import { z } from 'zod';
import { NUM_CLASSES, NUM_PIXELS } from '../distillation/shape.ts';
import { MAX_DRAWN, type DrawnDigit } from '../data/drawnDigits.ts';
import { DRAWN_DATABASE } from './databases.ts';

export interface DrawnStorage {
  /** @returns the digits in the order in which they were drawn; null for names that were never given */
  read(): Promise<{ digits: DrawnDigit[]; classNames: string[] | null }>;
  add(digits: readonly DrawnDigit[]): Promise<void>;
  remove(ids: readonly number[]): Promise<void>;
  nameClasses(names: readonly string[]): Promise<void>;
  /** What the classes of an own set are called, by its id; null where nobody said so. */
  namesOf(setId: string): Promise<string[] | null>;
  nameSet(setId: string, names: readonly string[]): Promise<void>;
}

const NAMES = 'classNames';
/** No pen goes farther beyond the canvas, in sides of it. */
const FARTHEST = 2;

const pointSchema = z.object({
  x: z.number().min(-FARTHEST).max(FARTHEST),
  y: z.number().min(-FARTHEST).max(FARTHEST),
});
const askedSchema = z.object({
  round: z.number().int().min(0).max(MAX_DRAWN),
  strokes: z.array(z.array(pointSchema).min(1)).min(1),
});

/** What lies in a browser may be of another version, or of anybody: digits kept before any were asked for were not. */
const digitSchema = z.object({
  id: z.number(),
  label: z
    .number()
    .int()
    .min(0)
    .max(NUM_CLASSES - 1),
  image: z.instanceof(Uint8Array).refine(({ length }) => length === NUM_PIXELS),
  asked: askedSchema.nullable().default(null).catch(null),
});
const namesSchema = z.array(z.string()).length(NUM_CLASSES);

/** Every method rejects with the browser's reason where storage is blocked or full. */
export function openDrawnStorage(): DrawnStorage {
  const database = new Dexie(DRAWN_DATABASE);
  database.version(1).stores({ digits: 'id', settings: 'name' });
  const digits: Table<DrawnDigit, number> = database.table('digits');
  const settings: Table<{ name: string; value: unknown }, string> = database.table('settings');
  return {
    async read() {
      const kept: unknown[] = await digits.orderBy('id').toArray();
      const names = namesSchema.safeParse((await settings.get(NAMES))?.value);
      return {
        digits: kept.flatMap((each) => digitSchema.safeParse(each).data ?? []),
        classNames: names.data ?? null,
      };
    },
    async add(added) {
      await digits.bulkPut(added);
    },
    remove: (ids) => digits.bulkDelete([...ids]),
    async nameClasses(names) {
      await settings.put({ name: NAMES, value: names });
    },
    async namesOf(setId) {
      return namesSchema.safeParse((await settings.get(`${NAMES} ${setId}`))?.value).data ?? null;
    },
    async nameSet(setId, names) {
      await settings.put({ name: `${NAMES} ${setId}`, value: names });
    },
  };
}
