import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/experiment/config.ts';
import type { ArmPoint, CurvePoint, Spread } from '../../../src/experiment/curve.ts';
import { domainOf, measureText, numbersOf, rowsOf } from '../../../src/ui/charts/measures.ts';
import { ticksBetween } from '../../../src/ui/charts/ticks.ts';
import { matrixNumbers } from '../../../src/ui/charts/matrixNumbers.ts';
import { placedMarks } from '../../../src/ui/charts/placedMarks.ts';
import { toCsv } from '../../../src/ui/charts/numbers.ts';

const around = (mean: number, spread = 0): Spread => ({ mean, min: mean - spread, max: mean + spread });

/** Both arms alike in everything but what is given. */
function point(epoch: number, given: Partial<ArmPoint>, distilled: Partial<ArmPoint> = given): CurvePoint {
  const rest: ArmPoint = {
    accuracy: around(0.5),
    agreement: around(0.5),
    nll: around(1),
    meanKl: around(1),
    hardLoss: null,
    softLoss: null,
  };
  return { epoch, arms: { standalone: { ...rest, ...given }, distilled: { ...rest, ...distilled } } };
}
const accuracyCurve = (numEpochs: number, from: number, to: number): CurvePoint[] =>
  Array.from({ length: 21 }, (_, at) =>
    point((at * numEpochs) / 20, { accuracy: around(from + ((to - from) * at) / 20, 0.004) }),
  );

describe('the axis of a measure', () => {
  it('holds the present run, however long and good the run before was', () => {
    const before = { name: 'run before', curve: accuracyCurve(320, 0.2, 0.94) };
    const rows = rowsOf(accuracyCurve(20, 0.6, 0.75), before, 'accuracy');
    expect(domainOf(rows, 'percent')).toEqual([60, 80]);
    expect(rows.at(-1).epoch).toBe(320); // still there, to be drawn where it fits
  });

  it('begins and ends at a tick', () => {
    const rows = rowsOf(accuracyCurve(20, 0.155, 0.54), null, 'accuracy');
    expect(domainOf(rows, 'percent')).toEqual([10, 60]);
    expect(ticksBetween([10, 60])).toEqual([10, 20, 30, 40, 50, 60]);
  });

  it('leaves out the first tenth of the run’s own epochs, which would squeeze the rest', () => {
    const rows = rowsOf([point(0, { nll: around(9) }), point(10, { nll: around(0.4) })], null, 'nll');
    expect(domainOf(rows, 'nats')).toEqual([0, 0.4]);
    const early = rowsOf([point(0, { nll: around(9) })], null, 'nll');
    expect(domainOf(early, 'nats')).toEqual([0, 10]);
  });

  it('is wide enough for what is there later, has room above zero, and stands without points', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }),
        fc.constantFrom('percent', 'nats'),
        (values, unit) => {
          const measure = unit === 'percent' ? 'accuracy' : 'nll';
          const rows = rowsOf(
            values.map((value, epoch) => point(epoch, { [measure]: around(value) })),
            null,
            measure,
          );
          const [low, high] = domainOf(rows, unit);
          expect(high).toBeGreaterThan(low);
          const later = rows.filter(({ epoch }) => epoch >= (values.length - 1) / 10);
          for (const { standalone } of later) {
            expect(standalone!.raw).toBeGreaterThanOrEqual(low);
            expect(standalone!.raw).toBeLessThanOrEqual(high + 1e-9);
          }
        },
      ),
    );
  });

  it('has two to six round ticks, from its lower end on', () => {
    expect(ticksBetween([60, 80])).toEqual([60, 65, 70, 75, 80]);
    expect(ticksBetween([0, 0.4])).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e4, noNaN: true }), (width) => {
        const ticks = ticksBetween([0, width]);
        expect(ticks[0]).toBe(0);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(ticks.at(-1)).toBeLessThanOrEqual(width * (1 + 1e-6));
      }),
    );
  });
});

