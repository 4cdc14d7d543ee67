/** Step 2: ten logits as bars that can be dragged, over the probabilities that softmax makes of them. */
import { Button } from '@mantine/core';
import { softmax } from '../../../distillation/softmax.ts';
import { count, decimal, probability } from '../../../experiment/words/numbers.ts';
import { imageToRead, probeLogits } from '../../../store/reading.ts';
import { namesReadBy } from '../../../store/selectors.ts';
import { actions, useStore } from '../../../store/useStore.ts';
import { NETWORK_COLOUR } from '../../theme.ts';
import { ClassBars } from '../ClassBars.tsx';
import { Part } from '../lighting.tsx';
import { LogitBar } from '../LogitBar.tsx';
import { shownLogits } from '../questions.ts';

/** The axis reaches at least so far to either side of zero. */
const LEAST_REACH = 12;

export function LogitsFigure() {
  const logits = useStore(shownLogits);
  const image = useStore(imageToRead);
  const ofTeacher = useStore((state) => probeLogits(state, 'teacher')?.(1) ?? null);
  const names = useStore((state) => namesReadBy(state, 'teacher'));
  if (!logits || !image)
    return <p className="story-missing">Draw, or press Another, to see the teacher’s logits.</p>;

  const values = Array.from(logits);
  const reach = Math.max(LEAST_REACH, ...Array.from(ofTeacher ?? [], (value) => Math.ceil(Math.abs(value))));
  const probabilities = softmax(values);
  const powers = values.reduce((sum, value) => sum + Math.exp(value), 0);
  const highest = values.indexOf(Math.max(...values));
  const set = (at: number, value: number) =>
    actions.setStory({
      dragged: { image, logits: values.map((before, index) => (index === at ? value : before)) },
    });
  return (
    <div className="logits-figure">
      <Part part="logits">
        <div className="figure-line">
          <span className="muted small">logits z</span>
          <Button
            variant="subtle"
            size="compact-xs"
            color="gray"
            disabled={logits === ofTeacher}
            onClick={() => actions.setStory({ dragged: null })}
          >
            As the teacher has them
          </Button>
        </div>
        <div className="logit-bars" translate="no">
          {values.map((value, at) => (
            <LogitBar
              key={at}
              name={names[at]!}
              value={value}
              reach={reach}
              text={`${decimal(value)}, probability ${probability(probabilities[at]!)}`}
              onChange={(wanted) => set(at, wanted)}
            />
          ))}
        </div>
      </Part>
      <Part part="probabilities" label="Probabilities">
        <span className="muted small">probabilities p</span>
        <ClassBars
          name="Probabilities"
          probabilities={probabilities}
          names={names}
          colour={NETWORK_COLOUR.teacher}
        />
        <div className="class-numbers" aria-hidden="true" translate="no">
          {Array.from(probabilities, (value, at) => (
            <span key={at}>{shortly(value)}</span>
          ))}
        </div>
      </Part>
      <div className="small softmax-line" translate="no">
        <Part part="power" label="Power of the largest logit" className="inline-part">
          <span>
            e<sup>{decimal(values[highest]!)}</sup> = {large(Math.exp(values[highest]!))}
          </span>
        </Part>{' '}
        of{' '}
        <Part part="sum" label="Sum of the ten powers" className="inline-part">
          {large(powers)} in all
        </Part>
        {': '}
        {names[highest]} has {probability(probabilities[highest]!)}
      </div>
    </div>
  );
}

/** Ten stand side by side: ".02", "1", "0". */
function shortly(value: number): string {
  if (value < 0.005) return '0';
  return value > 0.995 ? '1' : value.toFixed(2).slice(1);
}

/** "3 760", "1.2 million"; a power is known to three figures by its bar. */
function large(value: number): string {
  if (value < 100) return value.toPrecision(3);
  const rounded = Number(value.toPrecision(3));
  return rounded < 1e6 ? count(rounded) : `${decimal(rounded / 1e6)} million`;
}
