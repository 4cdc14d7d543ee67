/** One of a few words, as radio buttons side by side. Mantine's measures itself while the page opens, which delays the first curve. */
import { useId } from 'react';
import { helped, type HelpTopic } from './help/helped.ts';

interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

interface Props<Value extends string> {
  /** For screen readers. */
  readonly name: string;
  readonly help?: HelpTopic;
  readonly options: readonly Option<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

export function Choice<Value extends string>({ name, help, options, value, onChange }: Props<Value>) {
  const group = useId();
  return (
    <div className="choice" role="radiogroup" aria-label={name} {...(help && helped(help))}>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={group}
            className="unseen"
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
