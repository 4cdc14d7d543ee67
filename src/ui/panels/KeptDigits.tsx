/** Which digits the students ever see: take the 3 away, and the teacher alone speaks of it. */
import { UnstyledButton } from '@mantine/core';
import { NUM_CLASSES } from '../../distillation/shape.ts';
import { actions, useStore } from '../../store/useStore.ts';

export function KeptDigits() {
  const kept = useStore((state) => state.config.keptDigits);
  const toggle = (digit: number) => {
    const others = kept.filter((each) => each !== digit);
    const next = others.length === kept.length ? [...kept, digit].sort((a, b) => a - b) : others;
    if (next.length > 0) actions.setConfig({ keptDigits: next }); // a transfer set without digits teaches nothing
  };
  return (
    <div className="kept-digits">
      {Array.from({ length: NUM_CLASSES }, (_, digit) => (
        <UnstyledButton
          key={digit}
          className="kept-digit"
          aria-pressed={kept.includes(digit)}
          aria-label={`Keep ${digit} in the transfer set`}
          onClick={() => toggle(digit)}
        >
          {digit}
        </UnstyledButton>
      ))}
    </div>
  );
}
