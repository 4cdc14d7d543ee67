/** The axis that rows and bars lie along: above it what it counts, or what lies on either side of zero; below it its numbers. */
import type { Quantity } from './quantity.ts';
import type { Scale } from './scale.ts';
import { TicksBelow } from './TicksBelow.tsx';
import { Words } from './Words.tsx';

/** What it takes above and below the rows, in pixels. */
export const HEAD_HEIGHT = 16;
export const AXIS_HEIGHT = 18;

interface Props {
  readonly scale: Scale;
  readonly quantity: Quantity;
  /** Of the rows. */
  readonly top: number;
  readonly bottom: number;
  /** Of the drawing. */
  readonly width: number;
}

export function AcrossAxis({ scale, quantity, top, bottom, width }: Props) {
  return (
    <>
      <Head scale={scale} quantity={quantity} y={top - 4} width={width} />
      <TicksBelow {...{ scale, top, bottom, width }} unit={quantity.unit} hasZero={quantity.sides !== null} />
    </>
  );
}

interface HeadProps extends Pick<Props, 'scale' | 'quantity' | 'width'> {
  readonly y: number;
}

function Head({ scale, quantity: { sides, unit, title }, y, width }: HeadProps) {
  if (!sides) return <Words x={0} y={y} text={title} />;
  const zero = scale.at(0);
  return (
    <g>
      {zero > 60 && <Words x={zero - 6} y={y} text={`← ${sides[0]}`} anchor="end" />}
      {zero < width - 110 && <Words x={zero + 6} y={y} text={`${sides[1]} →`} />}
      <Words x={width} y={y} text={unit} anchor="end" />
    </g>
  );
}
