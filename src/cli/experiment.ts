/** `npm run experiment -- NAME`: one preset, headless in Node, with the engine of the page. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openBackend } from '../engine/backend.ts';
import { run, type TeacherCache } from '../engine/run.ts';
import { BACKENDS, type BackendName } from '../engine/backend.ts';
import type { RunEvent } from '../experiment/events.ts';
import type { RunResult } from '../experiment/results.ts';
import { findPreset, PRESETS } from '../experiment/presets.ts';
import { parseConfig, parseSettings } from '../experiment/settings.ts';
import { loadDigitsFrom } from './digits.ts';
import { createProgressLine } from './progressLine.ts';
import { tfjsWasmFolder } from './wasmFolder.ts';

const USAGE = `Usage: npm run experiment -- NAME [--data embedded|mnist|DIR] [--seeds n] [--set key=value]… [--backend wasm|cpu] [--json FILE]
Presets: ${Object.keys(PRESETS).join(', ')}`;
