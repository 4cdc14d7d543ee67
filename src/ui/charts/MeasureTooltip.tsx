/** What a crosshair on a measure says: each arm's value as reported, and the range of its seeds; the run before below. */
import type { TooltipContentProps } from 'recharts';
import { ARMS, type Arm } from '../../experiment/arms.ts';
import { NETWORK_COLOUR, NETWORK_LABEL } from '../theme.ts';
import type { Row, Unit } from './measures.ts';

type Props = Partial<TooltipContentProps> & {
  readonly unit: Unit;
  /** Name of the run before. */
  readonly before: string | null;
};

export function MeasureTooltip({ active, payload, unit, before }: Props) {
  const row = payload?.[0]?.payload as Row | undefined; // recharts does not know its rows
  if (!active || !row) return null;
  const hasBefore = ARMS.some((arm) => row[`before-${arm}`]);
  return (
    <div className="chart-tooltip">
      <div className="muted">epoch {Number(row.epoch.toFixed(2))}</div>
      {ARMS.map((arm) => (
        <ArmLine key={arm} arm={arm} cell={row[arm]} unit={unit} />
      ))}
      {hasBefore && <div className="muted">{before}</div>}
      {ARMS.map((arm) => (
        <ArmLine key={arm} arm={arm} cell={row[`before-${arm}`]} unit={unit} />
      ))}
    </div>
  );
}

interface LineProps {
  readonly arm: Arm;
  readonly cell: Row[Arm];
  readonly unit: Unit;
}

function ArmLine({ arm, cell, unit }: LineProps) {
  if (!cell) return null;
  const number = (value: number) => (unit === 'percent' ? `${value.toFixed(2)} %` : value.toFixed(3));
  const [low, high] = cell.band;
  return (
    <div>
      <strong style={{ color: NETWORK_COLOUR[arm] }}>{NETWORK_LABEL[arm]}</strong> {number(cell.raw)}
      {high > low && (
        <span className="muted">
          {' '}
          ({number(low)} … {number(high)})
        </span>
      )}
    </div>
  );
}
