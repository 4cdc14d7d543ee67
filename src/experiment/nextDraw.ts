/** What a run still lacks of the students and replicates that were asked for. */
import type { Config } from './config.ts';
import { ofReplicate } from './replicates.ts';
import type { RunResult } from './results.ts';
import { studentSeeds } from './seeds.ts';

/** How many students of each arm in each of how many replicates. */
export type Goal = Pick<Config, 'seeds' | 'replicates'>;

export interface NextDraw {
  /** Of the replicate, from 0. */
  readonly replicate: number;
  readonly seeds: readonly number[];
}

/** @param result of a finished run @param config as it was begun @returns the first replicate that lacks students; null when all are there */
export function nextDraw(
  { replicates }: RunResult,
  config: Config,
  { seeds, replicates: count }: Goal,
): NextDraw | null {
  for (let replicate = 0; replicate < count; replicate++) {
    const own = { ...ofReplicate(config, replicate), seeds };
    const there = new Set(replicates.find(({ seed }) => seed === own.seed)?.arms[0]?.seeds);
    const lacking = studentSeeds(own).filter((seed) => !there.has(seed));
    if (lacking.length > 0) return { replicate, seeds: lacking };
  }
  return null;
}
