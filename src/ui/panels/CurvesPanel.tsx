/** How both arms do while they train: five views of the same run. */
import { useDebouncedValue, useThrottledValue } from '@mantine/hooks';
import { Suspense, useDeferredValue, useState } from 'react';
import { recordNouns } from '../nouns.ts';
import { useStore } from '../../store/useStore.ts';
import type { Measure } from '../charts/measures.ts';
import { Choice } from '../Choice.tsx';
import { count } from '../../experiment/words/numbers.ts';
import { later } from '../later.tsx';
import { Nothing } from './Nothing.tsx';
import { Panel } from './Panel.tsx';

const MeasureChart = later(() => import('../charts/MeasureChart.tsx'), 'MeasureChart');
const Replay = later(() => import('./Replay.tsx'), 'Replay');
const CalibrationView = later(() => import('./CalibrationView.tsx'), 'CalibrationView');
const ConfusionView = later(() => import('./ConfusionView.tsx'), 'ConfusionView');

const VIEWS = ['Accuracy', 'Loss', 'Agreement', 'Calibration', 'Confusion'] as const;
type View = (typeof VIEWS)[number];
const VIEW_OPTIONS = VIEWS.map((value) => ({ value, label: value }));

/** Between two drawings of the curves while they grow. */
const REDRAWN_MS = 400;

/** Measures side by side, their crosshairs tied together. */
const CURVES = {
  Accuracy: ['accuracy'],
  Loss: ['nll', 'hardLoss', 'softLoss'],
  Agreement: ['agreement', 'meanKl'],
} as const satisfies Partial<Record<View, readonly Measure[]>>;

export function CurvesPanel() {
  const [view, setView] = useState<View>('Accuracy');
  const runId = useStore((state) => state.run.runId); // another run begins with an empty chart, not with the curve of the one before
  return (
    <Panel
      title="Curves"
      isTitleHidden
      lead={<Choice name="Chart" help="chartSwitch" options={VIEW_OPTIONS} value={view} onChange={setView} />}
      aside={view in CURVES && <Caption />}
    >
      {view in CURVES ? (
        <Curves key={runId} view={view} />
      ) : (
        <div className="curves">
          <Suspense>
            <Snapshot view={view} />
          </Suspense>
        </div>
      )}
    </Panel>
  );
}

function Curves({ view }: { readonly view: View }) {
  // The slider's own curve comes first: drawing these takes longer than a frame. All of it is of one record.
  const latest = useStore((state) => state.run.record);
  const growing = useThrottledValue(latest, REDRAWN_MS);
  const record = useDeferredValue(latest?.result ? latest : growing);
  const before = useStore((state) => state.run.before);
  const [marks] = useDebouncedValue(
    useStore((state) => state.run.marks),
    300,
  ); // not at every step of a drag
  const [replayed, setReplayed] = useState<number | null>(null);
  const measures: readonly Measure[] = view in CURVES ? CURVES[view as keyof typeof CURVES] : [];
  if (!record || record.curve.length === 0)
    return (
      <div className="curves">
        <Nothing>Both students appear here once the teacher is trained.</Nothing>
      </div>
    );
  return (
    <>
      <div className="curves">
        <Suspense>
          {measures.map((measure) => (
            <MeasureChart
              key={measure}
              measure={measure}
              curve={record.curve}
              upTo={replayed === null ? Infinity : (record.curve[replayed]?.epoch ?? Infinity)}
              before={before}
              marks={marks}
              config={record.config}
            />
          ))}
        </Suspense>
      </div>
      {record.result && record.curve.length > 1 && (
        <Suspense>
          <Replay curve={record.curve} at={replayed} onChange={setReplayed} />
        </Suspense>
      )}
    </>
  );
}

/** What is shown of the latest report alone. */
function Snapshot({ view }: { readonly view: View }) {
  return view === 'Calibration' ? <CalibrationView /> : <ConfusionView />;
}

function Caption() {
  const record = useStore((state) => state.run.record);
  const { images } = useStore(recordNouns);
  if (!record?.curveOver) return null;
  const { digits, seeds } = record.curveOver;
  const { numTest } = record.data;
  return (
    <span className="muted" title="Drawn evenly from the test set">
      {digits < numTest && `${count(digits)} of `}
      {count(numTest)} test {images}, by epoch · band: {seeds} {seeds === 1 ? 'seed' : 'seeds'}
    </span>
  );
}
