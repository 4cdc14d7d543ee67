/** Step 4: the teacher's mean probabilities by label, and the images behind a cell. */
import { useDeferredValue, useMemo } from 'react';
import { NUM_CLASSES } from '../../../distillation/shape.ts';
import { mostLike } from '../../../experiment/readings.ts';
import { imagesOf, probability, withArticle } from '../../../experiment/words/numbers.ts';
import { recordNames } from '../../../store/selectors.ts';
import { actions, useStore } from '../../../store/useStore.ts';
import { DigitMatrix } from '../../charts/DigitMatrix.tsx';
import { inkAmongWrong } from '../../charts/inkAmongWrong.ts';
import { DigitGallery } from '../../panels/DigitGallery.tsx';
import { Part } from '../lighting.tsx';
import { teacherMeans } from '../questions.ts';

const MAX_IMAGES = 12;

export function DarkKnowledgeFigure() {
  const readings = useStore((state) => state.run.record?.readings ?? null);
  const names = useStore(recordNames);
  const temperature = useDeferredValue(useStore((state) => state.displayTemperature));
  const cell = useStore((state) => state.story.cell);
  const means = readings && teacherMeans(readings, temperature);
  const strength = useMemo(() => means && inkAmongWrong(means), [means]);
  const opened = useMemo(
    () =>
      readings && cell ? mostLike(readings.teacher, readings.labels, cell.label, cell.digit, MAX_IMAGES) : [],
    [readings, cell],
  );
  if (!readings || !means || !strength)
    return (
      <p className="story-missing">
        The matrix comes as soon as the teacher of a run is trained: press Train.
      </p>
    );
  return (
    <>
      <Part part="matrix" className="story-matrix">
        <DigitMatrix
          name="Mean soft targets"
          axes="is \ seen"
          names={names}
          values={means}
          strength={strength}
          format={(value) => value.toFixed(3).replace(/^0/, '')}
          chosen={cell}
          onChoose={(chosen) => actions.setStory({ cell: chosen })}
        />
      </Part>
      <Part part="images" label="Images behind the cell" className="story-images">
        <p className="small" role="status">
          {!cell
            ? 'Choose a cell to see the images that made it.'
            : cell.label === cell.digit
              ? `The ${imagesOf(names[cell.label]!)} it is surest of.`
              : `The ${imagesOf(names[cell.label]!)} in which it sees most of ${withArticle(names[cell.digit]!)}; on average ${probability(means[cell.label * NUM_CLASSES + cell.digit]!)}.`}
        </p>
        <DigitGallery readings={readings} indices={opened} captionOf={(index) => `no. ${index}`} />
      </Part>
    </>
  );
}
