/** The numbers behind the picture of a claim, a line per run and place where it was measured; a source has errors alone. */
import { mean } from '../../distillation/statistics.ts';
import type { Preset } from '../../experiment/preset.ts';
import type { Finding } from '../../experiment/recorded.ts';
import type { Field, Numbers } from '../charts/numbers.ts';
import { ORIGIN_LABEL } from './looks.ts';
import type { Measured } from './measured.ts';
import type { Found } from './quantity.ts';

interface Column {
  readonly name: string;
  /** @param numTested digits */
  of(found: Found, numTested: number): Field;
}

/** Test digits in percent and points to two decimals; what is no number is left empty. */
export function evidenceNumbers(preset: Preset, measured: Measured): Numbers {
  const found = (['recorded', 'here'] as const).flatMap((origin) =>
    (measured[origin]?.variants ?? []).map((finding) => ({
      origin,
      finding,
      numTested: measured[origin]!.data.test,
    })),
  );
  const hasUnseen = found.some(({ finding }) => finding.problem === null && unseenOf(finding).length > 0);
  const hasAgreement = preset.measures.includes('agreement');
  const columns = [...WRONG, ...(hasUnseen ? UNSEEN : []), ...GAIN, ...(hasAgreement ? AGREEMENT : [])];
  const rows = found.map(({ origin, finding, numTested }) => [
    finding.label,
    ORIGIN_LABEL[origin],
    ...columns.map((column) => (finding.problem === null ? finite(column.of(finding, numTested)) : '')),
    noteOn(finding),
  ]);
  const source = sourceRow(preset, columns);
  return {
    header: ['run', 'measured', ...columns.map(({ name }) => name), 'note'],
    rows: [...(source ? [source] : []), ...rows.toSorted((a, b) => placeOf(preset, a) - placeOf(preset, b))],
  };
}

const WRONG: readonly Column[] = [
  { name: 'standalone wrong %', of: ({ arms }, numTested) => share(arms[0]?.errors, numTested) },
  { name: 'distilled wrong %', of: ({ arms }, numTested) => share(arms[1]?.errors, numTested) },
  { name: 'teacher wrong %', of: ({ teacher }, numTested) => share([teacher.errors], numTested) },
];

const UNSEEN: readonly Column[] = [
  {
    name: 'distilled on unseen %',
    of: (found, numTested) =>
      share(
        unseenOf(found).map(({ wrong }) => wrong),
        numTested,
      ),
  },
  { name: 'biases moved by', of: (found) => average(unseenOf(found).map(({ shift }) => shift)) },
  {
    name: 'then wrong %',
    of: (found, numTested) =>
      share(
        unseenOf(found).map(({ shiftedErrors }) => shiftedErrors),
        numTested,
      ),
  },
  {
    name: 'then on unseen %',
    of: (found, numTested) =>
      share(
        unseenOf(found).map(({ shiftedWrong }) => shiftedWrong),
        numTested,
      ),
  },
];

const GAIN: readonly Column[] = [
  { name: 'gain in points', of: ({ gain }) => rounded(gain.mean) },
  { name: '95 % from', of: ({ gain }) => (gain.ci95 ? rounded(gain.ci95[0]) : '') },
  { name: 'to', of: ({ gain }) => (gain.ci95 ? rounded(gain.ci95[1]) : '') },
  { name: 'pairs', of: ({ gain }) => gain.pairs.length },
];

const AGREEMENT: readonly Column[] = [
  { name: 'standalone agrees %', of: ({ arms }) => average(arms[0]?.agreement.map((each) => 100 * each)) },
  { name: 'distilled agrees %', of: ({ arms }) => average(arms[1]?.agreement.map((each) => 100 * each)) },
];

const unseenOf = ({ arms }: Found) => arms[1]?.unseen ?? [];
const rounded = (value: number) => Number(value.toFixed(2));
const average = (values: readonly number[] = []): Field => (values.length === 0 ? '' : rounded(mean(values)));
const share = (counts: readonly number[] | undefined, numTested: number) =>
  average(counts?.map((count) => (100 * count) / numTested));
const finite = (field: Field): Field => (typeof field === 'number' && !Number.isFinite(field) ? '' : field);

function noteOn(finding: Finding): string {
  if (finding.problem !== null) return `refused: ${finding.problem}`;
  const { ci95, lack, covers } = finding.gain;
  if (ci95) return covers === 'students' ? 'interval over students alone' : '';
  if (lack === 'few digits') return 'no interval: too few test digits differ';
  return lack === 'no spread' ? 'no interval: all pairs are alike' : 'no interval: one pair';
}

/** Where the source counted what is counted here. */
function sourceRow({ sourceWrong, variants }: Preset, columns: readonly Column[]): Field[] | null {
  if (!sourceWrong) return null;
  const of = (name: (typeof sourceWrong)[number]['reader']) =>
    sourceWrong.find(({ reader }) => reader === name);
  const percent = (value: number | undefined) => (value === undefined ? '' : rounded(100 * value));
  const known: Readonly<Record<string, Field>> = {
    'standalone wrong %': percent(of('standalone')?.wrong),
    'distilled wrong %': percent(of('distilled')?.wrong),
    'teacher wrong %': percent(of('teacher')?.wrong),
    'distilled on unseen %': percent(of('distilled')?.wrongUnseen),
    'then wrong %': percent(of('shifted')?.wrong),
    'then on unseen %': percent(of('shifted')?.wrongUnseen),
  };
  return [variants[0]!.label, ORIGIN_LABEL.source, ...columns.map(({ name }) => known[name] ?? ''), ''];
}

/** Runs of one variant stand below each other. */
function placeOf({ variants }: Preset, [label]: readonly Field[]): number {
  const at = variants.findIndex((variant) => variant.label === label);
  return at < 0 ? variants.length : at;
}
