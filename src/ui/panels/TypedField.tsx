/** A field that is typed into: it shows what is in use, and when it is left what was typed is taken, or refused beside it. */
import { TextInput } from '@mantine/core';
import { useEffect, useEffectEvent, useState, type KeyboardEvent } from 'react';
import type { Typed } from '../../experiment/typedNumber.ts';

interface Props<Value> {
  readonly label: string;
  readonly isLabelHidden?: boolean | undefined;
  readonly help?: string | undefined;
  readonly className: string;
  readonly inputMode: 'decimal' | 'text';
  /** What is in use. */
  readonly shown: string;
  /** @returns null when nothing was typed that could be meant */
  readonly read: (typed: string) => Typed<Value> | null;
  readonly onTake: (value: Value) => void;
  /** What an arrow key leads to; they do nothing if left out. */
  readonly onArrow?: ((typed: string, direction: 1 | -1) => Value) | undefined;
}

export function TypedField<Value>(props: Props<Value>) {
  const { label, isLabelHidden = false, help, className, inputMode, shown, read, onTake, onArrow } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [shownBefore, setShownBefore] = useState(shown);
  if (shown !== shownBefore) {
    setShownBefore(shown);
    setRefusal(null); // it was about another value in use
  }
  const leave = () => {
    if (draft === null) return;
    const typed = read(draft);
    setDraft(null);
    setRefusal(typed && 'refusal' in typed ? typed.refusal : null);
    if (typed && 'value' in typed) onTake(typed.value);
  };
  const leaveForGood = useEffectEvent(leave);
  useEffect(() => () => leaveForGood(), []); // a drawer may close around it
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' || event.key === 'Escape') leave();
    if (!onArrow || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    setDraft(null);
    setRefusal(null);
    onTake(onArrow(draft ?? shown, event.key === 'ArrowUp' ? 1 : -1));
  };
  return (
    <TextInput
      className={className}
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      size="xs"
      description={help}
      descriptionProps={{ className: 'setting-help' }}
      inputMode={inputMode}
      autoComplete="off"
      value={draft ?? shown}
      error={refusal}
      errorProps={{ role: 'alert' }}
      onChange={(event) => {
        setDraft(event.currentTarget.value);
        setRefusal(null);
      }}
      onBlur={leave}
      onKeyDown={onKeyDown}
    />
  );
}
