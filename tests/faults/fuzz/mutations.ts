/** What was right, with some of it changed: text, bytes, and values as JSON has them. */
import fc from 'fast-check';
import { hostileNumber, hostileText, hostileValue } from './hostile.ts';

const at = fc.nat({ max: 2 ** 31 - 1 });

interface TextEdit {
  readonly how: 'cut' | 'insert' | 'replace' | 'number' | 'repeat' | 'end';
  readonly at: number;
  readonly length: number;
  readonly text: string;
  readonly number: number;
}

const textEdit: fc.Arbitrary<TextEdit> = fc.record({
  how: fc.constantFrom('cut', 'insert', 'replace', 'number', 'repeat', 'end'),
  at,
  length: fc.integer({ min: 1, max: 12 }),
  text: hostileText,
  number: hostileNumber,
});

function editText(text: string, { how, at: place, length, text: other, number }: TextEdit): string {
  const from = place % (text.length + 1);
  const [before, after] = [text.slice(0, from), text.slice(from)];
  switch (how) {
    case 'cut':
      return before + after.slice(length);
    case 'insert':
      return before + other + after;
    case 'replace':
      return before + other.slice(0, length) + after.slice(length);
    case 'number':
      return before + after.replace(/-?\d+(\.\d+)?/, String(number));
    case 'repeat':
      return before + after.slice(0, 40 * length) + after;
    case 'end':
      return before;
  }
}

/** Texts that were right, with up to four edits; some that never were. */
export function mutatedText(...valid: readonly string[]): fc.Arbitrary<string> {
  const edited = fc
    .tuple(fc.constantFrom(...valid), fc.array(textEdit, { maxLength: 4 }))
    .map(([text, edits]) => edits.reduce(editText, text));
  return fc.oneof({ weight: 6, arbitrary: edited }, { weight: 1, arbitrary: hostileText });
}

interface ByteEdit {
  readonly how: 'set' | 'flip' | 'cut' | 'insert' | 'word' | 'wordBack' | 'repeat' | 'end';
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly number: number;
}

const byteEdit: fc.Arbitrary<ByteEdit> = fc.record({
  how: fc.constantFrom('set', 'flip', 'cut', 'insert', 'word', 'wordBack', 'repeat', 'end'),
  at: fc.oneof(at, fc.nat(64)), // headers stand at the beginning
  bytes: fc.uint8Array({ minLength: 1, maxLength: 24 }),
  number: hostileNumber,
});

function editBytes(file: Uint8Array, { how, at: place, bytes, number }: ByteEdit): Uint8Array {
  const from = place % (file.length + 1);
  const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));
  const [before, after] = [file.subarray(0, from), file.subarray(from)];
  const [first] = bytes;
  const word = new Uint8Array(4);
  new DataView(word.buffer).setUint32(0, number, how === 'wordBack');
  switch (how) {
    case 'set':
      return joined(before, Uint8Array.of(first!), after.subarray(1));
    case 'flip':
      return joined(before, Uint8Array.of((after[0] ?? 0) ^ (1 << (first! & 7))), after.subarray(1));
    case 'cut':
      return joined(before, after.subarray(first));
    case 'insert':
      return joined(before, bytes, after);
    case 'word':
    case 'wordBack':
      return joined(before, word, after.subarray(4));
    case 'repeat':
      return joined(before, after.subarray(0, first), after);
    case 'end':
      return joined(before);
  }
}

/** Files that were right, with up to four edits; some that never were. */
export function mutatedBytes(...valid: readonly Uint8Array[]): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const edited = fc
    .tuple(fc.constantFrom(...valid), fc.array(byteEdit, { maxLength: 4 }))
    .map(([file, edits]) => edits.reduce(editBytes, file).slice());
  return fc.oneof(
    { weight: 8, arbitrary: edited },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 600 }).map((bytes) => bytes.slice()) },
  );
}

interface TreeEdit {
  readonly how: 'replace' | 'delete' | 'add' | 'repeat' | 'empty';
  readonly at: number;
  readonly key: string;
  readonly value: unknown;
}

type Node = Record<string, unknown>;

/** Where values lie in a tree, down to a depth: of long lists the first two and the last, as all others are like them. */
function placesIn(tree: unknown, into: [Node, string][] = [], depth = 0): [Node, string][] {
  if (typeof tree !== 'object' || tree === null || ArrayBuffer.isView(tree) || depth > 30) return into;
  const keys = Object.keys(tree);
  const some = Array.isArray(tree) && keys.length > 4 ? [...keys.slice(0, 2), keys.at(-1)] : keys;
  for (const key of some) {
    into.push([tree as Node, key]);
    placesIn((tree as Node)[key], into, depth + 1);
  }
  return into;
}

/** Changes the tree that it is given. */
function editTree(tree: unknown, { how, at: place, key: added, value }: TreeEdit): unknown {
  const places = placesIn(tree);
  if (places.length === 0) return value;
  const [parent, key] = places[place % places.length]!;
  const old = parent[key];
  const put = (name: string, other: unknown) =>
    Object.defineProperty(parent, name, {
      value: other,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  if (how === 'delete') Reflect.deleteProperty(parent, key);
  else if (how === 'add' && Array.isArray(parent)) parent.push(value);
  else if (how === 'add') put(added, value);
  else if (how === 'repeat' && Array.isArray(parent)) parent.push(old);
  else if (how === 'empty' && Array.isArray(old)) put(key, []);
  else put(key, ArrayBuffer.isView(old) ? editArray(old, place, value) : value);
  return Array.isArray(parent) && how === 'delete' ? (parent.splice(Number(key), 1), tree) : tree;
}

/** Another number in it, or fewer of them. */
function editArray(array: ArrayBufferView, place: number, value: unknown): unknown {
  if (!(array instanceof Float32Array || array instanceof Uint8Array)) return value;
  if (typeof value !== 'number') return array.slice(0, place % (array.length + 1));
  const other = array.slice();
  if (other.length > 0) other[place % other.length] = value;
  return other;
}

const treeEdit = (value: fc.Arbitrary<unknown>): fc.Arbitrary<TreeEdit> =>
  fc.record({
    how: fc.constantFrom('replace', 'replace', 'replace', 'delete', 'add', 'repeat', 'empty'),
    at,
    key: hostileText,
    value,
  });

/** With a value that nobody else changes: a case may be made again. */
function fresh(edit: TreeEdit): TreeEdit {
  try {
    return { ...edit, value: structuredClone(edit.value) };
  } catch {
    return edit; // too deep to be cloned
  }
}

/** Values that were right, with up to three places changed. @param makes those, each time anew */
export function mutatedTree(
  makes: readonly (() => unknown)[],
  value: fc.Arbitrary<unknown> = hostileValue,
): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...makes), fc.array(treeEdit(value), { maxLength: 3 }))
    .map(([make, edits]) => edits.map(fresh).reduce(editTree, make()));
}

/** The same, written as JSON. */
export const mutatedJson = (...valid: readonly unknown[]): fc.Arbitrary<string> => {
  const trees = mutatedTree(valid.map((each) => () => structuredClone(each))).map(
    (tree) => JSON.stringify(tree) ?? 'null',
  );
  const texts = mutatedText(...valid.map((each) => JSON.stringify(each)));
  return fc.oneof({ weight: 5, arbitrary: trees }, { weight: 2, arbitrary: texts });
};
