/** Waits until the page has nothing else to do. */

/** A page that is never idle goes on after this time. */
const PATIENCE_MS = 1_000;

export function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: PATIENCE_MS });
    else setTimeout(resolve);
  });
}
