/** Shows other test digits: of a class, any, those the teacher of the run finds hardest, those its students read differently. */
import { UnstyledButton } from '@mantine/core';
import { CLASSES } from '../../distillation/shape.ts';
import { namesOf } from '../../store/selectors.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { helped } from '../help/helped.ts';

export function TestDigitPicker() {
  const isReady = useStore((state) => state.data.summary !== null);
  const names = useStore((state) => namesOf(state, state.data.summary?.id ?? null));
  const hasTeacher = useStore((state) => Boolean(state.run.record?.readings));
  const hasStudents = useStore((state) => Boolean(state.run.record?.readings?.arms.length));
  return (
    <>
      <div
        className="digit-picker"
        translate="no"
        role="group"
        aria-label="Show a test digit"
        {...helped('testDigits')}
      >
        {CLASSES.map((label) => (
          <UnstyledButton
            key={label}
            className="digit-button"
            aria-label={`Show a test ${names[label]}`}
            title={names[label]}
            disabled={!isReady}
            onClick={() => actions.pickTestDigit(label)}
          >
            {names[label]}
          </UnstyledButton>
        ))}
      </div>
      <div className="kind-picker" role="group" aria-label="Show a test digit of a kind">
        <UnstyledButton
          className="digit-button"
          disabled={!isReady}
          {...helped('randomDigit')}
          onClick={actions.pickRandomDigit}
        >
          Random
        </UnstyledButton>
        <UnstyledButton
          className="digit-button"
          disabled={!hasTeacher}
          {...helped('hardest')}
          onClick={() => actions.pickFromRecord('hardest')}
        >
          Hardest
        </UnstyledButton>
        <UnstyledButton
          className="digit-button"
          disabled={!hasStudents}
          {...helped('disputed')}
          onClick={() => actions.pickFromRecord('disputed')}
        >
          Disputed
        </UnstyledButton>
      </div>
    </>
  );
}
