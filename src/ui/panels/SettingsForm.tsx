/** The settings of the next run. */
import { NumberInput, Select, Slider, Switch } from '@mantine/core';
import { LIMITS, type Config } from '../../experiment/config.ts';
import { actions, useStore } from '../../store/useStore.ts';

const TEACHERS = [
  { value: 'shipped', label: 'shipped CNN' },
  { value: 'trained', label: 'trained here' },
];

const NUMBERS = [
  { name: 'labels', label: 'Labels', limits: LIMITS.labels, step: 500 },
  { name: 'epochs', label: 'Epochs', limits: LIMITS.epochs, step: 10 },
  { name: 'seeds', label: 'Seeds', limits: LIMITS.seeds, step: 1 },
  { name: 'seed', label: 'First seed', limits: LIMITS.seed, step: 1 },
] as const;

export function SettingsForm() {
  const config = useStore((state) => state.config);
  const isLocked = useStore((state) => state.isTemperatureLocked);
  return (
    <div className="settings">
      <Select
        className="setting"
        label="Teacher"
        size="xs"
        data={TEACHERS}
        value={config.teacher}
        allowDeselect={false}
        onChange={(teacher) => actions.setConfig({ teacher: teacher === 'trained' ? 'trained' : 'shipped' })}
      />
      <SettingNumber
        label="Hidden units"
        value={config.hidden[0] ?? 1}
        limits={LIMITS.hiddenUnits}
        step={16}
        onChange={(units) => actions.setConfig({ hidden: [units, ...config.hidden.slice(1)] })}
      />
      {NUMBERS.map(({ name, ...rest }) => (
        <SettingNumber
          key={name}
          {...rest}
          value={config[name]}
          onChange={(value) => actions.setConfig({ [name]: value })}
        />
      ))}
      <SettingNumber
        label="Trained at T"
        value={config.temperature}
        limits={LIMITS.temperature}
        step={1}
        decimals={2}
        onChange={(temperature) => actions.setConfig({ temperature })}
      />
      <div className="setting wide">
        <span className="muted" id="soft-weight">
          Taught by
        </span>
        <div className="taught-by">
          <span className="small">hard labels</span>
          <Slider
            className="grow"
            size="xs"
            min={0}
            max={1}
            step={0.05}
            label={(value) => value.toFixed(2)}
            thumbLabel="Taught by: hard labels to teacher"
            value={config.softWeight}
            onChange={(softWeight) => actions.setConfig({ softWeight: Number(softWeight.toFixed(2)) })}
          />
          <span className="small">teacher</span>
        </div>
      </div>
      <p className="formula">{lossFormula(config)}</p>
      <div className="setting wide switches">
        <Switch
          size="xs"
          label="times T²"
          checked={config.squareTemperature}
          onChange={(event) => actions.setConfig({ squareTemperature: event.currentTarget.checked })}
        />
        <Switch
          size="xs"
          label="train at the T on display"
          checked={isLocked}
          onChange={(event) => actions.setTemperatureLock(event.currentTarget.checked)}
        />
      </div>
    </div>
  );
}

interface NumberProps {
  readonly label: string;
  readonly value: number;
  readonly limits: { readonly min: number; readonly max: number };
  readonly step: number;
  readonly decimals?: number;
  readonly onChange: (value: number) => void;
}

/** A number within its limits; what is typed outside them is not taken. */
function SettingNumber({ label, value, limits: { min, max }, step, decimals = 0, onChange }: NumberProps) {
  return (
    <NumberInput
      className="setting"
      label={label}
      size="xs"
      min={min}
      max={max}
      step={step}
      decimalScale={decimals}
      thousandSeparator=" "
      clampBehavior="blur"
      value={value}
      onChange={(typed) => {
        const number = Number(typed);
        if (typed !== '' && number >= min && number <= max) onChange(number);
      }}
    />
  );
}

/** The loss with the numbers of the next run filled in. */
function lossFormula({ softWeight, temperature, squareTemperature }: Config): string {
  const hard = Number((1 - softWeight).toFixed(2));
  const soft = Number(softWeight.toFixed(2));
  const t = Number(temperature.toFixed(2));
  return `loss = ${hard} · CE(labels) + ${soft} · ${squareTemperature ? `${t}² · ` : ''}CE(teacher at T = ${t})`;
}
