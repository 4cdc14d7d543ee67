/** The page: probe, probabilities and curves, training and comparison; what lies below them is loaded when they stand. */
import { Suspense } from 'react';
import { Header } from './Header.tsx';
import { later } from './later.ts';
import { Notices } from './Notices.tsx';
import { ComparisonPanel } from './panels/ComparisonPanel.tsx';
import { CurvesPanel } from './panels/CurvesPanel.tsx';
import { DiagramPanel } from './panels/DiagramPanel.tsx';
import { PredictionsPanel } from './panels/PredictionsPanel.tsx';
import { ProbePanel } from './panels/ProbePanel.tsx';
import { SoftenedPanel } from './panels/SoftenedPanel.tsx';
import { TrainingPanel } from './panels/TrainingPanel.tsx';

const ExperimentsPanel = later(() => import('./panels/ExperimentsPanel.tsx'), 'ExperimentsPanel');
const DarkKnowledgePanel = later(() => import('./panels/DarkKnowledgePanel.tsx'), 'DarkKnowledgePanel');
const MistakesPanel = later(() => import('./panels/MistakesPanel.tsx'), 'MistakesPanel');

export function App() {
  return (
    <>
      <Header />
      <Notices />
      <main>
        <div className="columns">
          <div className="column probe-column">
            <ProbePanel />
            <PredictionsPanel />
          </div>
          <div className="column figure-column">
            <SoftenedPanel />
            <CurvesPanel />
          </div>
          <div className="column training-column">
            <TrainingPanel />
            <ComparisonPanel />
            <DiagramPanel />
          </div>
        </div>
        <Suspense>
          <ExperimentsPanel />
          <DarkKnowledgePanel />
          <MistakesPanel />
        </Suspense>
      </main>
    </>
  );
}
