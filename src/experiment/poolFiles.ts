/** Result files as a class brings them: whatever can be read of the same run is pooled, and the rest is told why not. */
import { messageOf } from './messageOf.ts';
import { poolRuns, type Pooled } from './pool.ts';
import { parseResultFile } from './resultFile.ts';
import type { ExperimentResult } from './results.ts';

/** As it was opened. */
export interface TextFile {
  readonly file: string;
  readonly text: string;
}

interface Named {
  readonly file: string;
  readonly result: ExperimentResult;
}

/** The settings and digits that most of the files have are those of the pool, in whatever order they were opened. */
export function poolFiles(files: readonly TextFile[]): Pooled {
  const read: Named[] = [];
  const broken: { file: string; why: string }[] = [];
  for (const { file, text } of files) {
    try {
      read.push({ file, result: parseResultFile(file, text) });
    } catch (error) {
      broken.push({ file, why: messageOf(error) });
    }
  }
  const kinds = read.map(({ result }) => kindOf(result));
  const numAlike = (kind: string) => kinds.filter((each) => each === kind).length;
  const usual = kinds.reduce((best, kind) => (numAlike(kind) > numAlike(best) ? kind : best), kinds[0] ?? '');
  const { leftOut, ...pool } = poolRuns([
    ...read.filter((_, at) => kinds[at] === usual),
    ...read.filter((_, at) => kinds[at] !== usual),
  ]);
  return { ...pool, leftOut: [...broken, ...leftOut] };
}

/** Alike for runs that differ in chance alone. */
function kindOf({ config, data }: ExperimentResult): string {
  const settings = Object.entries(config).filter(([name]) => !['seed', 'seeds', 'replicates'].includes(name));
  return JSON.stringify([data.id, data.test, settings.sort(([a], [b]) => a.localeCompare(b))]);
}
