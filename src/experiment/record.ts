/**
 * A run as it is kept: one config executed on one digit set. It grows while the run tells, and never changes once the run has
 * ended. Whatever shows a number or a picture of a run takes it from here, never from the settings or digits in use now.
 */
import type { Predictor } from '../distillation/ensemble.ts';
import type { NetworkName } from './arms.ts';
import { joined } from './comparison.ts';
import type { Config } from './config.ts';
import { addPoint, curvePoint, type CurvePoint } from './curve.ts';
import type { ArmReport, DataSummary, NetworkMetrics, RunEvent } from './events.ts';
import type { ArmReadings, Readings } from './readings.ts';
import type { RunResult } from './results.ts';
import { drawnIn } from './replicates.ts';
import { differingSettings } from './settings.ts';

export interface RunRecord {
  readonly config: Config;
  readonly data: DataSummary;
  /** The kind of arithmetic; null until the engine has told it. */
  readonly backend: string | null;
  readonly curve: readonly CurvePoint[];
  /** Over how many test digits and seeds the curve is; null before its first point. */
  readonly curveOver: { readonly digits: number; readonly seeds: number } | null;
  /** As last reported; once finished on all test digits, before that on some of them, drawn evenly. */
  readonly teacher: NetworkMetrics | null;
  /** Empty, or standalone and distilled; measured on the same digits as the teacher. */
  readonly arms: readonly ArmReport[];
  /** Who reads the probe; students are those of the first seed. */
  readonly weights: Readonly<Partial<Record<NetworkName, Predictor>>>;
  /** Null until the teacher is trained; without students until they are. */
  readonly readings: Readings | null;
  /** Null until the run has finished. */
  readonly result: RunResult | null;
}

export function beginRecord(config: Config, data: DataSummary): RunRecord {
  return {
    config,
    data,
    backend: null,
    curve: [],
    curveOver: null,
    teacher: null,
    arms: [],
    weights: {},
    readings: null,
    result: null,
  };
}

/** The record with what the run tells in it; the same one where it tells nothing to keep. */
export function extendRecord(record: RunRecord, event: RunEvent): RunRecord {
  switch (event.type) {
    case 'started':
      return { ...record, config: event.config, data: event.data, backend: event.backend };
    case 'teacherReport':
      return { ...record, teacher: event.metrics };
    case 'cohortReport':
      return {
        ...record,
        arms: event.arms,
        curve: addPoint(record.curve, curvePoint(event.epoch, event.arms)),
        curveOver: { digits: event.arms[0]!.seeds[0]!.numTested, seeds: event.arms[0]!.seeds.length },
      };
    case 'weights':
      return { ...record, weights: { ...record.weights, ...event.weights } };
    case 'readings':
      return { ...record, readings: event.readings };
    case 'finished':
      return {
        ...record,
        config: { ...record.config, ...drawnIn(event.result) }, // others may be asked for that are still to come
        teacher: event.teacher,
        arms: event.arms.map((arm, at) => withLosses(arm, record.arms[at])),
        result: event.result,
      };
    case 'progress':
    case 'checkpoint':
      return record;
    default:
      throw new Error(`Unknown run event: ${JSON.stringify(event satisfies never)}`);
  }
}

/** The final evaluation makes no steps: the losses of the last report stay. */
function withLosses(arm: ArmReport, last: ArmReport | undefined): ArmReport {
  return { ...arm, hardLoss: last?.hardLoss ?? null, softLoss: last?.softLoss ?? null };
}

/**
 * One record of a finished run and of the same run with other seeds or in another replicate. The result speaks of all of them;
 * the curve and the networks stay those of the first seeds, and what is looked into by view that of the first replicate, whose
 * teacher they have in common.
 */
export function joinRecords(record: RunRecord, more: RunRecord): RunRecord {
  if (!record.result || !more.result)
    throw new Error('Only finished runs can be joined; wait until both have ended.');
  const both = joined(record.result, more.result, more.result.data.test);
  const drawn = drawnIn(both);
  const result = { ...both, config: { ...record.result.config, ...drawn } };
  const config = { ...record.config, ...drawn };
  if (more.config.seed !== record.config.seed) return { ...record, config, result };
  const arms = record.arms.map((arm, at) => ({
    ...arm,
    seeds: [...arm.seeds, ...(more.arms[at]?.seeds ?? [])],
  }));
  return { ...record, config, arms, readings: joinReadings(record, more), result };
}

function joinReadings({ readings }: RunRecord, more: RunRecord): Readings | null {
  const joined = (arm: ArmReadings, at: number) => ({
    ...arm,
    seeds: [...arm.seeds, ...(more.readings?.arms[at]?.seeds ?? [])],
  });
  return readings && { ...readings, arms: readings.arms.map(joined) };
}

/** What a run was, as it differs from the one that takes its place: "run before: T = 4, labels = 500, MNIST". */
export function nameOfBefore(before: RunRecord, current: RunRecord): string {
  const settings = differingSettings(before.config, current.config).map(
    (name) => `${name === 'temperature' ? 'T' : name} = ${String(before.config[name])}`,
  );
  const digits = before.data.id === current.data.id ? [] : [before.data.name];
  const parts = [...settings.slice(0, 3), ...(settings.length > 3 ? ['…'] : []), ...digits];
  return parts.length === 0 ? 'run before, same settings' : `run before: ${parts.join(', ')}`;
}
