/** Ten by ten: a number for every true digit and every digit it might be taken for; arrow keys walk through it. */
import { NUM_CLASSES } from '../../distillation/shape.ts';
import { memo, type KeyboardEvent } from 'react';
import { useRoving } from './useRoving.ts';

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

export const DigitMatrix = memo(function DigitMatrix(props: Props) {
  const { name, values, strength, format, chosen, onChoose, axes, names } = props;
  const home = chosen && ([chosen.label, chosen.digit] as const);
  const { present, onKeyDown, onBlur, propsOf } = useRoving(NUM_CLASSES, NUM_CLASSES, home);
  const onKey = (event: KeyboardEvent<HTMLTableElement>) => {
    onKeyDown(event);
    if (event.key !== 'Enter' && event.key !== ' ') return;
    onChoose({ label: present[0], digit: present[1] });
    event.preventDefault();
  };
  return (
    <div className="matrix-frame">
      <table
        className="matrix"
        role="grid"
        translate="no"
        aria-label={name}
        onKeyDown={onKey}
        onBlur={onBlur}
      >
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
                    {...propsOf(label, digit)}
                    aria-selected={chosen?.label === label && chosen.digit === digit}
                    style={
                      { '--ink-share': `${Math.round(100 * strength(value, cell))}%` } as React.CSSProperties
                    }
                    onClick={() => onChoose(cell)}
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
