/** A choice from a list. The list and what places it are loaded when the page stands; until then the field shows what is chosen. */
import { TextInput, type ComboboxData, type SelectProps } from '@mantine/core';
import { Suspense } from 'react';
import { later } from './later.ts';

const MantineSelect = later(() => import('./MantineSelect.tsx'), 'MantineSelect');

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

function labelOf(data: ComboboxData, value: SelectProps['value']): string {
  for (const option of data) {
    if (option === value) return option;
    if (typeof option === 'object' && 'value' in option && option.value === value) return option.label;
  }
  return '';
}
