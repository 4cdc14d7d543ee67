/** Three goals to train for; each says what the last run has come to, and when it was reached. */
import { Button } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { recordNames } from '../../store/selectors.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { CHALLENGES, type Challenge, type Reason } from './challenges.ts';

/** Of its heading, to which one goes from the last step. */
export const CHALLENGES_ID = 'story-challenges';

export function Challenges() {
  return (
    <section aria-labelledby={CHALLENGES_ID}>
      <h2 id={CHALLENGES_ID} tabIndex={-1}>
        Three challenges
      </h2>
      <ol className="challenges">
        {CHALLENGES.map((challenge) => (
          <OneChallenge key={challenge.name} challenge={challenge} />
        ))}
      </ol>
    </section>
  );
}

function OneChallenge({
  challenge: { name, title, goal, begin, judge, reasons },
}: {
  readonly challenge: Challenge;
}) {
  const record = useStore((state) => state.run.record);
  const names = useStore(recordNames);
  const answer = useStore((state) => state.story.answers[name]);
  const [reason, setReason] = useState<Reason | null>(null);
  const { isMet, says } = judge(record);
  const fits = record !== null && reason !== null && reason.fits(record);
  const isSolved = isMet && (reasons.length === 0 || fits);
  useEffect(() => actions.notice(name, isSolved), [name, isSolved]);
  const isReached = answer === 'done' || answer === 'before';
  return (
    <li className="challenge" data-reached={isReached}>
      <h3>{title(names)}</h3>
      <p>{goal(names)}</p>
      {begin && (
        <Button size="compact-xs" variant="default" onClick={() => actions.setConfig(begin.config)}>
          {begin.says}
        </Button>
      )}
      {isMet && reasons.length > 0 && <Reasons reasons={reasons} chosen={reason} onChoose={setReason} />}
      <p role="status" className="small">
        {answer === 'done' && <strong>✓ Reached. </strong>}
        {answer === 'before' && <strong>✓ Your run had reached this before you read it. </strong>}
        {says}{' '}
        {isMet &&
          reason &&
          (fits ? 'Your run bears it out; to be sure, change that alone.' : 'Not in this run: look again.')}
      </p>
    </li>
  );
}

interface ReasonsProps {
  readonly reasons: readonly Reason[];
  readonly chosen: Reason | null;
  readonly onChoose: (reason: Reason) => void;
}

function Reasons({ reasons, chosen, onChoose }: ReasonsProps) {
  const name = useId();
  return (
    <fieldset className="reasons">
      <legend>Why did it lose?</legend>
      {reasons.map((reason) => (
        <label key={reason.says}>
          <input type="radio" name={name} checked={reason === chosen} onChange={() => onChoose(reason)} />{' '}
          {reason.says}
        </label>
      ))}
    </fieldset>
  );
}
