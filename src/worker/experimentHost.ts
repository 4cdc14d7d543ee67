/** The worker's side of an experiment: plans it on the digits at hand, runs its shard, and tells what is done. */
import { summaryOf, type DigitSet } from '../data/digitSet.ts';
import { digitsByHand, withEndlessImages } from '../data/embedded.ts';
import { mean } from '../distillation/statistics.ts';
import { openBackend, parseBackend, type Backend, type WasmParts } from '../engine/backend.ts';
import { runExperiment } from '../engine/experiment.ts';
import type { GivenTeacher, TeacherCache } from '../engine/teacher.ts';
import { estimateMs } from '../engine/estimate.ts';
import { usesBroughtTeacher } from '../experiment/config.ts';
import type { ExperimentEvent, RunEvent } from '../experiment/events.ts';
import { cohortsApart, cohortsOfShard } from '../experiment/shards.ts';
import { planExperiment } from '../experiment/plan.ts';
import { findPreset } from '../experiment/presets.ts';
import { fetchModelsFrom, loadTeacherFor } from '../library/shippedTeacher.ts';
import type { ExperimentApi, ExperimentNews, ExperimentOrder } from './experimentApi.ts';
import { watchContext } from './lostContext.ts';
import { SILENT_PULSE, type Pulse } from './pulse.ts';
import { yieldToMessages } from '../engine/messages.ts';

/** Between two messages about progress. */
const NEWS_INTERVAL_MS = 150;

export function createExperimentHost(wasm: WasmParts, pulse: Pulse = SILENT_PULSE): ExperimentApi {
  let backend: Backend | null = null;
  let digits: DigitSet | null = null;
  let modelsUrl = '';
  let brought: GivenTeacher | null = null;
  const teachers: TeacherCache = new Map();

  function prepare({ preset, settings, axes }: ExperimentOrder, numWorkers = 1) {
    if (!backend || !digits) throw new Error('The experiment has no digits yet: open it and hand them over.');
    const { data, sloppiness } = digits.source;
    const inUse = data === 'embedded' ? { data, sloppiness } : { data };
    const options = { settings: { ...settings, ...inUse }, axes, data: summaryOf(digits), numWorkers };
    return { backend, digits, plan: planExperiment(findPreset(preset), options) };
  }

  return {
    async openForExperiments(requested, pageUrl, given) {
      brought = given;
      backend = await openBackend(requested === null ? null : parseBackend(requested), wasm);
      modelsUrl = new URL('models/', pageUrl).href;
    },
    async useDigits(shared) {
      const { data, sloppiness } = shared.source;
      digits = data === 'embedded' ? withEndlessImages(shared, sloppiness) : shared;
    },
    async estimateExperiment(order) {
      const prepared = prepare(order);
      return estimateMs(prepared.plan, prepared.digits);
    },
    async runExperiment(order, { shard, numWorkers, done }, sharedTeachers, onNews) {
      const prepared = prepare(order, numWorkers);
      const numApart = cohortsApart(prepared.plan, order.budget !== null);
      const numCohorts = cohortsOfShard(prepared.plan.cohorts, shard, numApart).length;
      const experiment = runExperiment({
        plan: prepared.plan,
        digits: prepared.digits,
        backend: prepared.backend.label,
        shard,
        budget: order.budget,
        done,
        teachers,
        sharedTeachers,
        digitsFor: digitsByHand(prepared.digits),
        teacherFor: async (config) => {
          if (!usesBroughtTeacher(config)) return loadTeacherFor(config, fetchModelsFrom(modelsUrl));
          return brought?.id === config.teacherFile ? brought : null;
        },
      });
      const tell = createReporter(onNews, numCohorts);
      let turnEndsMs = 0;
      const events = watchContext(experiment);
      pulse.begin(null);
      for (;;) {
        const next = await events.next().catch((error: unknown) => {
          pulse.begin(null);
          throw error;
        });
        if (next.done) {
          pulse.begin(null);
          return next.value;
        }
        if (isMilestone(next.value)) pulse.begin(kindAfter(next.value));
        tell(next.value);
        if (performance.now() < turnEndsMs) continue;
        await yieldToMessages();
        turnEndsMs = performance.now() + NEWS_INTERVAL_MS;
      }
    },
  };
}

/** A report belongs to its step. */
const isMilestone = (event: ExperimentEvent) => event.type !== 'run' || event.event.type === 'progress';

/** Steps of one phase of one cohort take about as long as each other. */
function kindAfter(event: ExperimentEvent): string | null {
  if (event.type !== 'run' || event.event.type !== 'progress') return null;
  const { phase, step, numSteps } = event.event;
  return (phase === 'teacher' || phase === 'students') && step < numSteps ? `${event.cohort} ${phase}` : null;
}

/** Turns the engine's many events into a few messages. */
function createReporter(onNews: (news: ExperimentNews) => void, numCohorts: number) {
  let cohort = { at: 0, labels: [] as readonly string[] };
  let toldMs = -Infinity;
  return (event: ExperimentEvent): void => {
    if (event.type === 'partial') onNews(event);
    else if (event.type === 'cohort') cohort = { at: event.cohort, labels: event.labels };
    else if (event.event.type === 'cohortReport') onNews(curveNews(event.event, cohort.labels));
    else if (event.event.type === 'progress' && performance.now() - toldMs > NEWS_INTERVAL_MS) {
      toldMs = performance.now();
      const { phase, step, numSteps } = event.event;
      const ofCohort = phase === 'students' ? step / Math.max(1, numSteps) : 0;
      onNews({
        type: 'progress',
        share: Math.min(1, (cohort.at + ofCohort) / numCohorts),
        labels: cohort.labels,
        phase,
      });
    }
  };
}

/** @param labels of the variants of the cohort, in order: the arms that follow the standalone one */
function curveNews(
  { epoch, arms }: RunEvent & { type: 'cohortReport' },
  labels: readonly string[],
): ExperimentNews {
  const means = arms.slice(1).map(({ seeds }) => mean(seeds.map(({ accuracy }) => accuracy)));
  const accuracy = Object.fromEntries(means.map((value, at) => [labels[at]!, value]));
  return { type: 'curve', epoch, accuracy };
}
