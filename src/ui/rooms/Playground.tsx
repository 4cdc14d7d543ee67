/** Probe, probabilities and curves, training and comparison; below them what looks closer at the same run. */
import { Suspense, useEffect } from 'react';
import { later } from '../later.tsx';
import { ComparisonPanel } from '../panels/ComparisonPanel.tsx';
import { CurvesPanel } from '../panels/CurvesPanel.tsx';
import { Panel } from '../panels/Panel.tsx';
import { PanelBelow } from '../panels/PanelBelow.tsx';
import { PredictionsPanel } from '../panels/PredictionsPanel.tsx';
import { ProbePanel } from '../panels/ProbePanel.tsx';
import { SoftenedPanel } from '../panels/SoftenedPanel.tsx';
import { TrainingPanel } from '../panels/TrainingPanel.tsx';
import { openKept } from '../../store/useStore.ts';
import { Shown } from '../Shown.tsx';
import { Tagline } from './Tagline.tsx';
import { Yours } from '../yours/Yours.tsx';
import { useStagedMount } from '../useStagedMount.ts';

const DiagramPanel = later(() => import('../panels/DiagramPanel.tsx'), 'DiagramPanel');
const UnseenPanel = later(() => import('../panels/UnseenPanel.tsx'), 'UnseenPanel');
const DarkKnowledgePanel = later(() => import('../panels/DarkKnowledgePanel.tsx'), 'DarkKnowledgePanel');
const YoursPanel = later(() => import('../yours/YoursPanel.tsx'), 'YoursPanel');
const MistakesPanel = later(() => import('../panels/MistakesPanel.tsx'), 'MistakesPanel');

/** What is put on the screen, in this order; the probe comes first. */
const [FIGURE, TRAINING, BELOW] = [2, 3, 4];

/** @param onFigureMounted called when the place of Figure 3 is on the screen */
export function Playground({ onFigureMounted }: { readonly onFigureMounted: () => void }) {
  const numMounted = useStagedMount(BELOW, (num) => num === FIGURE && onFigureMounted());
  return (
    <>
      <Tagline />
      <div className="columns">
        <div className="column probe-column">
          <ProbePanel />
          <Shown name="predictions">
            <PredictionsPanel />
          </Shown>
        </div>
        <div className="column figure-column">{numMounted >= FIGURE && <FigureColumn />}</div>
        <div className="column training-column">{numMounted >= TRAINING && <TrainingColumn />}</div>
      </div>
      {numMounted >= BELOW && <Below />}
    </>
  );
}

function FigureColumn() {
  return (
    <>
      <SoftenedPanel />
      <Shown name="curves">
        <CurvesPanel />
      </Shown>
    </>
  );
}

function TrainingColumn() {
  return (
    <>
      <Shown name="training">
        <TrainingPanel />
      </Shown>
      <Shown name="comparison">
        <ComparisonPanel />
      </Shown>
      <Shown name="diagram">
        <Suspense
          fallback={
            <Panel title="How it is taught">
              <div className="panel-to-come" />
            </Panel>
          }
        >
          <DiagramPanel />
        </Suspense>
      </Shown>
    </>
  );
}

function Below() {
  useEffect(() => void openKept(), []);
  return (
    <>
      <Suspense>
        <UnseenPanel />
      </Suspense>
      <Yours>
        <PanelBelow name="yours" title="Yours">
          <YoursPanel />
        </PanelBelow>
      </Yours>
      <PanelBelow name="darkKnowledge" title="Dark knowledge">
        <DarkKnowledgePanel />
      </PanelBelow>
      <PanelBelow name="mistakes" title="Mistakes">
        <MistakesPanel />
      </PanelBelow>
    </>
  );
}
