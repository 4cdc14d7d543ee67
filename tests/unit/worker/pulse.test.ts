import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPulse, pulsing } from '../../../src/worker/pulse.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open() {
  const told: number[] = [];
  let clockMs = 0;
  const pulse = createPulse(
    (ms) => told.push(ms),
    () => clockMs,
  );
  return { pulse, told, work: (ms: number) => void (clockMs += ms) };
}

describe('the pulse of a worker', () => {
  it('beats twice a second, and says how long it may be silent', async () => {
    const { told } = open();
    await vi.advanceTimersByTimeAsync(1_600);
    expect(told).toEqual([60_000, 60_000, 60_000, 60_000]);
  });

  it('asks for 20 times the longest step of its kind, three seconds at least, and says so before the step', () => {
    const { pulse, told, work } = open();
    pulse.begin('students');
    work(10);
    pulse.begin('students'); // the first is done
    expect(told.at(-1)).toBe(3_000);
    work(400);
    pulse.begin('students');
    expect(told.at(-1)).toBe(8_000);
    work(10);
    pulse.begin('students');
    expect(told.at(-1)).toBe(8_000);
    pulse.begin('teacher'); // nobody knows how long that takes
    expect(told.at(-1)).toBe(60_000);
  });

  it('says nothing anew while nothing changes', () => {
    const { pulse, told, work } = open();
    for (let step = 0; step < 1_000; step++) {
      pulse.begin('students');
      work(1);
    }
    expect(told).toEqual([60_000, 3_000]);
  });

  it('asks for more while anything else is asked, also where that fails', async () => {
    const { pulse, told, work } = open();
    pulse.begin('students');
    work(1);
    pulse.begin('students');
    let answer: (value: number) => void = () => undefined;
    const api = pulsing(
      {
        read: () => new Promise<number>((resolve) => (answer = resolve)),
        fail: () => Promise.reject(new Error('no')),
        train: () => Promise.resolve(told.at(-1)),
      },
      pulse,
      ['train'],
    );
    const reading = api.read();
    expect(told.at(-1)).toBe(60_000);
    answer(7);
    expect(await reading).toBe(7);
    expect(told.at(-1)).toBe(3_000);
    await expect(api.fail()).rejects.toThrow('no');
    expect(told.at(-1)).toBe(3_000);
    expect(await api.train()).toBe(3_000);
  });
});
