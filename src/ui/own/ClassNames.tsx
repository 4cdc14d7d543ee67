/** What the ten classes of an own set are called: digits, or anything else that has ten kinds. */
import { TextInput } from '@mantine/core';
import { namesOf } from '../../store/selectors.ts';
import { drawnSet, useStore } from '../../store/useStore.ts';

/** Of the set that is drawn here. */
export function ClassNames() {
  const names = useStore((state) => state.drawn.classNames);
  return <Names title="Names of the ten classes" what="class" names={names} />;
}

/** Of another own set that is in use: of files. */
export function NamesOfFiles() {
  const summary = useStore((state) => state.data.summary);
  const drawnId = useStore((state) => state.drawn.setId);
  const names = useStore((state) => namesOf(state, state.data.summary?.id ?? null));
  if (summary?.source.data !== 'own' || summary.id === drawnId) return null;
  return (
    <Names
      title="Names of the ten classes of the files in use"
      what="class in the files"
      names={names}
      setId={summary.id}
    />
  );
}

interface Props {
  readonly title: string;
  /** What is named, for screen readers. */
  readonly what: string;
  readonly names: readonly string[];
  /** Of the drawn set if left out. */
  readonly setId?: string;
}

function Names({ title, what, names, setId }: Props) {
  return (
    <details>
      <summary>{title}</summary>
      <div className="own-names">
        {names.map((name, label) => (
          <TextInput
            key={`${label} ${name}`}
            size="xs"
            aria-label={`Name of ${what} ${label}`}
            defaultValue={name}
            maxLength={24}
            onBlur={({ currentTarget }) => {
              if (currentTarget.value !== name) void drawnSet.nameClass(label, currentTarget.value, setId);
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
