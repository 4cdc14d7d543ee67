/** What a step asks for; says so when it was done. */
import { useEffect } from 'react';
import { actions, useStore } from '../../store/useStore.ts';
import type { Nouns } from '../nouns.ts';
import type { Step } from './step.ts';

export function QuestionBox({
  step: { name, question },
  nouns,
}: {
  readonly step: Step;
  readonly nouns: Nouns;
}) {
  const isSolved = useStore(question.isSolved);
  const answer = useStore((state) => state.story.answers[name]);
  useEffect(() => actions.notice(name, isSolved), [name, isSolved]);
  return (
    <div className="story-question" data-answer={answer}>
      <p>
        <strong>Try it.</strong> {question.asks(nouns)}
      </p>
      <p role="status" className="small">
        {answer === 'done' && `✓ ${question.done(nouns)}`}
        {answer === 'before' && `✓ ${question.before(nouns)}`}
      </p>
    </div>
  );
}
