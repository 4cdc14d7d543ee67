/** Help of controls and words: complete, short, and no word twice. */
import { describe, expect, it } from 'vitest';
import { SETTING_NAMES } from '../../../src/experiment/settingsTable.ts';
import { GLOSSARY } from '../../../src/experiment/words/glossary.ts';
import { CONTROL_HELP } from '../../../src/ui/help/controlHelp.ts';

describe('help', () => {
  it('says of every other control what it is and what to try', () => {
    for (const [name, { title, what, advice }] of Object.entries(CONTROL_HELP)) {
      expect(title, name).toMatch(/^[A-Z].{2,40}$/);
      expect(what, name).toMatch(/^[A-Z].{15,220}\.$/);
      expect(advice, name).toMatch(/^Try .{5,90}[.?]$/);
    }
  });

  it('has no name that a setting has too', () => {
    const settings: readonly string[] = SETTING_NAMES;
    expect(Object.keys(CONTROL_HELP).filter((name) => settings.includes(name))).toEqual([]);
  });

  it('explains each word once, in a sentence', () => {
    const words = GLOSSARY.map(({ word }) => word);
    expect(new Set(words).size).toBe(words.length);
    for (const { word, meaning } of GLOSSARY) expect(meaning, word).toMatch(/^[A-Z].{20,180}\.$/);
  });
});
