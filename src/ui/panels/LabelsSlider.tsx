/** How many labelled digits the students have: by round numbers, or typed. */
import { Slider } from '@mantine/core';
import { LIMITS } from '../../experiment/config.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { count } from '../../experiment/words/numbers.ts';
import { labelStops, positionOf, stopTowards } from './labelStops.ts';
import { SettingNumber } from './SettingNumber.tsx';

export function LabelsSlider() {
  const labels = useStore((state) => state.config.labels);
  const numTrain = useStore((state) => state.data.summary?.numTrain ?? LIMITS.labels.max);
  const stops = labelStops(numTrain);
  const position = positionOf(labels, stops);
  return (
    <>
      <Slider
        className="grow"
        size="xs"
        min={0}
        max={Math.max(1, stops.length - 1)}
        step={1}
        value={position}
        label={count(labels)}
        thumbLabel="Labelled digits"
        thumbValueText={`${count(labels)} labels`}
        onChange={(wanted) => {
          const chosen = stopTowards(wanted, position, stops);
          if (chosen !== undefined) actions.setConfig({ labels: chosen });
        }}
      />
      <SettingNumber
        label="Labels"
        isLabelHidden
        value={labels}
        limits={LIMITS.labels}
        step={500}
        onChange={(value) => actions.setConfig({ labels: value })}
      />
    </>
  );
}
