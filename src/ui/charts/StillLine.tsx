/** The shape of lines that are never animated: recharts would measure their length at every rendering, which costs a layout. */
import { Curve, type CurveProps } from 'recharts';

export function StillLine({ pathRef, ...curve }: CurveProps) {
  void pathRef; // not handed on: what has no path is not measured
  return <Curve {...curve} />;
}
