/** How many labelled digits the students have: by round numbers, or typed. */
import { Slider } from '@mantine/core';
import { LIMITS } from '../../experiment/config.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { count } from '../../experiment/words/numbers.ts';
import { SettingNumber } from './SettingNumber.tsx';

const ROUND = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 60_000];

export function LabelsSlider() {
  const labels = useStore((state) => state.config.labels);
  const numTrain = useStore((state) => state.data.summary?.numTrain ?? LIMITS.labels.max);
  const offered = ROUND.filter((each) => each <= numTrain);
  const nearest = offered.findLastIndex((each) => each <= labels);
  return (
    <>
      <Slider
        className="grow"
        size="xs"
        min={0}
        max={Math.max(1, offered.length - 1)}
        step={1}
        value={Math.max(0, nearest)}
        label={(at) => count(offered[at] ?? labels)}
        thumbLabel="Labelled digits"
        thumbProps={{ 'aria-valuetext': `${count(labels)} labels` }}
        onChange={(at) => {
          const chosen = offered[at];
          if (chosen !== undefined && at !== nearest) actions.setConfig({ labels: chosen });
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
