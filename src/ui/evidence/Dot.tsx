/** The mark of one estimate: a circle for a gain or the distilled student, a square or a triangle for the others; hollow without an interval. */
import { NETWORK_SHAPE } from './looks.ts';
import type { Mark } from './measured.ts';

interface Props {
  readonly x: number;
  readonly y: number;
  readonly network: Mark['network'];
  readonly colour: string;
  readonly isHollow?: boolean;
  /** Half of its width. */
  readonly size?: number;
}

export function Dot({ x, y, network, colour, isHollow = false, size = 4 }: Props) {
  const look = { fill: isHollow ? 'var(--ground)' : colour, stroke: colour, strokeWidth: 1.5 };
  const shape = NETWORK_SHAPE[network ?? 'distilled'];
  if (shape === 'circle') return <circle cx={x} cy={y} r={size} {...look} />;
  if (shape === 'square')
    return <rect x={x - size} y={y - size} width={2 * size} height={2 * size} {...look} />;
  return <path d={`M${x} ${y - size}l${size} ${2 * size}h${-2 * size}z`} {...look} />;
}
