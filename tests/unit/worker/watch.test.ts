import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchWorker, WorkerGone, type Surroundings, type WatchedWorker } from '../../../src/worker/watch.ts';

/** A worker that says what a test makes it say. */
function open(surroundings: Partial<Surroundings> = {}) {
  const listeners: ((event: MessageEvent<unknown>) => void)[] = [];
  const worker: WatchedWorker = {
    onerror: null,
    addEventListener: (_, listener) => listeners.push(listener),
  };
  const { gone, end } = watchWorker(worker, { locks: null, isHidden: () => false, ...surroundings });
  const how = vi.fn<(how: string) => void>();
  gone.catch((error: unknown) => how(error instanceof WorkerGone ? error.how : 'another error'));
  return {
    worker,
    end,
    how,
    say: (data: unknown) => listeners.forEach((listener) => listener({ data } as MessageEvent<unknown>)),
  };
}
const pulse = (patienceMs: number, lock: string | null = null) => ({ patienceMs, lock });
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the watch over a worker', () => {
  it('takes one that is silent for longer than it said it might be for dead, once', async () => {
    const { say, how } = open();
    say(pulse(3_000));
    await pass(3_000);
    expect(how).not.toHaveBeenCalled();
    await pass(1_000);
    expect(how).toHaveBeenCalledExactlyOnceWith('has said nothing for 4 seconds');
    await pass(100_000);
    expect(how).toHaveBeenCalledTimes(1);
  });

  it('never one that is slow: it said before that the work takes long, or says something now and then', async () => {
    const { say, how } = open();
    say(pulse(60_000));
    await pass(59_000);
    for (let second = 0; second < 60; second++) {
      say(second % 2 === 0 ? pulse(3_000) : { id: 'an answer' });
      await pass(2_900);
    }
    expect(how).not.toHaveBeenCalled();
  });

  it('nor while its script is still on the way', async () => {
    const { how } = open();
    await pass(100_000);
    expect(how).not.toHaveBeenCalled();
  });

  it('nor while the page is hidden, and counts anew afterwards', async () => {
    let isHidden = true;
    const { say, how } = open({ isHidden: () => isHidden });
    say(pulse(3_000));
    await pass(600_000);
    isHidden = false;
    await pass(3_000);
    expect(how).not.toHaveBeenCalled();
    await pass(1_000);
    expect(how).toHaveBeenCalled();
  });

  it('nor because the page itself stood still, as in a machine that slept', async () => {
    const { say, how } = open();
    say(pulse(3_000));
    for (let nap = 0; nap < 2; nap++) {
      vi.setSystemTime(Date.now() + 3_600_000);
      await pass(500);
    }
    say(pulse(3_000));
    await pass(2_000);
    expect(how).not.toHaveBeenCalled();
  });

  it('hears at once that one has closed: it lets go of its lock', async () => {
    let grant: () => void = () => undefined;
    const request = vi.fn((_: string, __: object, granted: () => void) => {
      grant = granted;
      return Promise.resolve();
    });
    const { say, how } = open({ locks: { request } as unknown as LockManager, isHidden: () => true });
    say(pulse(3_000, 'its lock'));
    say(pulse(3_000, 'its lock'));
    expect(request).toHaveBeenCalledTimes(1);
    expect(request.mock.calls[0]![0]).toBe('its lock');
    grant();
    await pass(0);
    expect(how).toHaveBeenCalledExactlyOnceWith('closed');
  });

  it('hears what one broke down with, and that its script is missing', async () => {
    for (const [message, how] of [
      ['Uncaught Error: the graphics card was lost', 'broke down (the graphics card was lost)'],
      ['', 'broke down (its script could not be loaded)'],
    ] as const) {
      const watched = open();
      watched.worker.onerror!({ message, preventDefault: () => undefined } as ErrorEvent);
      await pass(0);
      expect(watched.how).toHaveBeenCalledExactlyOnceWith(how);
    }
  });

  it('says nothing of one that was ended on purpose', async () => {
    const { say, how, end } = open();
    say(pulse(3_000));
    end();
    await pass(100_000);
    expect(how).not.toHaveBeenCalled();
  });
});
