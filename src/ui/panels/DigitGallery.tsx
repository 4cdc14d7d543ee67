/** Test digits as small pictures; a click makes one the probe. */
import { UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { withArticle } from '../../experiment/words/numbers.ts';
import { classNames } from '../../store/selectors.ts';
import { actions, useStore } from '../../store/useStore.ts';
import type { TestDigit } from '../../worker/engineApi.ts';
import { DigitPreview } from '../drawing/DigitPreview.tsx';

interface Props {
  /** Of the run's test digits. The caller keeps the array while it means the same. */
  readonly indices: readonly number[];
  /** Under each picture. */
  readonly captionOf: (index: number) => string;
}

export function DigitGallery({ indices, captionOf }: Props) {
  const digits = useTestDigits(indices);
  const shown = useStore((state) => state.probe.index);
  const names = useStore(classNames);
  return (
    <ul className="gallery">
      {digits.map(({ index, label, image }) => (
        <li key={index}>
          <UnstyledButton
            className="gallery-digit"
            aria-label={`Make test digit ${index} the probe: ${captionOf(index)}`}
            aria-pressed={shown === index}
            onClick={() => actions.pickTestDigitAt(index)}
          >
            <DigitPreview
              image={image}
              label={withArticle(names[label]!).replace(/^a/, 'A')}
              className="thumbnail"
            />
            <span className="small">{captionOf(index)}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

/** The pixels come from the worker; until they do, the digits before stay. */
function useTestDigits(indices: readonly number[]): readonly TestDigit[] {
  const [digits, setDigits] = useState<readonly TestDigit[]>([]);
  useEffect(() => {
    let isWanted = true;
    void actions.fetchTestDigits(indices).then((found) => {
      if (isWanted) setDigits(found);
    });
    return () => {
      isWanted = false;
    };
  }, [indices]);
  return digits;
}
