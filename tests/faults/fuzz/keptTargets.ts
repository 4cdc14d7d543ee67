/** What lies in a browser or a folder between visits: of another version, cut off, or of anybody. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { Dexie } from 'dexie';
import fc from 'fast-check';
import { checksumOf } from '../../../src/experiment/checkpoint.ts';
import { DEFAULT_CONFIG } from '../../../src/experiment/config.ts';
import { pack, packedAsBytes } from '../../../src/experiment/packedCheckpoint.ts';
import type { RunRecord } from '../../../src/experiment/record.ts';
import { DRAWN_DATABASE } from '../../../src/library/databases.ts';
import { openDrawnStorage } from '../../../src/library/drawnStorage.ts';
import { keptRunOf } from '../../../src/library/keptRun.ts';
import { memoryTables } from '../../../src/library/memoryTables.ts';
import { parseRecord } from '../../../src/library/recordSchema.ts';
import { forget, isRemembered, remember } from '../../../src/library/remembered.ts';
import { runsIn, type Listing, type Row } from '../../../src/library/runStorage.ts';
import { applyCancel, applyFailure } from '../../../src/store/applyEvent.ts';
import { IDLE_RUN } from '../../../src/store/runState.ts';
import { readKept, resumed, toKept, type KeptSnapshot } from '../../../src/store/snapshot.ts';
import { finishedRecord, interruptedRecord } from '../../support/keptRecords.ts';
import { deepValue } from './hostile.ts';
import { lawful, requireRefusal, requireText, target, type Target } from './law.ts';
import { mutatedTree } from './mutations.ts';

const copy = <T>(value: T) => structuredClone(value);
const [WHOLE, HALF] = [finishedRecord(), interruptedRecord()];
const records = mutatedTree([() => copy(WHOLE), () => copy(HALF)]);

const readRecord = (value: unknown) => parseRecord('The run', value);
const requireSame = (read: RunRecord) => assert.deepEqual(readRecord(copy(read)), read);

const KEPT = {
  ...keptRunOf(WHOLE, { id: 'a', keptAt: 1, classNames: null }),
  schema: 1,
  setId: WHOLE.data.id,
};
const { readings, ...REST } = WHOLE;
const rows = fc.record({
  runs: mutatedTree([() => copy(KEPT)]),
  records: mutatedTree([() => ({ id: 'a', schema: 1, record: copy(REST) })]),
  readings: mutatedTree([
    () => ({ id: 'a', setId: WHOLE.data.id, ...copy({ teacher: readings!.teacher, arms: readings!.arms }) }),
  ]),
  digits: mutatedTree([
    () => ({ setId: WHOLE.data.id, ...copy({ images: readings!.images, labels: readings!.labels }) }),
  ]),
});

/** A row that is broken hides no other. */
async function openLibrary(found: Readonly<Record<string, unknown>>): Promise<void> {
  const tables = memoryTables();
  for (const name of ['runs', 'records', 'readings', 'digits'] as const) {
    const row = found[name] as Row | null;
    if (typeof row === 'object' && row && isKey(row[name === 'digits' ? 'setId' : 'id']))
      await tables[name].put(row);
  }
  await tables.runs.put({ ...KEPT, id: 'sound' });
  const storage = runsIn(tables);
  const { runs, unreadable } = await new Promise<Listing>((tell, fail) => storage.watch(tell, fail));
  assert.ok(runs.some(({ id }) => id === 'sound'));
  for (const { why } of unreadable) requireText(why);
  for (const { id } of runs.filter((run) => run.id !== 'sound')) {
    const record = await storage.read(id).catch((error: unknown) => requireRefusal(error));
    if (record) assert.deepEqual(await storage.readBrief(id), { ...record, readings: null });
  }
}

function snapshotOf(record: RunRecord, more: RunRecord | null) {
  const floats = Float32Array.of(1, 2, 3);
  const cohort = {
    steps: 7,
    variables: [floats],
    averages: [floats],
    losses: { steps: 3, hard: floats, soft: floats },
  };
  const training = { step: 7, stepsMs: 1, cohort };
  const stage = { config: DEFAULT_CONFIG, data: 'made up', phase: 'students', teacher: null } as const;
  const checkpoint = {
    ...{ ...stage, arithmetic: { backend: 'wasm', versions: {} }, elapsedMs: 1, training },
    checksum: checksumOf({ training, teacher: null })!,
  };
  const run = { ...IDLE_RUN, runId: 3, status: 'running', record, more } as const;
  const snapshot = {
    run,
    takenMs: 5,
    config: DEFAULT_CONFIG,
    seeds: null,
    teacher: null,
    checkpoint: pack(checkpoint),
  };
  return toKept(snapshot, more ? 1 : null);
}
const SNAPSHOTS = await Promise.all(
  [snapshotOf(HALF, null), snapshotOf(WHOLE, HALF)].map(async (kept) => ({
    ...kept,
    checkpoint: await packedAsBytes(kept.checkpoint!),
  })),
);

