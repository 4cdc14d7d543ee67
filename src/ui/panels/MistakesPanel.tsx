/** Test digits on which the arms disagree: what distilling mended, and what it broke. */
import { useMemo } from 'react';
import { disagreementsOf, type Disagreement, type Readings } from '../../experiment/readings.ts';
import { recordNames } from '../../store/selectors.ts';
import { recordNouns } from '../nouns.ts';
import { useStore } from '../../store/useStore.ts';
import { count } from '../../experiment/words/numbers.ts';
import { DigitGallery } from './DigitGallery.tsx';
import { Nothing } from './Nothing.tsx';
import { Panel } from './Panel.tsx';

const MAX_SHOWN = 36;

export function MistakesPanel() {
  const readings = useStore((state) => state.run.record?.readings ?? null);
  const { images } = useStore(recordNouns);
  const numSeeds = readings?.arms[0]?.seeds.length ?? 0;
  const found = useMemo(
    () => (readings && numSeeds > 0 ? disagreementsOf(readings) : null),
    [readings, numSeeds],
  );
  return (
    <Panel
      title="Mistakes"
      aside={numSeeds > 1 && <span className="muted">each arm by the vote of its {numSeeds} seeds</span>}
    >
      {found && readings ? (
        <div className="two-galleries">
          <Gallery
            title="Right only when distilled"
            readings={readings}
            digits={found.onlyDistilledRight}
            wrong="standalone"
          />
          <Gallery
            title="Right only when taught by labels alone"
            readings={readings}
            digits={found.onlyStandaloneRight}
            wrong="distilled"
          />
        </div>
      ) : (
        <Nothing>Once a run has finished, the {images} on which its students disagree stand here.</Nothing>
      )}
    </Panel>
  );
}

interface Props {
  readonly title: string;
  readonly readings: Readings;
  readonly digits: readonly Disagreement[];
  readonly wrong: 'standalone' | 'distilled';
}

function Gallery({ title, readings, digits, wrong }: Props) {
  const names = useStore(recordNames);
  const indices = useMemo(() => digits.slice(0, MAX_SHOWN).map(({ index }) => index), [digits]);
  const byIndex = useMemo(() => new Map(digits.map((digit) => [digit.index, digit])), [digits]);
  const captionOf = (index: number) => {
    const digit = byIndex.get(index);
    return digit ? `${names[digit.label]}, not ${names[digit.read[wrong]]}` : '';
  };
  return (
    <section>
      <h3>
        {title}: {count(digits.length)}
        {digits.length > MAX_SHOWN && <span className="muted small"> (the first {MAX_SHOWN})</span>}
      </h3>
      {digits.length === 0 ? (
        <p className="muted">None.</p>
      ) : (
        <DigitGallery readings={readings} indices={indices} captionOf={captionOf} />
      )}
    </section>
  );
}
