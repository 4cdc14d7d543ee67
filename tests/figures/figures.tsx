/** The figures that are compared with the pictures beside this file. */
import type { ReactElement } from 'react';
import { DEFAULT_CONFIG } from '../../src/experiment/config.ts';
import type { Preset } from '../../src/experiment/preset.ts';
import { PRESETS } from '../../src/experiment/presets.ts';
import { MeasureChart } from '../../src/ui/charts/MeasureChart.tsx';
import { ReliabilityChart } from '../../src/ui/charts/ReliabilityChart.tsx';
import { softenedCurves } from '../../src/ui/charts/softenedCurves.ts';
import { SoftenedPlot } from '../../src/ui/charts/SoftenedPlot.tsx';
import type { RunResult } from '../../src/experiment/results.ts';
import { PairsPicture } from '../../src/ui/panels/PairsPicture.tsx';
import { EvidencePicture } from '../../src/ui/evidence/EvidencePicture.tsx';
import { growingCurve, results, SEVEN_LOGITS } from './records.ts';

interface Figure {
  /** Of its file. */
  readonly name: string;
  /** What one should see. */
  readonly shows: string;
  /** What measures itself on the page is given this. */
  readonly size: { readonly width: number; readonly height: number };
  readonly drawing: ReactElement;
}

const curves = softenedCurves(() => SEVEN_LOGITS, 8);
const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit));
const GARMENTS = [
  'T-shirt',
  'trousers',
  'pullover',
  'dress',
  'coat',
  'sandal',
  'shirt',
  'sneaker',
  'bag',
  'ankle boot',
];
const PLOT = { width: 640, height: 236 };
const CHART = { width: 640, height: 190 };
const SMALL = { width: 280, height: 150 };

const bins = (shift: number) =>
  Array.from({ length: 10 }, (_, bin) => {
    const meanConfidence = (bin + 0.5) / 10;
    return { count: 20 * bin, meanConfidence, accuracy: Math.min(1, meanConfidence + shift) };
  });

/** What a picture asks of a preset: what it measures, what its runs vary. */
const preset = (changes: Pick<Preset, 'measures' | 'variants'> & Partial<Preset>): Preset => ({
  ...PRESETS['controls']!,
  config: {},
  ...changes,
});

const WIDTHS = [16, 128];
const TEMPERATURES = [1, 2, 8, 20];
const GRID = WIDTHS.flatMap((units) => TEMPERATURES.map((temperature) => ({ units, temperature })));
const labelOf = ({ units, temperature }: (typeof GRID)[number]) => `${units} units, T = ${temperature}`;
const swept = (offset: number) =>
  results(
    ...GRID.map((cell) => {
      const gain = (cell.units === 16 ? -1 : 0.4) * Math.log(cell.temperature) + offset;
      return { label: labelOf(cell), pairs: [gain - 0.1, gain, gain + 0.1], half: 0.4 };
    }),
  );

/** What the picture of pairs asks of a result. */
const PAIRED = {
  teacher: { accuracy: 0.972 },
  arms: [{ accuracy: [0.881, 0.886, 0.89, 0.884, 0.887] }, { accuracy: [0.921, 0.93, 0.924, 0.926, 0.884] }],
  gain: { mean: 3.14, ci95: [1.4, 4.88], pairs: [4, 4.4, 3.4, 4.2, -0.3] },
} as unknown as RunResult;

