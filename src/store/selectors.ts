/** What follows from the state; pure, and never a fresh object. */
import type { Predictor } from '../distillation/ensemble.ts';
import { DIGIT_NAMES } from '../data/drawnDigits.ts';
import { ARMS, type NetworkName } from '../experiment/arms.ts';
import { usesShippedTeacher, type Config } from '../experiment/config.ts';
import { differingSettings } from '../experiment/settings.ts';
import type { RunState } from './runState.ts';
import type { State } from './state.ts';

/** Settings in which the next run would differ from the one on display, e.g. "labels, hidden"; empty when none. */
export function changedSettings(config: Config, used: Config | null): string {
  if (!used) return '';
  return differingSettings(config, used).join(', ');
}

/** Who reads the probe as this network: that of the run, or the shipped teacher until a run has another. */
export function predictorOf({ run, shipped }: State, network: NetworkName): Predictor | null {
  const own = run.weights[network];
  if (own) return own;
  const isShipped = !run.config || usesShippedTeacher(run.config);
  return network === 'teacher' && isShipped && shipped.status === 'ready' ? shipped.teacher.predictor : null;
}

/** What the ten classes of the digits in use are called; a person can name those of an own set. */
export function classNames({ config, drawn }: State): readonly string[] {
  return config.data === 'own' ? drawn.classNames : DIGIT_NAMES;
}

/** Whether a run can be started. */
export function isReadyToTrain({ engine, data, shipped }: State): boolean {
  return engine.status === 'ready' && data.status === 'ready' && shipped.status !== 'loading';
}

/**
 * Images trained on in a second, counted once for every network: of the finished run, or of its present phase so far.
 * @returns two figures; null before a pace is known
 */
export function imagesPerSecond(run: RunState, nowMs = performance.now()): number | null {
  const { config, result, status, phase, step } = run;
  if (result) return Number(result.timing.imagesPerSecond.toPrecision(2));
  const elapsedMs = nowMs - run.phaseStartedMs;
  if (!config || status !== 'running' || step < 20 || elapsedMs <= 0) return null;
  const perStep =
    phase === 'teacher'
      ? config.teacherBatchSize * config.teacherNetworks
      : config.batchSize * config.seeds * ARMS.length;
  return Number(((1000 * step * perStep) / elapsedMs).toPrecision(2));
}

/** Milliseconds until the present phase ends, at its pace so far; null before a pace is known. */
export function msRemaining(run: RunState, nowMs: number): number | null {
  if (run.step < 3 || run.numSteps === 0) return null;
  const elapsedMs = (run.pausedAtMs ?? nowMs) - run.phaseStartedMs;
  return (elapsedMs / run.step) * (run.numSteps - run.step);
}
