/** The digit on display: drawn here, or one of the test digits. */
import { Button, Switch } from '@mantine/core';
import { Suspense, useState } from 'react';
import { wantedNext } from '../../data/askedDigits.ts';
import { withArticle } from '../../experiment/words/numbers.ts';
import { probeImage } from '../../store/probe.ts';
import { isCovered, probeNames } from '../../store/selectors.ts';
import type { State } from '../../store/state.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { DigitPreview } from '../drawing/DigitPreview.tsx';
import { DrawingCanvas } from '../drawing/DrawingCanvas.tsx';
import { helped } from '../help/helped.ts';
import { dataNouns, nounsFor } from '../nouns.ts';
import { Shown } from '../Shown.tsx';
import { later } from '../later.tsx';
import { AskButton } from '../yours/AskButton.tsx';
import { Panel } from './Panel.tsx';
import { TestDigitPicker } from './TestDigitPicker.tsx';

const Asked = later(() => import('../yours/Asked.tsx'), 'Asked');

const NO_STROKES = [] as const;

export function ProbePanel() {
  const probe = useStore((state) => state.probe);
  const image = useStore(probeImage);
  const names = useStore(probeNames);
  const caption = useStore(captionOf);
  const whatToDraw = useStore(whatToDrawOf);
  const isAsking = useStore(isCovered);
  const strokes = probe.source === 'drawn' ? probe.strokes : NO_STROKES;
  const digit = probe.source === 'test' ? probe.digit : null;
  const name = digit ? names[digit.label] : '';
  const [hasDrawn, setHasDrawn] = useState(false);
  if (!hasDrawn && probe.source === 'drawn') setHasDrawn(true);

  return (
    <Panel title="Probe" aside={<span className="muted">{caption}</span>}>
      <div className="canvas-frame">
        {probe.source === 'test' && (
          <DigitPreview
            image={image}
            label={`Test ${nounsFor(names).image} ${name}`}
            className="test-digit"
          />
        )}
        <DrawingCanvas strokes={strokes} onDraw={actions.draw} />
        {!hasDrawn && <span className="draw-here">✎ draw here</span>}
        {probe.source === 'drawn' && !image && <span className="canvas-hint">{whatToDraw}</span>}
      </div>
      <div className="row">
        <Button
          variant="default"
          size="xs"
          aria-keyshortcuts="c"
          {...helped('clear')}
          onClick={() => actions.draw({ type: 'clear' })}
        >
          Clear
        </Button>
        <Button
          variant="default"
          size="xs"
          aria-keyshortcuts="u"
          {...helped('undo')}
          onClick={() => actions.draw({ type: 'undo' })}
          disabled={strokes.length === 0}
        >
          Undo
        </Button>
        <div className="what-nets-see" {...helped('netsSee')}>
          <span className="muted small">nets see</span>
          <DigitPreview image={image} label="What the networks see" className="preview" />
        </div>
      </div>
      {isAsking ? (
        <Suspense>
          <Asked />
        </Suspense>
      ) : (
        <>
          <Shown name="yours">
            <AskButton />
          </Shown>
          <FramingSwitch />
        </>
      )}
      <Shown name="testDigits">
        <TestDigitPicker />
      </Shown>
    </Panel>
  );
}

function FramingSwitch() {
  const isFramed = useStore((state) => state.isFramed);
  return (
    <Shown name="framing">
      <Switch
        size="xs"
        label="Frame drawings as MNIST was"
        wrapperProps={helped('framing')}
        checked={isFramed}
        onChange={({ currentTarget }) => actions.setFraming(currentTarget.checked)}
      />
    </Shown>
  );
}

const whatToDrawOf = (state: State) =>
  state.drawn.isAsking
    ? `draw ${withArticle(state.drawn.classNames[wantedNext(state.drawn.digits).label]!)}`
    : `draw ${withArticle(dataNouns(state).image)}`;

function captionOf(state: State): string {
  const { probe, data, drawn } = state;
  if (drawn.isAsking) return 'asked for';
  if (probe.source === 'drawn') return 'drawn by you';
  if (!probe.digit) return '';
  // Of another set than that in use: of the run on display, then.
  const isOfOtherSet = Boolean(probe.digit.setId) && probe.digit.setId !== data.summary?.id;
  return `test ${nounsFor(probeNames(state)).image} ${probe.digit.index}${isOfOtherSet ? ' of this run' : ''}`;
}
