/** What a crosshair on a measure says: each arm's value as reported, and the range of its seeds. */
import type { TooltipContentProps } from 'recharts';
import { ARMS } from '../../experiment/arms.ts';
import { NETWORK_COLOUR, NETWORK_LABEL } from '../theme.ts';
import type { Row } from './measures.ts';

type Props = Partial<TooltipContentProps> & { readonly unit: 'percent' | 'nats' };

export function MeasureTooltip({ active, payload, unit }: Props) {
  const row = payload?.[0]?.payload as Row | undefined; // recharts does not know its rows
  if (!active || !row) return null;
  const number = (value: number) => (unit === 'percent' ? `${value.toFixed(2)} %` : value.toFixed(3));
  return (
    <div className="chart-tooltip">
      <div className="muted">epoch {Number(row.epoch.toFixed(2))}</div>
      {ARMS.map((arm) => {
        const cell = row[arm];
        return (
          cell && (
            <div key={arm}>
              <strong style={{ color: NETWORK_COLOUR[arm] }}>{NETWORK_LABEL[arm]}</strong> {number(cell.raw)}
              {cell.band[1] > cell.band[0] && (
                <span className="muted">
                  {' '}
                  ({number(cell.band[0])} … {number(cell.band[1])})
                </span>
              )}
            </div>
          )
        );
      })}
    </div>
  );
}
