/** The list of Select, a chunk of its own. */
import { Select, type SelectProps } from '@mantine/core';

export function MantineSelect(props: SelectProps) {
  return <Select {...props} />;
}
