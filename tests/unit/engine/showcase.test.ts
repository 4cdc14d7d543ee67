import { describe, expect, it } from 'vitest';
import { showcaseOf } from '../../../src/engine/showcase.ts';

/** Logits that give the label this lead over all others. */
const leads = (labels: Uint8Array, ...lead: number[]) =>
  Float32Array.from({ length: 10 * labels.length }, (_, at) =>
    at % 10 === labels[Math.floor(at / 10)] ? lead[Math.floor(at / 10)]! : 0,
  );

describe('test digits worth looking at', () => {
  const labels = Uint8Array.of(3, 1, 4, 1, 5);
  const logits = leads(labels, 2, -3, 5, 0, 2);

  it('are hardest where the teacher gives the label least', () => {
    expect(showcaseOf(logits, labels, [labels]).hardest).toEqual([1, 3, 0, 4, 2]);
  });

  it('are disputed where the students differ most, the harder first among equals; never where they agree', () => {
    const students = [
      Uint8Array.of(3, 1, 4, 1, 5),
      Uint8Array.of(3, 7, 4, 1, 6),
      Uint8Array.of(3, 8, 4, 2, 5),
      Uint8Array.of(3, 9, 4, 1, 5),
    ];
    expect(showcaseOf(logits, labels, students).disputed).toEqual([1, 3, 4]);
  });
});
