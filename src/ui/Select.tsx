/**
 * A choice from a list. The list and what places it are loaded when the page stands; until then the field shows what is chosen,
 * and the browser's own list does where it is not to be had.
 */
import { TextInput, type ComboboxData, type SelectProps } from '@mantine/core';
import { Suspense } from 'react';
import { later } from './later.tsx';

const MantineSelect = later(() => import('./MantineSelect.tsx'), 'MantineSelect', {
  instead: PlainSelect,
});

export function Select(props: SelectProps) {
  const { size, className, placeholder, data = [], value } = props;
  return (
    <Suspense
      fallback={
        <TextInput
          aria-hidden
          readOnly
          tabIndex={-1}
          size={size ?? 'xs'}
          className={className ?? ''}
          placeholder={placeholder ?? ''}
          value={labelOf(data, value)}
        />
      }
    >
      <MantineSelect {...props} />
    </Suspense>
  );
}

function PlainSelect({ label, data = [], value, placeholder, onChange, 'aria-label': name }: SelectProps) {
  const options = optionsOf(data);
  return (
    <label className="plain-select">
      {label}
      <select
        aria-label={name}
        value={value ?? ''}
        onChange={({ currentTarget }) => {
          const chosen = options.find((option) => option.value === currentTarget.value);
          if (chosen) onChange?.(chosen.value, chosen);
        }}
      >
        {value === null && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

const labelOf = (data: ComboboxData, value: SelectProps['value']): string =>
  optionsOf(data).find((option) => option.value === value)?.label ?? '';

/** Lists here have no groups. */
const optionsOf = (data: ComboboxData): { readonly value: string; readonly label: string }[] =>
  data.flatMap((option) =>
    typeof option === 'object' ? ('value' in option ? [option] : []) : [{ value: option, label: option }],
  );
