/** Text within a drawing, cut to its room: long labels end in an ellipsis, and are whole in their title. */

import { cutToWidth } from '../charts/textWidth.ts';

const HALO = {
  stroke: 'var(--ground)',
  strokeWidth: 4,
  paintOrder: 'stroke',
  strokeLinejoin: 'round',
} as const;

interface Props {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly fill?: string;
  readonly isBold?: boolean;
  /** What lies below it is kept off its letters. */
  readonly hasHalo?: boolean;
  /** In pixels. */
  readonly room?: number;
}

export function Words({ x, y, text, anchor = 'start', fill = 'var(--muted)', isBold, hasHalo, room }: Props) {
  const told = room === undefined ? text : cutToWidth(text, room);
  return (
    <text
      x={x}
      y={y}
      textAnchor={anchor}
      fill={fill}
      fontSize={12}
      {...(isBold && { fontWeight: 650 })}
      {...(hasHalo && HALO)}
    >
      {told !== text && <title>{text}</title>}
      {told}
    </text>
  );
}