export const FIGURES: readonly Figure[] = [
  {
    name: 'pairs',
    shows:
      'A verdict: five pairs from standalone to distilled, the last of them lost; below them the mean with its interval; the guess hollow; the teacher at the right',
    size: { width: 300, height: 48 },
    drawing: <PairsPicture result={PAIRED} guess={1.5} />,
  },
  {
    name: 'softened',
    shows: 'Figure 3: lines for T = 1, 2, 4 and 7, and bold for T = 8; the 9 above the 1 above the 6',
    size: PLOT,
    drawing: <SoftenedPlot curves={curves} scale="linear" names={DIGITS} />,
  },
  {
    name: 'softened-log-own-names',
    shows: 'Figure 3 on a log axis, with class names of a person’s own, cut to their room',
    size: PLOT,
    drawing: <SoftenedPlot curves={curves} scale="log" names={GARMENTS} />,
  },
  {
    name: 'accuracy',
    shows: 'Accuracy by epoch: two arms with bands, told apart by dash too; marks where settings changed',
    size: CHART,
    drawing: (
      <MeasureChart
        measure="accuracy"
        curve={growingCurve(20)}
        before={null}
        marks={[
          { epoch: 6, text: 'T → 4' },
          { epoch: 7, text: 'labels → 100' },
        ]}
        config={{ ...DEFAULT_CONFIG, epochs: 20 }}
      />
    ),
  },
  {
    name: 'loss-run-before',
    shows: 'Loss by epoch, with the dotted lines of the run before, which was longer',
    size: CHART,
    drawing: (
      <MeasureChart
        measure="nll"
        curve={growingCurve(8)}
        before={{ name: 'run before: T = 4', curve: growingCurve(12, 0.15) }}
        marks={[]}
        config={{ ...DEFAULT_CONFIG, epochs: 8 }}
      />
    ),
  },
  {
    name: 'calibration',
    shows: 'Reliability: the teacher on the diagonal, the students beside it; larger marks hold more digits',
    size: CHART,
    drawing: <ReliabilityChart bins={{ teacher: bins(0), distilled: bins(0.05), standalone: bins(-0.08) }} />,
  },
  {
    name: 'evidence-rows',
    shows:
      'Gains against zero: recorded grey, here in colour; one pair hollow and without a number, one refused, one beyond the axis',
    size: SMALL,
    drawing: (
      <EvidencePicture
        preset={preset({
          measures: ['gain'],
          variants: ['the true teacher', 'one pair alone', 'refused here', 'untrained'].map((label, at) => ({
            label,
            config: { seed: 1 + at, labels: 1000 + at },
          })),
        })}
        recorded={results(
          { label: 'the true teacher', pairs: [1.6, 1.8, 2], half: 0.5 },
          { label: 'one pair alone', pairs: [-0.4], half: 0 },
          { label: 'untrained', pairs: [-31, -32, -33], half: 2.5 },
        )}
        here={results(
          { label: 'the true teacher', pairs: [1.1, 1.2, 1.5], half: 0.6 },
          { label: 'refused here', problem: 'The weights do not fit.' },
        )}
      />
    ),
  },
  {
    name: 'evidence-lines',
    shows: 'Gain over T on a log axis, a line with its band per width; recorded grey, here in colour',
    size: { width: 560, height: 260 },
    drawing: (
      <EvidencePicture
        preset={preset({
          measures: ['gain'],
          variants: GRID.map((cell) => ({
            label: labelOf(cell),
            config: { hidden: [cell.units], temperature: cell.temperature },
          })),
        })}
        recorded={swept(0)}
        here={swept(-0.5)}
        size={{ width: 560, height: 260 }}
      />
    ),
  },
  {
    name: 'evidence-bars',
    shows:
      'Errors as bars: hollow those of the paper, grey the recorded ones; solid what lies on unseen digits',
    size: SMALL,
    drawing: (
      <EvidencePicture
        preset={preset({
          measures: ['unseen', 'errors'],
          sourceWrong: [
            { reader: 'distilled', wrong: 0.0206, wrongUnseen: 0.0133 },
            { reader: 'shifted', wrong: 0.0109, wrongUnseen: 0.0014 },
          ],
          variants: [{ label: 'without any 3', config: {} }],
        })}
        recorded={results({
          label: 'without any 3',
          pairs: [7, 7.5, 8],
          half: 0.6,
          errors: [1140, 390, 81],
          unseen: [270, 190, 30],
        })}
        here={null}
      />
    ),
  },
];
