/** Test digits of a run as small pictures; a click makes one the probe. */
import { UnstyledButton } from '@mantine/core';
import { imageAt } from '../../data/digitSet.ts';
import type { Readings } from '../../experiment/readings.ts';
import { recordNames } from '../../store/selectors.ts';
import { recordNouns } from '../nouns.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { DigitPreview } from '../drawing/DigitPreview.tsx';
import { withArticle } from '../../experiment/words/numbers.ts';

interface Props {
  /** Of the run on display. */
  readonly readings: Readings;
  /** Of its test digits. */
  readonly indices: readonly number[];
  /** Under each picture. */
  readonly captionOf: (index: number) => string;
}

export function DigitGallery({ readings, indices, captionOf }: Props) {
  const names = useStore(recordNames);
  const { image } = useStore(recordNouns);
  const shown = useStore(({ probe, run }) =>
    probe.source === 'test' && probe.digit?.setId === run.record?.data.id ? probe.digit?.index : undefined,
  );
  return (
    <ul className="gallery">
      {indices.map((index) => (
        <li key={index}>
          <UnstyledButton
            className="gallery-digit"
            aria-label={`Make test ${image} ${index} the probe: ${captionOf(index)}`}
            aria-pressed={shown === index}
            onClick={() => actions.pickRecordDigit(index)}
          >
            <TestImage readings={readings} index={index} names={names} />
            <span className="small">{captionOf(index)}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

interface TestImageProps extends Pick<Props, 'readings'> {
  readonly index: number;
  readonly names: readonly string[];
}

function TestImage({ readings, index, names }: TestImageProps) {
  const name = withArticle(names[readings.labels[index]!] ?? '');
  const label = name[0]!.toUpperCase() + name.slice(1);
  return <DigitPreview image={imageAt(readings, index)} label={label} className="thumbnail" />;
}
