/** The engine's side of the boundary: one keeper for digits, one for the run, and the backend that both work on. */
import { backendForRun, openBackend, parseBackend, type Backend, type WasmParts } from '../engine/backend.ts';
import { run } from '../engine/run.ts';
import { unpack } from '../experiment/packedCheckpoint.ts';
import { poolFiles } from '../experiment/poolFiles.ts';
import { RefusedError } from '../experiment/feasibility.ts';
import type { TeacherCache } from '../engine/teacher.ts';
import type { ReadDigit } from '../data/own/looks.ts';
import { fetchModelsFrom, openReader } from '../library/shippedTeacher.ts';
import { readRunFile } from '../library/runFile.ts';
import { createDigitKeeper, loadDigitsBeside, type LoadDigits } from './digitKeeper.ts';
import type { EngineApi, EngineEvent } from './engineApi.ts';
import { watchContext } from './lostContext.ts';
import type { Pulse } from './pulse.ts';
import { createRunKeeper, type BeginRun } from './runKeeper.ts';

interface HostOptions {
  /** Where digits come from; what the page's own sources give if left out. */
  readonly load?: LoadDigits;
  /** Is told what the engine is at. */
  readonly pulse?: Pulse;
}

export function createEngineHost(wasm: WasmParts, { load, pulse }: HostOptions = {}): EngineApi {
  const teachers: TeacherCache = new Map();
  let onEvent: (event: EngineEvent) => void | Promise<void> = () => undefined;
  let pageUrl = '';
  let opened: Backend | null = null;
  const send = (event: EngineEvent) => onEvent(event);
  let reader: ReadDigit | null = null;
  const digits = createDigitKeeper(
    load ?? loadDigitsBeside(() => pageUrl),
    send,
    async () => (reader ??= await openReader(fetchModelsFrom(new URL('models/', pageUrl).href))),
  );

  const begin: BeginRun = async (config, options, clock) => {
    const { setId, teacher, seeds, checkpoint: packed = null, onAnyBackend = false } = options;
    if (!opened) throw new Error('The engine has no backend yet. Wait until the page says that it is ready.');
    const set = digits.inUse();
    if (set.id !== setId)
      throw new RefusedError(
        `The run was meant for other digits than ${set.name}, which are in use now. Train anew.`,
      );
    const checkpoint = packed && (await unpack(packed));
    const begunOn = checkpoint?.arithmetic.backend ?? null;
    const own = await backendForRun(opened, config, set, teachers, begunOn);
    const isTakenOver = begunOn !== null && begunOn !== own && onAnyBackend;
    const backend = begunOn?.endsWith(`, then ${own}`)
      ? begunOn
      : isTakenOver
        ? `${begunOn}, then ${own}`
        : own;
    const input = { preset: 'page', config, digits: set, backend, teachers, teacher, checkpoint, clock };
    return watchContext(run({ ...input, ...(seeds && { seeds }) }));
  };
  const { inUse, ...digitApi } = digits;
  void inUse; // the engine's own
  return {
    async open(requested, address, listener) {
      onEvent = listener;
      pageUrl = address;
      opened = await openBackend(requested === null ? null : parseBackend(requested), wasm);
      return opened;
    },
    poolResults: async (files) => poolFiles(files),
    readRunFile,
    async bringTeacher(files, wish) {
      const inUse = digits.inUse();
      return (await import('../library/models/bringTeacher.ts')).bringTeacher(files, inUse, wish);
    },
    ...digitApi,
    ...createRunKeeper(begin, (event) => void send(event), pulse),
  };
}
