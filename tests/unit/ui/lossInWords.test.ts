import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG, type Config } from '../../../src/experiment/config.ts';
import {
  lossFormula,
  lossSentence,
  lossUnits,
  softLossText,
  teacherLabel,
} from '../../../src/ui/lossInWords.ts';

const lesson = (changes: Partial<Config>): Config => ({ ...DEFAULT_CONFIG, ...changes });

describe('the loss in words', () => {
  it.each<[string, Partial<Config>, string]>([
    ['probabilities', {}, '0.1 · CE(labels) + 0.9 · 8² · KL(teacher at T = 8)'],
    ['no T²', { squareTemperature: false }, '0.1 · CE(labels) + 0.9 · KL(teacher at T = 8)'],
    ['logits', { softLoss: 'logits' }, '0.1 · CE(labels) + 0.9 · ½ · mean (z − v)², logits centred'],
    [
      'decoupled',
      { softLoss: 'decoupled', nonTargetWeight: 4, temperature: 2.345 },
      '0.1 · CE(labels) + 0.9 · 2.345² · (TCKD + 4 · NCKD at T = 2.345)',
    ],
    [
      'smoothed labels',
      { labelSmoothing: 0.2, softWeight: 0.93 },
      '0.07 · CE(labels smoothed by 0.2) + 0.93 · 8² · KL(teacher at T = 8)',
    ],
    [
      'reverse',
      { softLoss: 'jensenShannon', klDirection: 1 },
      '0.1 · CE(labels) + 0.9 · 8² · JS(β = 1, teacher at T = 8)',
    ],
    [
      'top',
      { softLoss: 'topK', topK: 2, topKRest: 'spread' },
      '0.1 · CE(labels) + 0.9 · 8² · KL(top 2 of the teacher at T = 8, the rest spread)',
    ],
    [
      'standardised',
      { softLoss: 'standardised' },
      '0.1 · CE(labels) + 0.9 · 8² · KL(teacher at T = 8, logits standardised)',
    ],
    ['no teacher', { softWeight: 0, softLoss: 'logits' }, 'CE(labels)'],
    ['no labels', { softWeight: 1 }, '8² · KL(teacher at T = 8)'],
  ])('is a formula of the form in use: %s', (_, changes, formula) => {
    expect(lossFormula(lesson(changes))).toBe(formula);
  });

  it('names T² in the chart only where the loss is multiplied by it', () => {
    expect(softLossText(lesson({})).detail).toBe('T² · KL from the teacher, while training');
    expect(softLossText(lesson({ squareTemperature: false })).detail).toBe(
      'KL from the teacher, while training',
    );
    expect(softLossText(lesson({ softLoss: 'decoupled', nonTargetWeight: 4 })).detail).toBe(
      'T² · (KL of target against rest + 4 · KL among the rest) from the teacher, while training',
    );
  });

  it('names the direction of the KL where it has a name', () => {
    const detail = (klDirection: number) =>
      softLossText(lesson({ softLoss: 'jensenShannon', klDirection, squareTemperature: false })).detail;
    expect([0, 0.5, 1].map(detail)).toEqual([
      'KL from the teacher, while training',
      'Jensen-Shannon divergence (β = 0.5) from the teacher, while training',
      'reverse KL from the teacher, while training',
    ]);
  });

  it('knows no temperature for logits, and has them squared instead of nats', () => {
    const logits = lesson({ softLoss: 'logits' });
    expect([softLossText(logits).unit, softLossText(lesson({})).unit]).toEqual(['squared logits', 'nats']);
    expect([lossUnits(logits), lossUnits(lesson({}))]).toEqual([
      'hard in nats, soft in squared logits',
      'nats',
    ]);
    for (const text of [
      lossSentence(logits),
      lossFormula(logits),
      softLossText(logits).detail,
      teacherLabel(logits),
    ])
      expect(text).not.toMatch(/T\b|KL|probabilities/);
  });

  it('is said in a sentence', () => {
    expect(lossSentence(lesson({}))).toBe(
      "The distilled student minimises 0.1 times its loss on the labels plus 0.9 times its loss on the teacher's probabilities at T = 8, times 8².",
    );
    expect(lossSentence(lesson({ softWeight: 0 }))).toContain('nobody listens to the teacher');
    expect(lossSentence(lesson({ softWeight: 1 }))).not.toContain('labels');
  });
});
