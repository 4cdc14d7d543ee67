/** The temperature on display: logarithmic, by mouse, finger, keyboard, typing or preset. */
import { UnstyledButton } from '@mantine/core';
import { useMove } from '@mantine/hooks';
import { useDeferredValue, type KeyboardEvent } from 'react';
import { LIMITS } from '../../experiment/config.ts';
import { temperatureLabel } from '../../experiment/words/numbers.ts';
import { helped } from '../help/helped.ts';
import { SettingNumber } from '../panels/SettingNumber.tsx';

interface Props {
  readonly temperature: number;
  readonly onChange: (temperature: number) => void;
}

const { min, max } = LIMITS.temperature;
const PRESETS = [1, 2, 4, 8, 20];

/** Where a temperature stands on the slider, 0 … 1. */
const positionOf = (temperature: number) => Math.log(temperature / min) / Math.log(max / min);

/** A hand on the slider means no third decimal. */
const within = (temperature: number) => Math.min(max, Math.max(min, Number(temperature.toFixed(2))));

/** Factors by key: eighths of a doubling, whole doublings, and the ends. */
const FACTORS: Readonly<Record<string, number>> = {
  ArrowRight: 2 ** (1 / 8),
  ArrowUp: 2 ** (1 / 8),
  ArrowLeft: 2 ** (-1 / 8),
  ArrowDown: 2 ** (-1 / 8),
  PageUp: 2,
  PageDown: 1 / 2,
  Home: 0,
  End: Infinity,
};

/**
 * Mantine's slider would tell a screen reader its position on the logarithmic scale; this one tells the temperature.
 */
export function TemperatureSlider({ temperature, onChange }: Props) {
  const { ref } = useMove<HTMLDivElement>(({ x }) => onChange(within(min * (max / min) ** x)));
  const onKeyDown = (event: KeyboardEvent) => {
    const factor = FACTORS[event.key];
    if (factor === undefined) return;
    event.preventDefault();
    onChange(within(temperature * factor));
  };
  return (
    <div className="temperature" {...helped('displayTemperature')}>
      <span className="temperature-title" aria-hidden="true">
        Temperature
      </span>
      <div className="temperature-scale">
        <div ref={ref} className="temperature-track">
          <div
            className="temperature-thumb"
            style={{ left: `${100 * positionOf(temperature)}%` }}
            role="slider"
            tabIndex={0}
            aria-label="Temperature"
            aria-valuemin={min}
            aria-valuemax={max}
            aria-valuenow={temperature}
            aria-valuetext={temperatureLabel(temperature)}
            aria-keyshortcuts="Plus -"
            onKeyDown={onKeyDown}
          />
        </div>
        {PRESETS.map((preset) => (
          <UnstyledButton
            key={preset}
            className="temperature-preset"
            style={{ left: `${100 * positionOf(preset)}%` }}
            aria-label={`Set ${temperatureLabel(preset)}`}
            onClick={() => onChange(preset)}
          >
            {preset}
          </UnstyledButton>
        ))}
      </div>
      <TemperatureInput temperature={useDeferredValue(temperature)} onChange={onChange} />
    </div>
  );
}

/** Follows a dragged slider a frame later: the curve comes first. */
function TemperatureInput({ temperature, onChange }: Props) {
  return (
    <SettingNumber
      className="temperature-input"
      label="Temperature value"
      isLabelHidden
      prefix="T = "
      value={temperature}
      limits={LIMITS.temperature}
      step={0.5}
      isWhole={false}
      onChange={onChange}
    />
  );
}
