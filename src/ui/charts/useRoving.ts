/** One tab stop for a table of many cells; arrow keys walk through them. */
import { useState, type KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

interface Roving {
  /** For the table. */
  onKeyDown(event: KeyboardEvent<HTMLTableElement>): void;
  /** For each of its cells. */
  propsOf(
    row: number,
    column: number,
  ): { readonly tabIndex: number; readonly 'data-cell': string; onFocus(): void };
}

export function useRoving(numRows: number, numColumns: number): Roving {
  const [[row, column], setPresent] = useState<readonly [number, number]>([0, 0]);
  const within = (at: number, count: number) => Math.min(count - 1, Math.max(0, at));
  return {
    onKeyDown(event) {
      const step = STEPS[event.key];
      if (!step) return;
      const next = [within(row + step[0], numRows), within(column + step[1], numColumns)] as const;
      event.currentTarget.querySelector<HTMLElement>(`[data-cell="${next.join('-')}"]`)?.focus();
      event.preventDefault();
    },
    propsOf: (ofRow, ofColumn) => ({
      tabIndex: within(row, numRows) === ofRow && within(column, numColumns) === ofColumn ? 0 : -1,
      'data-cell': `${ofRow}-${ofColumn}`,
      onFocus: () => setPresent([ofRow, ofColumn]),
    }),
  };
}
