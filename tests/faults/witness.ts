/** What a page shows of its run, with times: seen in the page itself, so that nothing is missed between two looks. */
import type { Page } from '@playwright/test';

export interface Seen {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** Of the run's status. */
  readonly step: number;
  readonly phase: string;
}

declare global {
  interface Window {
    seen?: Seen[];
  }
}

export async function watchRun(page: Page): Promise<void> {
  await page.addInitScript('globalThis.__name = (named) => named'); // tsx wraps functions in it
  await page.addInitScript(() => {
    window.seen = [];
    const look = () => {
      const text = document.querySelector('[role=status][aria-label=Run]')?.textContent ?? '';
      const found = /(\S+(?: \S+)?), step ([\d\s]+) of/.exec(text);
      const step = Number(found?.[2]?.replace(/\s/g, '') ?? NaN);
      const phase = found?.[1] ?? '';
      const last = window.seen!.at(-1);
      if (last?.step !== step || last.phase !== phase) window.seen!.push({ atMs: Date.now(), step, phase });
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

export const lastSeen = (page: Page): Promise<Seen> => page.evaluate(() => window.seen!.at(-1));

/**
 * Waits until the run goes on after a fault: its step is first the one from which it goes on, and then rises.
 * @param sinceMs when the fault was noticed @returns where it went on from, and when it first went further
 */
export async function untilOn(
  page: Page,
  sinceMs: number,
  timeout = 90_000,
): Promise<{ readonly from: number; readonly atMs: number }> {
  const found = await page.waitForFunction(
    (since) => {
      const after = window.seen!.filter(({ atMs, step }) => atMs >= since && step >= 0);
      const at = after.findIndex(({ step, phase }, index) => {
        const before = after[index - 1];
        return before !== undefined && before.phase === phase && step > before.step;
      });
      return at > 0 ? { from: after[at - 1]!.step, atMs: after[at]!.atMs } : null;
    },
    sinceMs,
    { timeout, polling: 50 },
  );
  return (await found.jsonValue())!;
}
