/** The engine's side of the boundary: one keeper for digits, one for the run, and the backend that both work on. */
import { backendForRun, openBackend, parseBackend, type Backend, type WasmParts } from '../engine/backend.ts';
import { run } from '../engine/run.ts';
import { poolFiles } from '../experiment/poolFiles.ts';
import { RefusedError } from '../experiment/feasibility.ts';
import type { TeacherCache } from '../engine/teacher.ts';
import type { ReadDigit } from '../data/own/looks.ts';
import { fetchModelsFrom, openReader } from '../library/shippedTeacher.ts';
import { createDigitKeeper, loadDigitsBeside, type LoadDigits } from './digitKeeper.ts';
import type { EngineApi, EngineEvent } from './engineApi.ts';
import { createRunKeeper, type BeginRun } from './runKeeper.ts';

/** @param load where digits come from; what the page's own sources give if left out */
export function createEngineHost(wasm: WasmParts, load?: LoadDigits): EngineApi {
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

  const begin: BeginRun = async (config, { setId, teacher, seeds, checkpoint = null }, clock) => {
    if (!opened) throw new Error('The engine has no backend yet. Wait until the page says that it is ready.');
    const set = digits.inUse();
    if (set.id !== setId)
      throw new RefusedError(
        `The run was meant for other digits than ${set.name}, which are in use now. Train anew.`,
      );
    const backend = await backendForRun(opened, config, set, teachers);
    const input = { preset: 'page', config, digits: set, backend, teachers, teacher, checkpoint, clock };
    return run({ ...input, ...(seeds && { seeds }) });
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
    ...digitApi,
    ...createRunKeeper(begin, (event) => void send(event)),
  };
}
