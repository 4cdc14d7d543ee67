import { expect, it } from 'vitest';
import { PRESETS } from '../../../src/experiment/presets.ts';

it('every preset has a title of its own, short enough for a list, and it is not its machine name', () => {
  const titles = Object.values(PRESETS).map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
  for (const { name, title } of Object.values(PRESETS)) {
    expect(title.length, title).toBeLessThanOrEqual(30);
    expect(title).not.toBe(name);
  }
});
