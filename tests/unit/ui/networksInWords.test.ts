import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG, type Config } from '../../../src/experiment/config.ts';
import { teacherInWords } from '../../../src/ui/networksInWords.ts';

const words = (changes: Partial<Config>) => teacherInWords({ ...DEFAULT_CONFIG, ...changes });

describe('the teacher in words', () => {
  it('is called by which network it is', () => {
    expect(words({})).toBe('784-300-100-10, trained in this run');
    expect(words({ teacherNetworks: 3, teacherHidden: [20] })).toBe('3 × 784-20-10, trained in this run');
    expect(words({ teacher: 'middle' })).toBe('shipped CNN, half trained');
    expect(words({ teacher: 'early' })).toBe('shipped CNN, hardly trained');
    expect(words({ teacher: 'student' })).toBe('a student of an earlier run');
  });

  it('is the one that a control puts in its place', () => {
    expect(words({ teacher: 'shipped', control: 'shuffledLabels' })).toContain('on shuffled labels');
    expect(words({ teacher: 'shipped', control: 'randomTeacher' })).toContain('never trained');
    expect(words({ teacher: 'shipped', control: 'permutedNonTargets' })).toContain('shipped CNN');
  });
});
