/** Errors as bars beside those of the claim's source, where it counted the same; those on unseen digits are a part of each bar. */
import { mean } from '../../distillation/statistics.ts';
import type { Preset, Reader } from '../../experiment/preset.ts';
import { decimal } from '../../experiment/words/numbers.ts';
import type { Measured, Origin, Results } from './measured.ts';
import type { Found } from './quantity.ts';

export interface EvidenceBar {
  readonly origin: Origin;
  /** In percent of the test digits. */
  readonly wrong: number;
  /** Of these, on digits that the transfer set lacked; null where it lacked none. */
  readonly wrongUnseen: number | null;
  /** Lowest and highest seed; null for one. */
  readonly range: readonly [number, number] | null;
  /** In percent, without its sign. */
  readonly said: string;
}

export interface BarRow {
  readonly label: string;
  readonly reader: Reader;
  readonly bars: readonly EvidenceBar[];
}

const READER_LABEL: Readonly<Record<Reader, string>> = {
  standalone: 'standalone',
  distilled: 'distilled',
  teacher: 'teacher',
  shifted: 'distilled, biases moved',
};

/** Null where the source has no such numbers. */
export function barsOf({ sourceWrong, variants }: Preset, measured: Measured): BarRow[] | null {
  if (!sourceWrong) return null;
  const labels = variants.map(({ label }) => label);
  return labels.flatMap((label, at) => {
    const readers = at === 0 ? readersOf(sourceWrong.map(({ reader }) => reader)) : (['distilled'] as const);
    return readers.map((reader) => {
      const theirs = at === 0 ? sourceWrong.find((each) => each.reader === reader) : undefined;
      const bars = [
        ...(theirs ? [sourceBar(theirs)] : []),
        ...(['recorded', 'here'] as const).flatMap((origin) =>
          barFrom(measured[origin], origin, label, reader),
        ),
      ];
      return {
        label: at === 0 ? READER_LABEL[reader] : `${label}: ${READER_LABEL[reader]}`,
        reader,
        bars,
      };
    });
  });
}

/** Those of the source, with the students that a reader wants to see beside each other. */
const readersOf = (theirs: readonly Reader[]): Reader[] =>
  (['standalone', 'distilled', 'shifted', 'teacher'] as const).filter(
    (reader) => reader === 'standalone' || theirs.includes(reader),
  );

function sourceBar({ wrong, wrongUnseen }: NonNullable<Preset['sourceWrong']>[number]): EvidenceBar {
  return {
    origin: 'source',
    wrong: 100 * wrong,
    wrongUnseen: wrongUnseen === undefined ? null : 100 * wrongUnseen,
    range: null,
    said: short(100 * wrong),
  };
}

function barFrom(results: Results | null, origin: Origin, label: string, reader: Reader): EvidenceBar[] {
  const finding = results?.variants.find((variant) => variant.label === label);
  if (!results || finding?.problem !== null) return [];
  const share = (counts: readonly number[]) =>
    counts.map((count) => (100 * count) / results.data.test).filter(Number.isFinite);
  const { errors, unseen } = countsOf(finding, reader);
  const wrong = share(errors);
  if (wrong.length === 0) return [];
  const ofUnseen = share(unseen);
  const value = mean(wrong);
  return [
    {
      origin,
      wrong: value,
      wrongUnseen: ofUnseen.length === 0 ? null : mean(ofUnseen),
      range: wrong.length < 2 ? null : [Math.min(...wrong), Math.max(...wrong)],
      said: short(value),
    },
  ];
}

const short = (share: number) => decimal(share, share < 10 ? 2 : 1);

/** By seed. */
function countsOf(
  { teacher, arms }: Found,
  reader: Reader,
): { errors: readonly number[]; unseen: readonly number[] } {
  if (reader === 'teacher') return { errors: [teacher.errors], unseen: [] };
  const arm = arms.find(({ name }) => name === (reader === 'standalone' ? 'standalone' : 'distilled'));
  const unseen = arm?.unseen ?? [];
  return reader === 'shifted'
    ? {
        errors: unseen.map(({ shiftedErrors }) => shiftedErrors),
        unseen: unseen.map(({ shiftedWrong }) => shiftedWrong),
      }
    : { errors: arm?.errors ?? [], unseen: unseen.map(({ wrong }) => wrong) };
}
