import { describe, expect, it } from 'vitest';
import {
  disagreementsOf,
  mostLike,
  readAs,
  notableDigits,
  type ArmReadings,
} from '../../../src/experiment/readings.ts';

/** Logits that give the label this lead over all others. */
const leads = (labels: Uint8Array, ...lead: number[]) =>
  Float32Array.from({ length: 10 * labels.length }, (_, at) =>
    at % 10 === labels[Math.floor(at / 10)] ? lead[Math.floor(at / 10)]! : 0,
  );

/** Logits of a network that reads these digits. */
const says = (...digits: number[]) => leads(Uint8Array.from(digits), ...digits.map(() => 1));

/** Both arms, by what each of their seeds says. */
const armsSaying = (standalone: Float32Array[], distilled: Float32Array[]): ArmReadings[] => [
  { name: 'standalone', seeds: standalone },
  { name: 'distilled', seeds: distilled },
];

describe('test digits worth looking at', () => {
  const labels = Uint8Array.of(3, 1, 4, 1, 5);
  const images = new Uint8Array(5 * 784);
  const logits = leads(labels, 2, -3, 5, 0, 2);
  /** Before any student is trained. */
  const untaught = { images, labels, teacher: logits, arms: [] };

  it('are hardest where the teacher gives the label least', () => {
    expect(notableDigits(untaught).hardest).toEqual([1, 3, 0, 4, 2]);
  });

  it('are disputed where the students differ most, the harder first among equals; never where they agree', () => {
    const arms = armsSaying(
      [says(3, 1, 4, 1, 5), says(3, 7, 4, 1, 6)],
      [says(3, 8, 4, 2, 5), says(3, 9, 4, 1, 5)],
    );
    expect(notableDigits({ ...untaught, arms }).disputed).toEqual([1, 3, 4]);
    expect(notableDigits(untaught).disputed).toEqual([]);
  });

  it('behind a cell of the confusion matrix are those that any seed read so, with their votes', () => {
    const arms = armsSaying(
      [says(3, 7, 4, 7, 5), says(3, 7, 4, 1, 5)],
      [labels, labels].map(() => says(...labels)),
    );
    const readings = { ...untaught, arms };
    expect(readAs(readings, 'standalone', 1, 7)).toEqual([
      { index: 1, label: 1, read: 7, votes: 2 },
      { index: 3, label: 1, read: 7, votes: 1 },
    ]);
    expect(readAs(readings, 'distilled', 1, 7)).toEqual([]);
    expect(readAs(untaught, 'distilled', 1, 1)).toEqual([]);
  });

  it('are a matter between the arms where the vote of one is right and that of the other wrong', () => {
    const arms = armsSaying(
      [says(3, 7, 4, 1, 6), says(3, 7, 4, 1, 6), says(3, 1, 4, 1, 5)],
      [says(3, 1, 9, 1, 5), says(3, 1, 9, 7, 6), says(3, 7, 4, 1, 5)],
    );
    const found = disagreementsOf({ ...untaught, arms });
    expect(found.onlyDistilledRight).toEqual([
      { index: 1, label: 1, read: { standalone: 7, distilled: 1 } },
      { index: 4, label: 5, read: { standalone: 6, distilled: 5 } },
    ]);
    expect(found.onlyStandaloneRight).toEqual([
      { index: 2, label: 4, read: { standalone: 4, distilled: 9 } },
    ]);
    expect(disagreementsOf(untaught).onlyDistilledRight).toEqual([]);
  });

  it('are most like another digit where that one comes nearest to the label', () => {
    const like = Float32Array.from({ length: 50 }, (_, at) =>
      at % 10 === 7 ? [0, 2, 0, 4, 9][Math.floor(at / 10)]! : 0,
    );
    expect(mostLike(like, labels, 1, 7, 5)).toEqual([3, 1]);
    expect(mostLike(like, labels, 1, 7, 1)).toEqual([3]);
  });
});
