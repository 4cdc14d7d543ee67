/** Numbers of networks: those of runs with other seeds are never the same, so that what they find are other draws. */
import type { Config } from './config.ts';
import { LIMITS } from './limits.ts';

/** Students of an arm at most: beyond, a narrower interval is not worth its time. */
export const MAX_STUDENTS = 100;

/** Of the students of a run, the same for all arms: that is what pairs them. @param first how many there are already */
export function studentSeeds({ seed, seeds }: Pick<Config, 'seed' | 'seeds'>, first = 0): number[] {
  const most = Math.max(0, Math.min(seeds, MAX_STUDENTS - first));
  return Array.from({ length: most }, (_, index) => MAX_STUDENTS * seed + 1 + first + index);
}

/** Of the networks of a teacher: below 0, because a teacher of its students' architecture must not begin as one of them. */
export function teacherSeeds({ seed, teacherNetworks }: Pick<Config, 'seed' | 'teacherNetworks'>): number[] {
  return Array.from({ length: teacherNetworks }, (_, index) => -(LIMITS.networks.max * seed + index));
}
