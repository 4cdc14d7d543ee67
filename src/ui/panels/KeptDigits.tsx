/** Which digits the students ever see: take the 3 away, and the teacher alone speaks of it. */
import { UnstyledButton } from '@mantine/core';
import { namesOf } from '../../store/selectors.ts';
import { actions, useStore } from '../../store/useStore.ts';

export function KeptDigits() {
  const names = useStore((state) => namesOf(state, state.data.summary?.id ?? null));
  const kept = useStore((state) => state.config.keptDigits);
  const toggle = (digit: number) => {
    const others = kept.filter((each) => each !== digit);
    const next = others.length === kept.length ? [...kept, digit].sort((a, b) => a - b) : others;
    if (next.length > 0) actions.setConfig({ keptDigits: next }); // a transfer set without digits teaches nothing
  };
  return (
    <div className="kept-digits" translate="no">
      {names.map((name, digit) => (
        <UnstyledButton
          key={digit}
          className="kept-digit"
          aria-pressed={kept.includes(digit)}
          aria-label={`Keep ${name} in the transfer set`}
          title={name === String(digit) ? undefined : name}
          onClick={() => toggle(digit)}
        >
          {name}
        </UnstyledButton>
      ))}
    </div>
  );
}
