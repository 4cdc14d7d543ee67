/** How much the teacher has to say in the next run, in words: hard labels to teacher. */
import { Slider } from '@mantine/core';
import { shownNumber } from '../../experiment/typedNumber.ts';
import { actions, useStore } from '../../store/useStore.ts';

export function SoftWeightSlider() {
  const softWeight = useStore((state) => state.config.softWeight);
  return (
    <>
      <span className="small">labels</span>
      <Slider
        className="grow"
        size="xs"
        min={0}
        max={1}
        step={0.01}
        label={shownNumber}
        thumbLabel="Taught by: hard labels to teacher"
        value={softWeight}
        onChange={(value) => actions.setConfig({ softWeight: Number(value.toFixed(2)) })}
      />
      <span className="small">teacher</span>
    </>
  );
}
