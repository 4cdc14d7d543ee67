/** The page: probe, probabilities and curves, training and comparison; then the experiments. */
import { Header } from './Header.tsx';
import { Notices } from './Notices.tsx';
import { AccuracyPanel } from './panels/AccuracyPanel.tsx';
import { ComparisonPanel } from './panels/ComparisonPanel.tsx';
import { ExperimentsPanel } from './panels/ExperimentsPanel.tsx';
import { PredictionsPanel } from './panels/PredictionsPanel.tsx';
import { ProbePanel } from './panels/ProbePanel.tsx';
import { SoftenedPanel } from './panels/SoftenedPanel.tsx';
import { TrainingPanel } from './panels/TrainingPanel.tsx';

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
            <AccuracyPanel />
          </div>
          <div className="column training-column">
            <TrainingPanel />
            <ComparisonPanel />
          </div>
        </div>
        <ExperimentsPanel />
      </main>
    </>
  );
}
