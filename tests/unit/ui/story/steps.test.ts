/** The Story's text: its length, its marked words, and that it speaks of classes where there are no digits. */
import { describe, expect, it } from 'vitest';
import { DIGIT_NAMES } from '../../../../src/data/drawnDigits.ts';
import { STORY_STEPS } from '../../../../src/library/storySteps.ts';
import { CHALLENGES } from '../../../../src/ui/story/challenges.ts';
import { CLOSING } from '../../../../src/ui/story/closing.ts';
import { piecesOf, plainText } from '../../../../src/ui/story/markup.ts';
import { nounsFor } from '../../../../src/ui/nouns.ts';
import { STEPS } from '../../../../src/ui/story/steps.ts';

const OWN = ['sandal', 'boot', 'coat', 'bag', 'shirt', 'dress', 'scarf', 'hat', 'glove', 'sock'];
const [digits, own] = [nounsFor(DIGIT_NAMES), nounsFor(OWN)];

const numWords = (texts: readonly string[]) =>
  texts.reduce(
    (sum, text) =>
      sum +
      plainText(text)
        .split(/\s+/)
        .filter((word) => /\w/.test(word)).length,
    0,
  );

describe('the text of the Story', () => {
  it.each(STEPS)('of $name has 80 to 150 words, whatever the classes are', ({ text }) => {
    for (const nouns of [digits, own]) {
      expect(numWords(text(nouns))).toBeGreaterThanOrEqual(80);
      expect(numWords(text(nouns))).toBeLessThanOrEqual(150);
    }
  });

  it('has 900 to 1 200 words in all: steps and questions, challenges, closing', () => {
    const steps = STEPS.flatMap(({ title, text, question }) => [
      title,
      ...text(digits),
      question.asks(digits),
    ]);
    const challenges = CHALLENGES.flatMap(({ title, goal }) => [title(DIGIT_NAMES), goal(DIGIT_NAMES)]);
    const all = numWords([...steps, ...challenges, CLOSING.title, ...CLOSING.text]);
    expect(all).toBeGreaterThanOrEqual(900);
    expect(all).toBeLessThanOrEqual(1_200);
  });

  it('has short sentences: none of more than 32 words', () => {
    const texts = [...STEPS.flatMap(({ text }) => text(digits)), ...CLOSING.text];
    const sentences = texts.flatMap((text) => plainText(text).split(/(?<=[.?:;]) /));
    expect(sentences.filter((sentence) => numWords([sentence]) > 32)).toEqual([]);
  });

  it('has a step for each name in a link, in the same order', () => {
    expect(STEPS.map(({ name }) => name)).toEqual(STORY_STEPS);
  });

  it.each(STEPS)('of $name speaks of no digit where the classes are a person’s own', ({ text, question }) => {
    const told = [...text(own), question.asks(own), question.done(own), question.before(own)].map(plainText);
    expect(told.filter((each) => /\bdigits?\b/.test(each))).toEqual([]);
  });

  it('of the challenges names the class that is left out', () => {
    const [, , unseen] = CHALLENGES;
    expect(unseen!.title(OWN)).toContain('images of bag');
    expect(unseen!.title(DIGIT_NAMES)).toContain('3s');
    expect(unseen!.goal(OWN)).toContain('images of bag');
  });
});

describe('marked words', () => {
  it('come out in their order, and together are the text as it is read', () => {
    const text = 'Draw on {canvas|the canvas}, then {teacher|look}.';
    expect(piecesOf(text)).toEqual([
      { words: 'Draw on ', part: null, after: '' },
      { words: 'the canvas', part: 'canvas', after: ',' },
      { words: ' then ', part: null, after: '' },
      { words: 'look', part: 'teacher', after: '.' },
    ]);
    expect(plainText(text)).toBe('Draw on the canvas, then look.');
  });

  it.each(STEPS)('of $name are closed, and mark each part once', ({ text }) => {
    const pieces = text(digits).flatMap(piecesOf);
    expect(pieces.map(({ words }) => words).join('')).not.toMatch(/[{|}]/);
    const parts = pieces.flatMap(({ part }) => part ?? []);
    expect(new Set(parts).size).toBe(parts.length);
    expect(parts.length).toBeGreaterThanOrEqual(2);
  });
});
