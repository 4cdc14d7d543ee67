/** What the ten classes of an own set are called: digits, or anything else that has ten kinds. */
import { TextInput } from '@mantine/core';
import { drawnSet, useStore } from '../../store/useStore.ts';

export function ClassNames() {
  const names = useStore((state) => state.drawn.classNames);
  return (
    <details>
      <summary>Names of the ten classes</summary>
      <div className="own-names">
        {names.map((name, label) => (
          <TextInput
            key={`${label} ${name}`}
            size="xs"
            aria-label={`Name of class ${label}`}
            defaultValue={name}
            maxLength={24}
            onBlur={({ currentTarget }) => {
              if (currentTarget.value !== name) void drawnSet.nameClass(label, currentTarget.value);
            }}
            onKeyDown={({ key, currentTarget }) => {
              if (key === 'Enter') currentTarget.blur();
            }}
          />
        ))}
      </div>
    </details>
  );
}
