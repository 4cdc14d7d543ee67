/** The Story: one step at a time, its text on one side and one live figure on the other; on paper all of them. */
import '../styles/story.css';
import { Button } from '@mantine/core';
import { useEffect, useRef, type RefObject } from 'react';
import type { StoryStep } from '../../library/storySteps.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { useIsPrinting } from '../printing.ts';
import { Boundary } from '../Boundary.tsx';
import { CHALLENGES_ID } from './Challenges.tsx';
import { Ending } from './Ending.tsx';
import { Formula } from './formulas.tsx';
import { Lights, Word } from './lighting.tsx';
import { piecesOf } from './markup.ts';
import { recordNouns, type Nouns } from '../nouns.ts';
import { QuestionBox } from './QuestionBox.tsx';
import { Stage } from './Stage.tsx';
import type { Step } from './step.ts';
import { PRESETS_SHOWN } from './recordedRows.ts';
import { STEPS } from './steps.ts';
import { useRecorded } from './useRecorded.ts';

export function StoryRoom() {
  const name = useStore((state) => state.story.step);
  const article = useTurning(name);
  const isPrinting = useIsPrinting();
  useRecorded(PRESETS_SHOWN); // paper could not wait for it
  return (
    <article className="story" aria-label="How distillation works" ref={article}>
      <StepList current={name} />
      {STEPS.map(
        (step, at) => (isPrinting || step.name === name) && <StepView key={step.name} step={step} at={at} />,
      )}
      <Ending />
    </article>
  );
}

function StepView({ step, at }: { readonly step: Step; readonly at: number }) {
  const nouns = useStore(recordNouns);
  return (
    <Lights>
      <div className="story-step">
        <Boundary>
          <Stage step={step} />
        </Boundary>
        <div className="story-text">
          <h2 tabIndex={-1}>
            <span className="muted small">
              {at + 1} of {STEPS.length}
            </span>
            {step.title}
          </h2>
          <StepText step={step} nouns={nouns} />
          <QuestionBox step={step} nouns={nouns} />
          <Turning at={at} />
        </div>
      </div>
    </Lights>
  );
}

/** The heading takes the focus when one turns to another step, so that a screen reader goes on from there. @returns for the story */
function useTurning(name: StoryStep): RefObject<HTMLElement | null> {
  const article = useRef<HTMLElement>(null);
  const shown = useRef(name);
  useEffect(() => {
    if (shown.current === name) return;
    shown.current = name;
    article.current?.querySelector<HTMLElement>('.story-text h2')?.focus({ preventScroll: true });
    if ((article.current?.getBoundingClientRect().top ?? 0) < 0)
      article.current?.scrollIntoView({ behavior: 'instant' });
  }, [name]);
  return article;
}

function StepList({ current }: { readonly current: StoryStep }) {
  const answers = useStore((state) => state.story.answers);
  return (
    <nav aria-label="Steps" className="story-steps">
      <ol>
        {STEPS.map(({ name, title }, at) => (
          <li key={name}>
            <button
              type="button"
              aria-current={name === current ? 'step' : undefined}
              onClick={() => actions.setStory({ step: name })}
            >
              <span className="story-number">{answers[name] === 'done' ? '✓' : at + 1}</span>
              <span className="story-title">{title}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepText({ step: { text, formula }, nouns }: { readonly step: Step; readonly nouns: Nouns }) {
  return (
    <>
      {text(nouns).map((paragraph) => (
        <p key={paragraph}>
          {piecesOf(paragraph).map(({ words, part, after }, at) =>
            part ? (
              <span key={at} className="unbroken">
                <Word part={part}>{words}</Word>
                {after}
              </span>
            ) : (
              <span key={at}>{words}</span>
            ),
          )}
        </p>
      ))}
      {formula && <Formula name={formula} />}
    </>
  );
}

function Turning({ at }: { readonly at: number }) {
  const [before, next] = [STEPS[at - 1], STEPS[at + 1]];
  return (
    <div className="row story-turning">
      <Button
        variant="default"
        size="xs"
        disabled={!before}
        onClick={() => before && actions.setStory({ step: before.name })}
      >
        Back
      </Button>
      {next ? (
        <Button className="main-button" size="xs" onClick={() => actions.setStory({ step: next.name })}>
          Next: {next.title}
        </Button>
      ) : (
        <Button className="main-button" size="xs" onClick={goToChallenges}>
          Next: Three challenges
        </Button>
      )}
    </div>
  );
}

function goToChallenges(): void {
  const heading = document.getElementById(CHALLENGES_ID);
  heading?.scrollIntoView({ behavior: 'instant' });
  heading?.focus({ preventScroll: true });
}
