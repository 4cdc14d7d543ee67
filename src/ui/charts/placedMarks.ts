/** Where the texts of marks stand on a chart: joined at one epoch, one below the other where they would overprint. */
import type { SettingChange } from '../../store/runState.ts';

export interface PlacedMark {
  readonly epoch: number;
  readonly text: string;
  /** Rows from the top. */
  readonly row: number;
  /** Left of its line, where the right has no room. */
  readonly isLeft: boolean;
}

/** Texts of one epoch that are written out; of the rest their number is. */
const MAX_JOINED = 2;
/** Of a letter, as a share of a narrow chart. */
const LETTER_WIDTH = 6.5 / 420;

export function placedMarks(marks: readonly SettingChange[], numEpochs: number): PlacedMark[] {
  const texts = new Map<number, string[]>();
  for (const { epoch, text } of marks) texts.set(epoch, [...(texts.get(epoch) ?? []), text]);
  const ends: number[] = []; // of what stands in each row, as a share of the axis
  return [...texts]
    .sort(([a], [b]) => a - b)
    .map(([epoch, all]) => {
      const text = joined(all);
      const at = epoch / Math.max(1, numEpochs);
      const isLeft = at > 0.5;
      const width = text.length * LETTER_WIDTH;
      const start = isLeft ? at - width : at;
      const free = ends.findIndex((end) => end <= start);
      const row = free < 0 ? ends.length : free;
      ends[row] = start + width;
      return { epoch, text, row, isLeft };
    });
}

function joined(texts: readonly string[]): string {
  const numMore = texts.length - MAX_JOINED;
  return numMore > 0 ? `${texts.slice(0, MAX_JOINED).join(', ')} and ${numMore} more` : texts.join(', ');
}
