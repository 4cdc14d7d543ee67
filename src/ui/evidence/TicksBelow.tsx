/** A lower axis: a line upwards at each tick, its number below where numbers do not touch. Zero may be a landmark. */
import type { Quantity } from './quantity.ts';
import type { Scale } from './scale.ts';
import { tickText } from './tickText.ts';
import { textWidth } from '../charts/textWidth.ts';
import { Words } from './Words.tsx';

interface Props {
  readonly scale: Scale;
  readonly unit: Quantity['unit'] | null;
  readonly hasZero?: boolean;
  readonly top: number;
  readonly bottom: number;
  /** Of the drawing: no number is cut off at its edges. */
  readonly width: number;
}

export function TicksBelow({ scale, unit, hasZero = false, top, bottom, width }: Props) {
  const told = numbersBelow(scale, unit, width);
  return (
    <g>
      {scale.ticks.map((tick) => {
        const isLandmark = hasZero && tick === 0;
        return (
          <line
            key={tick}
            x1={scale.at(tick)}
            x2={scale.at(tick)}
            y1={top}
            y2={bottom}
            stroke={isLandmark ? 'var(--ink)' : 'var(--hairline)'}
            {...(isLandmark && { strokeWidth: 1.25 })}
          />
        );
      })}
      {told.map(({ text, x, anchor }) => (
        <Words key={text} x={x} y={bottom + 14} text={text} anchor={anchor} />
      ))}
    </g>
  );
}

/** From the right, so that the last number is always there; those at the edges stand within them. */
function numbersBelow(scale: Scale, unit: Props['unit'], width: number) {
  const told: { readonly text: string; readonly x: number; readonly anchor: 'start' | 'middle' | 'end' }[] =
    [];
  let free = Infinity;
  for (const tick of scale.ticks.toReversed()) {
    const text = tickText(tick, unit);
    const [at, length] = [scale.at(tick), textWidth(text)];
    const anchor = at + length / 2 > width ? 'end' : at < length / 2 ? 'start' : 'middle';
    const left = anchor === 'end' ? width - length : anchor === 'start' ? 0 : at - length / 2;
    if (left + length > free) continue;
    told.push({ text, anchor, x: anchor === 'end' ? width : anchor === 'start' ? 0 : at });
    free = left - 8;
  }
  return told;
}
