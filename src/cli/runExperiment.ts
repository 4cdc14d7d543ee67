/** Runs an experiment to its end, or to the point where somebody stops it; what is done by then is kept. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { summaryOf, type DigitSet } from '../data/digitSet.ts';
import { digitsByHand } from '../data/embedded.ts';
import { runExperiment, type ExperimentInput } from '../engine/experiment.ts';
import { openBackend, type Backend, type BackendName } from '../engine/backend.ts';
import { compileKernels } from '../engine/kernels/compile.ts';
import type { ExperimentEvent, RunEvent } from '../experiment/events.ts';
import { planExperiment, type ExperimentPlan } from '../experiment/plan.ts';
import type { ExperimentResult } from '../experiment/results.ts';
import { loadTeacherFor } from '../library/shippedTeacher.ts';
import { loadDigitsFrom } from './digits.ts';
import { readModelFile } from './files.ts';
import type { Order } from './order.ts';

export interface Prepared {
  readonly plan: ExperimentPlan;
  readonly digits: DigitSet;
  readonly backend: Backend;
}

/** Loads what the order wants. @throws DataFileError saying what is missing, SettingsError */
export async function prepare(order: Order): Promise<Prepared> {
  const { preset, settings, axes, data: asked, backend, shard } = order;
  const { sloppiness } = planExperiment(preset, { settings, axes }).config;
  const digits = await loadDigitsFrom(asked, sloppiness);
  for (const { text } of digits.remarks ?? []) console.error(`${digits.name}: ${text}`);
  const numWorkers = shard?.count ?? 1;
  const options = {
    settings: { ...settings, data: digits.source.data },
    axes,
    data: summaryOf(digits),
    numWorkers,
  };
  const plan = planExperiment(preset, options);
  return { plan, digits, backend: await openInNode(backend) };
}

/** @param name null for the fastest @throws Error for people when it is not to be had */
export async function openInNode(name: BackendName | null): Promise<Backend> {
  const wasmFolder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
  return openBackend(name, { paths: `${wasmFolder}/`, kernels: await compileKernels() });
}

export interface Outcome {
  readonly result: ExperimentResult;
  readonly isInterrupted: boolean;
}

/** @param signal ends it at the next step @param onEvent told everything @throws as runExperiment */
export async function runToOutcome(
  { plan, digits, backend }: Prepared,
  own: Pick<ExperimentInput, 'shard' | 'budget' | 'done' | 'sharedTeachers'>,
  signal: AbortSignal,
  onEvent: (event: ExperimentEvent) => void,
): Promise<Outcome> {
  const events = runExperiment({
    plan,
    digits,
    backend: backend.label,
    ...own,
    teachers: new Map(),
    digitsFor: digitsByHand(digits),
    teacherFor: (config) => loadTeacherFor(config, readModelFile),
  });
  let latest: ExperimentResult | null = null;
  const watch = createWatch();
  for (;;) {
    const { done, value } = await events.next();
    if (done) return { result: value, isInterrupted: false };
    if (value.type === 'partial') latest = value.result;
    watch.see(value);
    onEvent(value);
    await yieldToSignals();
    if (!signal.aborted || !latest) continue;
    await events.return(undefined as never); // releases the cohort under way
    return { result: { ...latest, ...watch.underWay() }, isInterrupted: true };
  }
}

/** Remembers how the cohort under way last did. */
function createWatch() {
  let labels: readonly string[] = [];
  let report: Extract<RunEvent, { readonly type: 'cohortReport' }> | null = null;
  return {
    see(event: ExperimentEvent) {
      if (event.type === 'cohort') [labels, report] = [event.labels, null];
      if (event.type === 'partial') report = null;
      if (event.type === 'run' && event.event.type === 'cohortReport') report = event.event;
    },
    underWay(): Pick<ExperimentResult, 'underWay'> {
      if (!report) return {};
      const { arms, epoch } = report;
      const accuracy = arms.map(({ seeds }) => seeds.map((student) => student.accuracy));
      return { underWay: { labels, epoch, numTested: arms[0]!.seeds[0]!.numTested, accuracy } };
    },
  };
}

/** Node delivers signals between macrotasks alone, and a run on wasm awaits nothing but microtasks. */
let turnEndsMs = 0;
async function yieldToSignals(): Promise<void> {
  if (performance.now() < turnEndsMs) return;
  await new Promise((resolve) => setImmediate(resolve));
  turnEndsMs = performance.now() + 50;
}
