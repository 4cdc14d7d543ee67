/** One panel alone, for an iframe in somebody's page; it writes nothing into the browser. Loaded in place of the rooms. */
import { Suspense, useEffect, type ComponentType } from 'react';
import { withEmbed, type Embed, type EmbeddedPanel } from '../../library/embed.ts';
import { EMBEDDABLE } from '../../library/embedLabels.ts';
import { writeHash } from '../../library/permalink.ts';
import { linkTo } from '../../store/link.ts';
import { page } from '../../store/useStore.ts';
import { HelpLayer } from '../help/HelpLayer.tsx';
import { later } from '../later.tsx';
import { Notices } from '../Notices.tsx';
import { MainButton, RunProgress } from '../panels/TrainingPanel.tsx';

const PANELS: Readonly<Record<EmbeddedPanel, ComponentType>> = {
  probe: later(() => import('../panels/ProbePanel.tsx'), 'ProbePanel'),
  predictions: later(() => import('../panels/PredictionsPanel.tsx'), 'PredictionsPanel'),
  softened: later(() => import('../panels/SoftenedPanel.tsx'), 'SoftenedPanel'),
  curves: later(() => import('../panels/CurvesPanel.tsx'), 'CurvesPanel'),
  training: later(() => import('../panels/TrainingPanel.tsx'), 'TrainingPanel'),
  comparison: later(() => import('../panels/ComparisonPanel.tsx'), 'ComparisonPanel'),
  diagram: later(() => import('../panels/DiagramPanel.tsx'), 'DiagramPanel'),
  darkKnowledge: later(() => import('../panels/DarkKnowledgePanel.tsx'), 'DarkKnowledgePanel'),
  mistakes: later(() => import('../panels/MistakesPanel.tsx'), 'MistakesPanel'),
};

interface Props {
  readonly embed: Embed;
  /** Called when the panel's place is on the screen. */
  readonly onMounted: () => void;
}

export function EmbeddedPage({ embed: { panel, problem }, onMounted }: Props) {
  useEffect(onMounted, [onMounted]);
  const Panel = panel && PANELS[panel];
  return (
    <>
      <HelpLayer />
      <Notices />
      <main className="embedded" aria-label={panel ? EMBEDDABLE[panel] : 'Nothing to embed'}>
        {Panel ? (
          <Suspense>
            <Panel />
          </Suspense>
        ) : (
          <p role="alert">{problem}</p>
        )}
      </main>
      <footer className="embedded-foot">
        {panel && panel !== 'training' && (
          <>
            <MainButton />
            <RunProgress />
          </>
        )}
        <a
          className="small"
          href={withEmbed(location.href, null)}
          target="_blank"
          rel="noopener"
          onClick={({ currentTarget }) => (currentTarget.href = wholePage())}
        >
          Open in Distillery
        </a>
      </footer>
    </>
  );
}

/** With what is set now. */
function wholePage(): string {
  const url = new URL(withEmbed(location.href, null));
  url.hash = writeHash(linkTo(page.store.getState()));
  return url.href;
}
