/** A number within its limits; what is typed outside them is not taken, and put right when the field is left. */
import { NumberInput } from '@mantine/core';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly limits: { readonly min: number; readonly max: number };
  readonly step: number;
  readonly isWhole?: boolean;
  readonly isLabelHidden?: boolean;
  readonly prefix?: string;
  readonly onChange: (value: number) => void;
}

export function SettingNumber(props: Props) {
  const { label, value, limits, step, isWhole = true, isLabelHidden = false, prefix = '', onChange } = props;
  const { min, max } = limits;
  return (
    <NumberInput
      className="setting-number"
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      size="xs"
      {...{ min, max, step, prefix, value }}
      decimalScale={isWhole ? 0 : 6}
      thousandSeparator=" "
      clampBehavior="blur"
      onChange={(typed) => {
        const number = Number(typed);
        if (typed !== '' && number >= min && number <= max) onChange(number);
      }}
    />
  );
}
