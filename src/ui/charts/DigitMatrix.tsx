/** Ten by ten: a number for every true digit and every digit it might be taken for; arrow keys walk through it. */
import { NUM_CLASSES } from '../../distillation/shape.ts';
import { memo, useState, type FocusEvent, type KeyboardEvent } from 'react';

const DIGITS = Array.from({ length: NUM_CLASSES }, (_, digit) => digit);

export interface MatrixCell {
  readonly label: number;
  readonly digit: number;
}

interface Props {
  readonly name: string;
  /** What the ten classes are called. */
  readonly names: readonly string[];
  /** label · classes + digit */
  readonly values: ArrayLike<number>;
  /** How strongly a cell is inked, 0 … 1. */
  readonly strength: (value: number, cell: MatrixCell) => number;
  readonly format: (value: number) => string;
  readonly chosen: MatrixCell | null;
  /** A cell was clicked, or Enter pressed on it. */
  readonly onChoose: (cell: MatrixCell) => void;
  /** What the rows and columns are, for the corner. */
  readonly axes: string;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};
const FIRST: MatrixCell = { label: 0, digit: 0 };
const within = (digit: number) => Math.min(9, Math.max(0, digit));

export const DigitMatrix = memo(function DigitMatrix(props: Props) {
  const { name, values, strength, format, chosen, onChoose, axes, names } = props;
  const [walked, setWalked] = useState<MatrixCell | null>(null);
  const current = walked ?? chosen ?? FIRST; // the one that Tab comes to
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const step = STEPS[event.key];
    if (step) {
      const next = { label: within(current.label + step[0]), digit: within(current.digit + step[1]) };
      setWalked(next);
      event.currentTarget.querySelector<HTMLElement>(`[data-cell="${next.label}-${next.digit}"]`)?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') onChoose(current);
    else return;
    event.preventDefault();
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent<HTMLTableElement>) => {
    if (chosen && !currentTarget.contains(relatedTarget)) setWalked(null);
  };
  return (
    <div className="matrix-frame">
      <table className="matrix" role="grid" aria-label={name} onKeyDown={onKeyDown} onBlur={onBlur}>
        <thead>
          <tr>
            <th scope="col">{axes}</th>
            {DIGITS.map((digit) => (
              <th scope="col" key={digit} title={names[digit]}>
                {names[digit]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {DIGITS.map((label) => (
            <tr key={label}>
              <th scope="row" title={names[label]}>
                {names[label]}
              </th>
              {DIGITS.map((digit) => {
                const value = values[label * NUM_CLASSES + digit]!;
                const cell = { label, digit };
                return (
                  <td
                    key={digit}
                    role="gridcell"
                    data-cell={`${label}-${digit}`}
                    tabIndex={current.label === label && current.digit === digit ? 0 : -1}
                    aria-selected={chosen?.label === label && chosen.digit === digit}
                    style={
                      { '--ink-share': `${Math.round(100 * strength(value, cell))}%` } as React.CSSProperties
                    }
                    onClick={() => {
                      setWalked(cell);
                      onChoose(cell);
                    }}
                  >
                    {format(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});
