/** A number within its limits, typed as people write numbers. */
import type { Limits } from '../../experiment/limits.ts';
import { nextStep, readNumber, shownNumber } from '../../experiment/typedNumber.ts';
import { TypedField } from './TypedField.tsx';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly limits: Limits;
  /** How far an arrow key goes. */
  readonly step: number;
  readonly isWhole?: boolean;
  readonly isLabelHidden?: boolean;
  /** Stands before the number; may be typed or left out. */
  readonly prefix?: string;
  readonly help?: string;
  readonly className?: string;
  readonly onChange: (value: number) => void;
}

export function SettingNumber(props: Props) {
  const { label, value, limits, step, isWhole = true, isLabelHidden, prefix = '', help, onChange } = props;
  const read = (typed: string) => readNumber(withoutPrefix(typed, prefix), { label, limits, isWhole });
  return (
    <TypedField
      label={label}
      isLabelHidden={isLabelHidden}
      help={help}
      className={props.className ?? 'setting-number'}
      inputMode="decimal"
      shown={prefix + shownNumber(value)}
      read={read}
      onTake={onChange}
      onArrow={(typed, direction) => {
        const from = read(typed);
        return nextStep(from && 'value' in from ? from.value : value, direction, step, limits);
      }}
    />
  );
}

/** However many blanks were typed between its words. */
function withoutPrefix(typed: string, prefix: string): string {
  let rest = typed.trimStart();
  for (const word of prefix.split(' '))
    if (rest.toLowerCase().startsWith(word.toLowerCase())) rest = rest.slice(word.length).trimStart();
  return rest;
}