describe('rows of a measure', () => {
  it('give percent, the moving average and the band of the seeds, by epoch, each run under its own name', () => {
    const curve = [point(0, { accuracy: around(0.5, 0.1) }), point(2, { accuracy: around(0.9) })];
    const before = { name: 'run before: T = 4', curve: [point(1, { accuracy: around(0.25) })] };
    const rows = rowsOf(curve, before, 'accuracy');
    expect(rows.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
    expect(rows[0]!.distilled).toEqual({ raw: 50, smooth: 50, band: [40, 60] });
    expect(rows[0]!['before-distilled']).toBeUndefined();
    expect(rows[1]!.distilled).toBeUndefined();
    expect(rows[1]!['before-distilled']!.raw).toBe(25);
    expect(rows[2]!.distilled!.smooth).toBeCloseTo((0.4 * 0.6 * 50 + 0.6 * 90) / (1 - 0.4 ** 2), 10);
  });

  it('leave out what is no number, and what was not measured', () => {
    const curve = [
      point(0, { softLoss: null }),
      point(1, { softLoss: around(Infinity) }),
      point(2, { softLoss: around(NaN) }),
      point(3, { softLoss: { mean: 1, min: 0, max: Infinity } }),
      point(4, { softLoss: around(2) }),
    ];
    const rows = rowsOf(curve, null, 'softLoss');
    expect(rows).toEqual([{ epoch: 4, distilled: { raw: 2, smooth: 2, band: [2, 2] } }]);
  });
});

describe('numbers of a measure', () => {
  it('begin with the header, are rounded to six figures, and hold the run before by its name', () => {
    const before = { name: 'run before: T = 4, seed = 2', curve: [point(1, { accuracy: around(0.25) })] };
    const rows = rowsOf([point(1, { accuracy: around(1 / 3) })], before, 'accuracy');
    expect(toCsv(numbersOf(rows, before, 'percent')).split('\n')).toEqual([
      'epoch,arm,mean,smoothed,lowest seed,highest seed,unit,run',
      '1,standalone,33.3333,33.3333,33.3333,33.3333,percent,this run',
      '1,distilled,33.3333,33.3333,33.3333,33.3333,percent,this run',
      '1,standalone,25,25,25,25,percent,"run before: T = 4, seed = 2"',
      '1,distilled,25,25,25,25,percent,"run before: T = 4, seed = 2"',
      '',
    ]);
  });

  it('quote what would break a line or a column; name the classes of a matrix', () => {
    expect(
      toCsv({
        header: ['a', 'b'],
        rows: [
          ['say "x", y', 1e7],
          ['two\nlines', 0.1 + 0.2],
          ['', NaN],
        ],
      }),
    ).toBe('a,b\n"say ""x"", y",10000000\n"two\nlines",0.3\n,\n');
    const names = Array.from({ length: 10 }, (_, digit) => (digit === 3 ? 'dress' : String(digit)));
    const lines = toCsv(
      matrixNumbers(
        Float64Array.from({ length: 100 }, (_, at) => at),
        names,
      ),
    ).split('\n');
    expect(lines[0]).toBe('is,0,1,2,dress,4,5,6,7,8,9');
    expect(lines[4]).toBe('dress,30,31,32,33,34,35,36,37,38,39');
  });

  it('have a title and a unit for every measure', () => {
    expect(measureText('accuracy', DEFAULT_CONFIG)).toMatchObject({
      title: 'Test accuracy',
      unit: 'percent',
    });
    expect(measureText('softLoss', DEFAULT_CONFIG)).toMatchObject({ title: 'Soft loss', unit: 'nats' });
  });
});

describe('marks on a chart', () => {
  it('of one epoch share a line, of which the first two are written out', () => {
    const marks = ['T → 4', 'labels → 100', 'hidden → 32', 'seeds → 2'].map((text) => ({ epoch: 3, text }));
    expect(placedMarks(marks.slice(0, 2), 40)).toEqual([
      { epoch: 3, text: 'T → 4, labels → 100', row: 0, isLeft: false },
    ]);
    expect(placedMarks(marks, 40)[0]!.text).toBe('T → 4, labels → 100 and 2 more');
  });

  it('close to each other stand one below the other, far from each other in one row', () => {
    const marks = [
      { epoch: 1, text: 'temperature → 4' },
      { epoch: 2, text: 'temperature → 5' },
      { epoch: 39, text: 'temperature → 6' },
    ];
    expect(placedMarks(marks, 40).map(({ row, isLeft }) => [row, isLeft])).toEqual([
      [0, false],
      [1, false],
      [0, true],
    ]);
  });
});
