/** Kept runs as numbers: for a file, for a table beside each other, and how much room they take. */
import { mean } from '../../distillation/statistics.ts';
import type { Config } from '../../experiment/config.ts';
import type { RunRecord } from '../../experiment/record.ts';
import { SETTING_NAMES } from '../../experiment/settingsTable.ts';
import type { KeptRun } from '../../library/keptRun.ts';
import { nameOfKept } from '../../store/keptRuns.ts';
import type { Field, Numbers } from '../charts/numbers.ts';

/** Test digits are kept once for all runs of a set. */
export function bytesKept(runs: readonly KeptRun[]): number {
  const ofSets = new Map(runs.map(({ data, digitBytes }) => [data.id, digitBytes]));
  return [...ofSets.values(), ...runs.map(({ bytes }) => bytes)].reduce((sum, each) => sum + each, 0);
}

const text = (value: Config[keyof Config]): Field =>
  typeof value === 'number' ? value : Array.isArray(value) ? value.join(' ') : String(value);

/** One line a run: what it found, then all of its settings. */
export function resultsOf(runs: readonly KeptRun[]): Numbers {
  const header = [
    'run',
    'kept at',
    'digits',
    'set',
    'arithmetic',
    'status',
    'teacher accuracy',
    'standalone accuracy',
    'distilled accuracy',
    'gain',
    'gain low',
    'gain high',
    'pairs',
    'interval covers',
    ...SETTING_NAMES,
  ];
  return { header, rows: runs.map(rowOf) };
}

function rowOf(run: KeptRun): Field[] {
  const { keptAt, data, backend, teacher, arms, gain, config } = run;
  const [standalone, distilled] = arms.map(({ accuracy }) => mean(accuracy));
  const [low, high] = gain?.ci95 ?? [];
  return [
    nameOfKept(run),
    new Date(keptAt).toISOString(),
    data.name,
    data.id,
    backend ?? '',
    gain ? 'finished' : 'interrupted',
    teacher?.accuracy ?? '',
    standalone ?? '',
    distilled ?? '',
    gain?.mean ?? '',
    low ?? '',
    high ?? '',
    gain?.pairs.length ?? '',
    gain?.covers ?? '',
    ...SETTING_NAMES.map((name) => text(config[name])),
  ];
}

/** Settings in which not all of the runs are alike, with the value of each; digits first. */
export function differencesOf(
  records: readonly RunRecord[],
): readonly { readonly name: keyof Config | 'digits'; readonly values: readonly string[] }[] {
  const rows = [
    { name: 'digits' as const, values: records.map(({ data }) => `${data.name} (${data.id})`) },
    ...SETTING_NAMES.map((name) => ({
      name,
      values: records.map(({ config }) => String(text(config[name])) || 'none'),
    })),
  ];
  return rows.filter(({ values }) => new Set(values).size > 1);
}
