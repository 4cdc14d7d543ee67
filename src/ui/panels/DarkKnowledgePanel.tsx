/** Which digits a network finds alike: its softened probabilities, averaged over the test digits of each label. */
import { useInViewport } from '@mantine/hooks';
import { useDeferredValue, useMemo, useState } from 'react';
import { meanSoftTargets } from '../../distillation/classification.ts';
import { NUM_CLASSES } from '../../distillation/shape.ts';
import { logitsNamed, mostLike } from '../../experiment/readings.ts';
import { recordNames } from '../../store/selectors.ts';
import { recordNouns } from '../nouns.ts';
import { useStore } from '../../store/useStore.ts';
import { ChartFrame } from '../charts/ChartFrame.tsx';
import { DigitMatrix, type MatrixCell } from '../charts/DigitMatrix.tsx';
import { inkAmongWrong } from '../charts/inkAmongWrong.ts';
import { matrixNumbers } from '../charts/matrixNumbers.ts';
import { imagesOf, probability, temperatureLabel, withArticle } from '../../experiment/words/numbers.ts';
import { NETWORK_LABEL } from '../theme.ts';
import { DigitGallery } from './DigitGallery.tsx';
import { NetworkSwitch } from './NetworkSwitch.tsx';
import { Nothing } from './Nothing.tsx';
import { Panel } from './Panel.tsx';

const MAX_OPENED = 24;

export function DarkKnowledgePanel() {
  const readings = useStore((state) => state.run.record?.readings ?? null);
  const names = useStore(recordNames);
  const { kind, kinds, images } = useStore(recordNouns);
  const network = useStore((state) => state.shownNetwork);
  const { ref, inViewport } = useInViewport<HTMLDivElement>();
  const temperature = useTemperature(inViewport);
  const [chosen, setChosen] = useState<MatrixCell>({ label: 7, digit: 9 });
  const logits = readings ? logitsNamed(readings, network)[0] : undefined;
  const means = useMemo(
    () => (readings && logits ? meanSoftTargets(logits, readings.labels, temperature, NUM_CLASSES) : null),
    [readings, logits, temperature],
  );
  const opened = useMemo(
    () =>
      readings && logits ? mostLike(logits, readings.labels, chosen.label, chosen.digit, MAX_OPENED) : [],
    [readings, logits, chosen],
  );
  return (
    <Panel title="Dark knowledge" aside={<NetworkSwitch label="Network of dark knowledge" />}>
      <p className="lede">
        Labels say only which {kind} is right. A network’s probabilities also say which wrong {kinds} are less
        wrong than others: that is what a student learns besides. Each row is the mean over all test {images}{' '}
        of one label, at the temperature of the slider above.
      </p>
      {means && logits && readings ? (
        <div className="matrix-and-digits" ref={ref}>
          <ChartFrame
            title={`${NETWORK_LABEL[network]}, ${temperatureLabel(temperature)}${network === 'teacher' ? '' : ', first seed'}: mean probability of each ${kind}`}
            fileName="distillery-dark-knowledge"
            numbers={() => matrixNumbers(means, names)}
            isTable
          >
            <DigitMatrix
              name="Mean soft targets"
              axes="is \ seen"
              names={names}
              values={means}
              strength={inkAmongWrong(means)}
              format={(value) => value.toFixed(3).replace(/^0/, '')}
              chosen={chosen}
              onChoose={setChosen}
            />
          </ChartFrame>
          <div className="opened-digits">
            <p className="small">
              <span role="status">
                {chosen.label === chosen.digit
                  ? `The ${imagesOf(names[chosen.label]!)} it is surest of.`
                  : `The ${imagesOf(names[chosen.label]!)} in which it sees most of ${withArticle(names[chosen.digit]!)}.`}
              </span>{' '}
              {/* Not read out with every move of the slider. */}
              <span className="muted">
                {`Mean: ${probability(means[chosen.label * NUM_CLASSES + chosen.digit]!)}.`}
              </span>
            </p>
            <DigitGallery readings={readings} indices={opened} captionOf={(index) => `no. ${index}`} />
          </div>
        </div>
      ) : (
        <Nothing>The matrix appears once the run has trained this network.</Nothing>
      )}
    </Panel>
  );
}

/**
 * The slider's own curve comes first: the matrix of ten thousand digits may follow a frame later, and not at all while it is
 * out of sight.
 */
function useTemperature(isInSight: boolean): number {
  const current = useDeferredValue(useStore((state) => state.displayTemperature));
  const [seen, setSeen] = useState(current);
  if (isInSight && seen !== current) setSeen(current);
  return isInSight ? current : seen;
}
