/** How runs that are compared are told apart: by letter, colour and dash. */
import type { RunRecord } from '../../experiment/record.ts';

export interface Compared {
  readonly id: string;
  readonly record: RunRecord;
  readonly name: string;
  readonly letter: string;
  readonly colour: string;
  readonly dash: string;
}

const LOOKS = [
  { letter: 'A', colour: 'var(--t1)', dash: '' },
  { letter: 'B', colour: 'var(--t7)', dash: '8 3' },
  { letter: 'C', colour: 'var(--distilled)', dash: '2 3' },
  { letter: 'D', colour: 'var(--chosen)', dash: '10 3 2 3' },
] as const;

/** @param at place among the compared, from 0 */
export const lookOf = (at: number) => LOOKS[at % LOOKS.length]!;
