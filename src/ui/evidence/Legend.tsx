/** Which mark is what, in lines at the top of a drawing; nothing where all marks are alike. */
import type { ReactNode } from 'react';
import { textWidth } from '../charts/textWidth.ts';
import { Words } from './Words.tsx';

export interface LegendItem {
  readonly text: string;
  /** Within 14 × 8 pixels. */
  readonly sample: ReactNode;
}

const LINE_HEIGHT = 18;
const SAMPLE_WIDTH = 18;
const GAP = 12;

interface Props {
  readonly items: readonly LegendItem[];
  /** In pixels: what has no room goes to the next line. */
  readonly width: number;
}

/** Of all lines, in pixels. */
export function legendHeight(props: Props): number {
  const last = placesOf(props).at(-1);
  return last ? last.y + LINE_HEIGHT : 0;
}

function placesOf({ items, width }: Props): { readonly x: number; readonly y: number }[] {
  let [x, y] = [0, 0];
  return items.map(({ text }) => {
    const needed = SAMPLE_WIDTH + textWidth(text);
    if (x > 0 && x + needed > width) [x, y] = [0, y + LINE_HEIGHT];
    const place = { x: Number(x.toFixed(1)), y };
    x += needed + GAP;
    return place;
  });
}

export function Legend(props: Props) {
  const places = placesOf(props);
  return props.items.map(({ text, sample }, at) => (
    <g key={text} transform={`translate(${places[at]!.x} ${places[at]!.y})`}>
      <g transform="translate(0 4)">{sample}</g>
      <Words x={SAMPLE_WIDTH} y={12} text={text} />
    </g>
  ));
}
