/** The only way in which a run changes what the page knows: pure reducers of engine events. */
import { ARMS, type Arm } from '../experiment/arms.ts';
import type { ArmReport, RunEvent } from '../experiment/events.ts';
import { addPoint } from './series.ts';
import type { ArmPoint, CurvePoint, RunState, Spread } from './runState.ts';

/** @param nowMs performance.now() when the event arrived */
export function applyEvent(run: RunState, event: RunEvent, nowMs: number): RunState {
  switch (event.type) {
    case 'started':
      return { ...run, config: event.config, data: event.data, phaseStartedMs: nowMs };
    case 'progress': {
      const { phase, step, numSteps } = event;
      const phaseStartedMs = phase === run.phase ? run.phaseStartedMs : nowMs;
      return { ...run, phase, step, numSteps, phaseStartedMs };
    }
    case 'teacherReport':
      return { ...run, teacher: event.metrics, teacherLoss: event.loss, epoch: event.epoch };
    case 'cohortReport': {
      const curve = addPoint(run.curve, curvePoint(event.epoch, event.arms));
      const numLive = event.arms.standalone.seeds[0]?.numTested ?? null;
      return { ...run, arms: event.arms, epoch: event.epoch, curve, numLive };
    }
    case 'weights':
      return { ...run, weights: { ...run.weights, ...event.weights } };
    case 'readings':
      return { ...run, readings: event.readings };
    case 'checkpoint':
      return run;
    case 'finished':
      return {
        ...run,
        status: 'finished',
        teacher: event.teacher,
        arms: withLosses(event.arms, run.arms),
        result: event.result,
      };
    default:
      throw new Error(`Unknown run event: ${JSON.stringify(event satisfies never)}`);
  }
}

/** The run came to stand. */
export function applyPause(run: RunState, nowMs: number): RunState {
  return { ...run, status: 'paused', pausedAtMs: run.pausedAtMs ?? nowMs };
}

/** The run goes on; the time it stood still does not count. */
export function applyResume(run: RunState, nowMs: number): RunState {
  const stoodMs = run.pausedAtMs === null ? 0 : nowMs - run.pausedAtMs;
  return { ...run, status: 'running', pausedAtMs: null, phaseStartedMs: run.phaseStartedMs + stoodMs };
}

/** The run ended by an error; what it had measured stays. */
export function applyFailure(run: RunState, message: string): RunState {
  return { ...run, status: 'failed', message };
}

/** The final evaluation makes no steps: the losses of the last report stay. */
function withLosses(arms: RunState['arms'] & object, last: RunState['arms']): RunState['arms'] {
  const merge = (arm: Arm) => ({
    ...arms[arm],
    hardLoss: last?.[arm].hardLoss ?? null,
    softLoss: last?.[arm].softLoss ?? null,
  });
  return { standalone: merge('standalone'), distilled: merge('distilled') };
}

function curvePoint(epoch: number, arms: Readonly<Record<Arm, ArmReport>>): CurvePoint {
  const [standalone, distilled] = ARMS.map((arm) => armPoint(arms[arm]));
  return { epoch, arms: { standalone: standalone!, distilled: distilled! } };
}

function armPoint({ seeds, hardLoss, softLoss }: ArmReport): ArmPoint {
  const over = (key: 'accuracy' | 'agreement' | 'nll' | 'meanKl') => spread(seeds.map((each) => each[key]));
  return {
    ...{ accuracy: over('accuracy'), agreement: over('agreement'), nll: over('nll'), meanKl: over('meanKl') },
    hardLoss: hardLoss === null ? null : spread([hardLoss]),
    softLoss: softLoss === null ? null : spread([softLoss]),
  };
}

function spread(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, min: Math.min(...values), max: Math.max(...values) };
}
