/** The one figure beside the text: the probe, what the step shows of it, the temperature, and the run. */
import type { ComponentType } from 'react';
import type { StoryStep } from '../../library/storySteps.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { TemperatureSlider } from '../charts/TemperatureSlider.tsx';
import { DarkKnowledgeFigure } from './figures/DarkKnowledgeFigure.tsx';
import { EvidenceFigure } from './figures/EvidenceFigure.tsx';
import { LogitsFigure } from './figures/LogitsFigure.tsx';
import { LossesFigure } from './figures/LossesFigure.tsx';
import { ReadersFigure } from './figures/ReadersFigure.tsx';
import { TemperatureFigure } from './figures/TemperatureFigure.tsx';
import { Part } from './lighting.tsx';
import { RunLine } from './RunLine.tsx';
import type { Step } from './step.ts';
import { StoryProbe } from './StoryProbe.tsx';

const FIGURES: Readonly<Record<StoryStep, ComponentType>> = {
  readers: ReadersFigure,
  logits: LogitsFigure,
  temperature: TemperatureFigure,
  'dark-knowledge': DarkKnowledgeFigure,
  losses: LossesFigure,
  evidence: EvidenceFigure,
};

export function Stage({ step: { name, title, stage } }: { readonly step: Step }) {
  const temperature = useStore((state) => state.displayTemperature);
  const Figure = FIGURES[name];
  return (
    <section className="story-stage" aria-label={`Figure: ${title}`}>
      <div className={`story-figure story-figure-${stage.canvas}`}>
        {stage.canvas !== 'none' && <StoryProbe size={stage.canvas} />}
        <div className="story-view">
          <Figure />
        </div>
      </div>
      {stage.hasTemperature && (
        <Part part="temperature">
          <TemperatureSlider temperature={temperature} onChange={actions.setDisplayTemperature} />
        </Part>
      )}
      <RunLine />
    </section>
  );
}
