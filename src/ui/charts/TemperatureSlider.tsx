/** The temperature on display: logarithmic, by mouse, keyboard, typing or preset. */
import { NumberInput, Slider } from '@mantine/core';
import { LIMITS } from '../../experiment/config.ts';
import { temperatureLabel } from '../format.ts';

interface Props {
  readonly temperature: number;
  readonly onChange: (temperature: number) => void;
}

const { min, max } = LIMITS.temperature;
const PRESETS = [1, 2, 4, 8, 20];
/** Steps per doubling: whole powers of two are met exactly. */
const STEP = 1 / 16;

/** Rounded to what is shown, so that the label never says another temperature than the one in use. */
const fromPosition = (position: number) => Math.min(max, Math.max(min, Number((2 ** position).toFixed(2))));

export function TemperatureSlider({ temperature, onChange }: Props) {
  return (
    <div className="temperature">
      <span className="temperature-title" aria-hidden="true">
        Temperature
      </span>
      <Slider
        className="temperature-slider"
        classNames={{ track: 'temperature-track', bar: 'temperature-bar' }}
        min={Math.log2(min)}
        max={Math.log2(max)}
        step={STEP}
        value={Math.log2(temperature)}
        onChange={(position) => onChange(fromPosition(position))}
        label={null}
        marks={PRESETS.map((preset) => ({ value: Math.log2(preset), label: String(preset) }))}
        thumbLabel="Temperature"
        thumbProps={{
          'aria-valuemin': min,
          'aria-valuemax': max,
          'aria-valuenow': temperature,
          'aria-valuetext': temperatureLabel(temperature),
        }}
      />
      <NumberInput
        className="temperature-input"
        aria-label="Temperature value"
        size="xs"
        prefix="T = "
        min={min}
        max={max}
        step={0.5}
        decimalScale={2}
        clampBehavior="blur"
        value={temperature}
        onChange={(value) => {
          const typed = Number(value);
          if (typed >= min && typed <= max) onChange(typed);
        }}
      />
    </div>
  );
}
