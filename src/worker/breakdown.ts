/** Errors that nobody wrote a sentence for, as memory that ran out or a kernel that read beyond it: what the worker holds cannot be trusted any more. */

const BREAKDOWNS = [
  ...[TypeError, RangeError, ReferenceError, DOMException],
  ...(typeof WebAssembly === 'undefined' ? [] : [WebAssembly.RuntimeError]), // a browser without it trains on cpu
];

/** Whether another worker is to go on from where the run last stood; what is told to people ends the run. */
export const isBreakdown = (error: unknown): boolean => BREAKDOWNS.some((kind) => error instanceof kind);

/** Ends this worker as the page sees it: it hears of the error, and starts another. */
export function breakDown(error: unknown): void {
  setTimeout(() => {
    throw error;
  });
}
