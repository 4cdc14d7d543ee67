/** Figure 3, live: how temperature softens what a network thinks of the probe. */
import { Suspense, useDeferredValue, useMemo, useState } from 'react';
import type { NetworkName } from '../../experiment/arms.ts';
import { withArticle } from '../../experiment/words/numbers.ts';
import { probeImage } from '../../store/probe.ts';
import { isCovered, isLearning, namesReadBy, probeNames } from '../../store/selectors.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { ProbabilitiesTable } from '../charts/ProbabilitiesTable.tsx';
import type { Scale } from '../charts/plotArea.ts';
import { SoftenedChart } from '../charts/SoftenedChart.tsx';
import { softenedCurves } from '../charts/softenedCurves.ts';
import { TemperatureSlider } from '../charts/TemperatureSlider.tsx';
import { Choice } from '../Choice.tsx';
import { later } from '../later.tsx';
import { Shown } from '../Shown.tsx';
import { nounsFor } from '../nouns.ts';
import { probeSentence } from '../sentence.ts';
import { useProbeLogits } from '../useProbeLogits.ts';
import { NetworkSwitch } from './NetworkSwitch.tsx';
import { Panel } from './Panel.tsx';

const SCALES = (['linear', 'log'] as const satisfies readonly Scale[]).map((value) => ({
  value,
  label: value,
}));
const ThreeNetworks = later(() => import('./ThreeNetworks.tsx'), 'ThreeNetworks');

const Directions = later(() => import('./Directions.tsx'), 'Directions');

const HOW_MANY = [
  { value: 'one', label: 'one' },
  { value: 'three', label: 'all three' },
  { value: 'directions', label: 'KL' },
] as const;
type HowMany = (typeof HOW_MANY)[number]['value'];

const WHO: Readonly<Record<NetworkName, string>> = {
  teacher: 'the teacher',
  distilled: 'the distilled student',
  standalone: 'the standalone student',
};

export function SoftenedPanel() {
  const network = useStore((state) => state.shownNetwork);
  const temperature = useStore((state) => state.displayTemperature);
  const label = useStore(({ probe }) => (probe.source === 'test' ? (probe.digit?.label ?? null) : null));
  const names = useStore((state) => namesReadBy(state, network));
  const { image, kind } = nounsFor(names);
  const ownNames = useStore(probeNames);
  const isEmpty = useStore((state) => probeImage(state) === null);
  const isHidden = useStore(isCovered);
  const who = useStore((state) =>
    isLearning(state, network) ? `${WHO[network]}, still learning,` : WHO[network],
  );
  const [scale, setScale] = useState<Scale>('linear');
  const [howMany, setHowMany] = useState<HowMany>('one');
  // A drawing's predictions come first, and its curve may follow a frame later; a first curve comes at once.
  const current = useProbeLogits(network);
  const deferred = useDeferredValue(current) ?? current;
  const logitsAt = isHidden ? null : deferred; // not a frame later
  const curves = useMemo(() => logitsAt && softenedCurves(logitsAt, temperature), [logitsAt, temperature]);

  const switches = (
    <div className="row">
      <Shown name="network">
        <NetworkSwitch />
        <Choice
          name="Networks in the figure"
          help="sideBySide"
          options={HOW_MANY}
          value={howMany}
          onChange={setHowMany}
        />
      </Shown>
      <Shown name="scale">
        <Choice name="Scale" help="scale" options={SCALES} value={scale} onChange={setScale} />
      </Shown>
    </div>
  );
  return (
    <Panel title="Softened probabilities" aside={switches}>
      <div className="softened-chart">
        {curves && howMany === 'three' && (
          <Suspense>
            <ThreeNetworks temperature={temperature} scale={scale} />
          </Suspense>
        )}
        {curves && howMany === 'directions' && (
          <Suspense>
            <Directions temperature={temperature} />
          </Suspense>
        )}
        {curves && howMany === 'one' && (
          <SoftenedChart curves={curves} scale={scale} names={names} kind={kind} />
        )}
        {!curves && (
          <p className="empty">
            {isHidden && 'Covered until your ten are drawn: whoever sees what is read draws otherwise.'}
            {!isHidden && isEmpty && `Draw ${withArticle(image)}, or pick one, to see its probabilities.`}
            {!isHidden &&
              !isEmpty &&
              `The curve appears as soon as ${WHO[network]} has been trained a little: press Train.`}
          </p>
        )}
      </div>
      <Shown name="temperature">
        <TemperatureSlider temperature={temperature} onChange={actions.setDisplayTemperature} />
      </Shown>
      {/* Their places stay when there is nothing to say, so that nothing below them jumps. */}
      <Shown name="sentence">
        <p className="sentence">
          {logitsAt && probeSentence(logitsAt, temperature, label, who, names, ownNames)}
        </p>
      </Shown>
      <Shown name="probabilities">
        <div className="probabilities">
          {curves && <ProbabilitiesTable curves={curves} names={names} kind={kind} />}
        </div>
      </Shown>
    </Panel>
  );
}
