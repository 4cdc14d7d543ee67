/** One tab stop for a table of many cells; arrow keys walk through them. */
import { useState, type FocusEvent, type KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Row and column. */
type Place = readonly [number, number];

interface Roving {
  /** The cell that Tab comes to. */
  readonly present: Place;
  /** For the table. */
  onKeyDown(event: KeyboardEvent<HTMLTableElement>): void;
  onBlur(event: FocusEvent<HTMLTableElement>): void;
  /** For each of its cells. */
  propsOf(
    row: number,
    column: number,
  ): { readonly tabIndex: number; readonly 'data-cell': string; onFocus(): void };
}

/** @param home cell to which Tab comes again when the table was left; null for the one where it was left */
export function useRoving(numRows: number, numColumns: number, home: Place | null = null): Roving {
  const [walked, setWalked] = useState<Place | null>(null);
  const within = (at: number, count: number) => Math.min(count - 1, Math.max(0, at));
  const [wantedRow, wantedColumn] = walked ?? home ?? [0, 0];
  const [row, column] = [within(wantedRow, numRows), within(wantedColumn, numColumns)];
  return {
    present: [row, column],
    onKeyDown(event) {
      const step = STEPS[event.key];
      if (!step) return;
      const next = [within(row + step[0], numRows), within(column + step[1], numColumns)] as const;
      event.currentTarget.querySelector<HTMLElement>(`[data-cell="${next.join('-')}"]`)?.focus();
      event.preventDefault();
    },
    onBlur({ currentTarget, relatedTarget }) {
      if (home && !currentTarget.contains(relatedTarget)) setWalked(null);
    },
    propsOf: (ofRow, ofColumn) => ({
      tabIndex: row === ofRow && column === ofColumn ? 0 : -1,
      'data-cell': `${ofRow}-${ofColumn}`,
      onFocus: () => setWalked([ofRow, ofColumn]),
    }),
  };
}
