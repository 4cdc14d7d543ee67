/** The Story: one step at a time, its text on one side and one live figure on the other. */
import '../styles/story.css';
import { Button } from '@mantine/core';
import { useEffect, useRef, type RefObject } from 'react';
import type { StoryStep } from '../../library/storySteps.ts';
import { recordNames } from '../../store/selectors.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { PanelBoundary } from '../panels/Panel.tsx';
import { CHALLENGES_ID } from './Challenges.tsx';
import { Ending } from './Ending.tsx';
import { Formula } from './formulas.tsx';
import { Lights, Word } from './lighting.tsx';
import { piecesOf } from './markup.ts';
import { nounsFor, type Nouns } from './nouns.ts';
import { QuestionBox } from './QuestionBox.tsx';
import { Stage } from './Stage.tsx';
import type { Step } from './step.ts';
import { STEPS } from './steps.ts';

export function StoryRoom() {
  const name = useStore((state) => state.story.step);
  const at = STEPS.findIndex((step) => step.name === name);
  const step = STEPS[at]!;
  const nouns = nounsFor(useStore(recordNames));
  const article = useTurning(name);
  return (
    <article className="story" aria-label="How distillation works" ref={article}>
      <StepList current={at} />
      <Lights key={name}>
        <div className="story-step">
          <PanelBoundary>
            <Stage step={step} />
          </PanelBoundary>
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
      <Ending />
    </article>
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

function StepList({ current }: { readonly current: number }) {
  const answers = useStore((state) => state.story.answers);
  return (
    <nav aria-label="Steps" className="story-steps">
      <ol>
        {STEPS.map(({ name, title }, at) => (
          <li key={name}>
            <button
              type="button"
              aria-current={at === current ? 'step' : undefined}
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
          {piecesOf(paragraph).map(({ words, part }, at) =>
            part ? (
              <Word key={at} part={part}>
                {words}
              </Word>
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
