/** Text within a drawing, cut to its room: long labels end in an ellipsis, and are whole in their title. */

/** Of the drawings' letters on average, in pixels. */
const LETTER_WIDTH = 6.3;

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

export const widthOf = (text: string) => LETTER_WIDTH * text.length;

export function Words({ x, y, text, anchor = 'start', fill = 'var(--muted)', isBold, hasHalo, room }: Props) {
  const numLetters = room === undefined ? Infinity : Math.max(2, Math.floor(room / LETTER_WIDTH));
  const isCut = text.length > numLetters;
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
      {isCut && <title>{text}</title>}
      {isCut ? `${text.slice(0, numLetters - 1)}…` : text}
    </text>
  );
}
