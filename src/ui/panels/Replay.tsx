/** A finished run again, epoch by epoch, from the curve in its record: to be scrubbed, or played. Loaded once a run has finished. */
import { Button, Slider } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import type { CurvePoint } from '../../experiment/curve.ts';
import { decimal, percent, points } from '../../experiment/words/numbers.ts';
import { helped } from '../help/helped.ts';

/** All of a run in about this time, and no point for less than a frame of the eye. */
const PLAYED_MS = 8_000;
const LEAST_MS = 60;

interface Props {
  readonly curve: readonly CurvePoint[];
  /** Number of the point that is shown last; null while all are. */
  readonly at: number | null;
  readonly onChange: (at: number | null) => void;
}

export function Replay({ curve, at, onChange }: Props) {
  const [isPlaying, setIsPlaying] = useState(false);
  const last = curve.length - 1;
  const isGoingOn = isPlaying && at !== null && at < last;
  const goOn = useEffectEvent(() => onChange(Math.min(last, (at ?? 0) + 1)));
  useEffect(() => {
    if (!isGoingOn) return;
    const timer = setInterval(goOn, Math.max(LEAST_MS, PLAYED_MS / curve.length));
    return () => clearInterval(timer);
  }, [isGoingOn, curve.length]);

  const play = () => {
    if (at === null || at >= last) onChange(0);
    setIsPlaying(true);
  };
  if (at === null)
    return (
      <div className="replay">
        <Button size="compact-xs" variant="default" {...helped('replay')} onClick={play}>
          Replay
        </Button>
      </div>
    );
  const point = curve[Math.min(at, last)]!;
  return (
    <div className="replay" role="group" aria-label="Replay" {...helped('replay')}>
      <Button size="compact-xs" variant="default" onClick={isGoingOn ? () => setIsPlaying(false) : play}>
        {isGoingOn ? 'Hold' : 'Play'}
      </Button>
      <Slider
        className="grow"
        size="xs"
        min={0}
        max={last}
        value={at}
        label={null}
        thumbLabel="Epoch of the replay"
        thumbValueText={epochText(point)}
        onChange={(value) => {
          setIsPlaying(false);
          onChange(value);
        }}
      />
      <span className="small replay-text">{pointText(point)}</span>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => {
          setIsPlaying(false);
          onChange(null);
        }}
      >
        End
      </Button>
      <p className="muted small">
        Of each epoch the record keeps the curves alone: Figure 3, predictions and table are those of the end.
      </p>
    </div>
  );
}

/** Fractional after a single step. */
const epochText = ({ epoch }: CurvePoint) => `Epoch ${Number.isInteger(epoch) ? epoch : decimal(epoch, 2)}`;

function pointText(point: CurvePoint): string {
  const { standalone, distilled } = point.arms;
  const gain = 100 * (distilled.accuracy.mean - standalone.accuracy.mean);
  return `${epochText(point)}: standalone ${percent(standalone.accuracy.mean, 1)}, distilled ${percent(distilled.accuracy.mean, 1)} (${points(gain, 1)})`;
}