/** What is offered goes on, and can be given up; a sound one is offered as it was. */
function requireGoingOn(kept: KeptSnapshot | null, value: unknown): void {
  if (!kept) return assert.ok(!SNAPSHOTS.some((each) => isDeepStrictEqual(each, value)));
  const run = resumed(kept, kept.base === null ? null : WHOLE, 9, 1_000);
  assert.ok(Number.isFinite(run.phaseStartedMs + run.step + run.numSteps));
  const given = run.more ?? run.record;
  parseRecord('The run', { ...given, readings: null });
  for (const ended of [applyCancel(run), applyFailure(run, 'lost')]) assert.equal(ended.more, null);
}

const drawn = {
  id: 1,
  label: 3,
  image: new Uint8Array(784),
  asked: { round: 0, strokes: [[{ x: 0.5, y: 0.5 }]] },
};
const drawnRows = fc.array(mutatedTree([() => copy(drawn)]), { maxLength: 3 });
const drawings = openDrawnStorage();
await drawings.read(); // makes its tables
const raw = await new Dexie(DRAWN_DATABASE).open();

async function openDrawings([found, names]: readonly [readonly unknown[], unknown]): Promise<void> {
  const [digits, settings] = [raw.table<object>('digits'), raw.table<object>('settings')];
  await digits.clear();
  await digits.bulkPut(found.filter((row) => isKey((row as { id?: unknown } | null)?.id)) as object[]);
  await settings.put({ name: 'classNames', value: names });
  const read = await drawings.read();
  for (const { label, image } of read.digits) assert.ok(label >= 0 && label < 10 && image.length === 784);
  assert.ok(read.classNames === null || read.classNames.length === 10);
}
/** What IndexedDB takes for one. */
const isKey = (id: unknown) => (typeof id === 'number' && !Number.isNaN(id)) || typeof id === 'string';

/** A browser's own, which may be blocked at any moment. */
function visit({ search, isBlocked, name }: { search: string; isBlocked: boolean; name: string }): void {
  const kept = new Map<string, string>();
  const guarded = <T>(act: () => T) => {
    if (isBlocked) throw new DOMException('blocked', 'SecurityError');
    return act();
  };
  const storage = {
    getItem: (key: string) => guarded(() => kept.get(key) ?? null),
    setItem: (key: string, value: string) => guarded(() => void kept.set(key, value)),
    removeItem: (key: string) => guarded(() => void kept.delete(key)),
  };
  Object.assign(globalThis, { location: { search }, localStorage: storage });
  try {
    remember(name);
    assert.equal(isRemembered(name), kept.size > 0);
    forget(name);
    assert.equal(isRemembered(name), false);
  } finally {
    Reflect.deleteProperty(globalThis, 'location');
    Reflect.deleteProperty(globalThis, 'localStorage');
  }
}

export const KEPT_TARGETS: Readonly<Record<string, Target>> = {
  'a kept record': target(records, readRecord, requireSame, 50),
  'a kept record, nested deep': target(
    mutatedTree([() => copy(HALF)], deepValue),
    readRecord,
    undefined, // what a later page may have added goes through, however deep
    5,
  ),
  'rows of the library': lawful(rows, openLibrary, 30),
  'a run that was left unfinished': target(
    mutatedTree(SNAPSHOTS.map((each) => () => copy(each))),
    readKept,
    requireGoingOn,
  ),
  'drawn digits': lawful(fc.tuple(drawnRows, mutatedTree([() => [...'abcdefghij']])), openDrawings, 30),
  'what the page was told once': lawful(
    fc.record({
      search: fc.constantFrom('', '?fresh', '?embed=probe', '?embed=__proto__'),
      isBlocked: fc.boolean(),
      name: fc.string(),
    }),
    visit,
  ),
};
