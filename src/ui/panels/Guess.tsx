/** A guess at the gain before it is known: whoever has guessed reads the verdict otherwise. A newcomer's first verdict waits for it. */
import { Button } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import type { RunResult } from '../../experiment/results.ts';
import { points } from '../../experiment/words/numbers.ts';
import { isRemembered, remember } from '../../library/remembered.ts';
import { useStore } from '../../store/useStore.ts';
import { helped } from '../help/helped.ts';
import { Shown } from '../Shown.tsx';

/** Points of test accuracy: wide enough for what few labels bring, and for a student that loses. */
const RANGE = { min: -5, max: 10, step: 0.5 } as const;

/** Whoever has seen one verdict is not kept from another. */
const SEEN = 'verdict-seen';
/** Nor is whoever comes by a link, which was sent for what it shows. Asked once: the address follows the settings later. */
const isNewcomer = location.hash === '' && location.search === '' && !isRemembered(SEEN);

interface Props {
  readonly result: RunResult | null;
  /** Of the run on display; null where nobody guessed. */
  readonly children: (guess: number | null) => ReactNode;
}

export function Guess({ result, children }: Props) {
  const [guess, setGuess] = useState<number | null>(null);
  const [draft, setDraft] = useState<number | null>(null);
  const [isWaiting, setIsWaiting] = useState(isNewcomer);
  const isHidden = useStore((state) => state.hidden.has('guess'));
  const hasResult = result !== null;
  const [hadResult, setHadResult] = useState(hasResult);
  if (hadResult !== hasResult) {
    setHadResult(hasResult);
    if (!hasResult) {
      setGuess(null); // it was about the run before
      setDraft(null);
    }
  }
  const verdict = useRef<HTMLDivElement>(null);
  const uncover = () => {
    remember(SEEN);
    flushSync(() => setIsWaiting(false));
    verdict.current?.focus({ preventScroll: true }); // where the result is in, what was pressed is gone
  };
  const putDown = (value: number | null) => {
    if (value === null) return;
    setGuess(value);
    uncover();
  };
  const slider = (
    <GuessSlider
      value={draft}
      onChange={(value) => {
        setDraft(value);
        if (!hasResult) setGuess(value); // it can still be moved
      }}
      onPutDown={putDown}
    />
  );
  if (!hasResult)
    return (
      <div className="verdict-box">
        {children(null)}
        <Shown name="guess">{slider}</Shown>
      </div>
    );
  const isCovered = isWaiting && guess === null && !isHidden;
  return (
    <div className="verdict-box">
      <div ref={verdict} tabIndex={-1} inert={isCovered}>
        {children(guess)}
      </div>
      {isCovered && (
        <div className="verdict-cover">
          <p className="verdict">The verdict is in. What do you guess?</p>
          {slider}
          <div className="row">
            <Button size="compact-xs" disabled={draft === null} onClick={() => putDown(draft)}>
              That is my guess
            </Button>
            <Button size="compact-xs" variant="default" onClick={uncover}>
              Show it
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

interface SliderProps {
  /** Null until it is moved. */
  readonly value: number | null;
  readonly onChange: (value: number) => void;
  readonly onPutDown: (value: number | null) => void;
}

/** By one drag, which ends with the guess, or by keys and Enter. */
function GuessSlider({ value, onChange, onPutDown }: SliderProps) {
  return (
    <label className="guess" {...helped('guess')}>
      <span>By how many points will the distilled student be better?</span>
      <span className="row">
        <input
          type="range"
          className="grow"
          aria-label="Your guess, in points"
          aria-valuetext={value === null ? 'no guess yet' : `${points(value, 1)} points`}
          {...RANGE}
          value={value ?? 0}
          onChange={({ currentTarget }) => onChange(currentTarget.valueAsNumber)}
          onPointerUp={() => onPutDown(value)}
          onKeyDown={({ key }) => key === 'Enter' && onPutDown(value)}
        />
        <output className="number">{value === null ? 'your guess' : points(value, 1)}</output>
      </span>
    </label>
  );
}

/** What was guessed beside what came. */
export function guessSentence(guess: number | null, gain: number): string {
  if (guess === null) return '';
  const off = Math.abs(guess - gain);
  return `You guessed ${points(guess, 1)}${off < RANGE.step ? ': well guessed' : `, ${off.toFixed(1)} off`}.`;
}
