/** The probe of the page, small, beside the figure of a step: drawn on here as well as in the Playground. */
import { Button } from '@mantine/core';
import { probeImage } from '../../store/probe.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { DigitPreview } from '../drawing/DigitPreview.tsx';
import { DrawingCanvas } from '../drawing/DrawingCanvas.tsx';
import { dataNouns } from '../nouns.ts';
import { Part } from './lighting.tsx';

const NO_STROKES = [] as const;

export function StoryProbe({ size }: { readonly size: 'large' | 'small' }) {
  const probe = useStore((state) => state.probe);
  const image = useStore(probeImage);
  const canPick = useStore((state) => state.data.summary !== null);
  const { image: noun } = useStore(dataNouns);
  const canvas = (
    <div className="canvas-frame">
      {probe.source === 'test' && (
        <DigitPreview image={image} label={`Test ${noun}`} className="test-digit" />
      )}
      <DrawingCanvas strokes={probe.source === 'drawn' ? probe.strokes : NO_STROKES} onDraw={actions.draw} />
      {probe.source === 'drawn' && !image && <span className="canvas-hint">draw here</span>}
    </div>
  );
  return (
    <div className={`story-probe story-probe-${size}`}>
      {size === 'large' ? (
        <Part part="canvas" label="Canvas">
          {canvas}
        </Part>
      ) : (
        canvas
      )}
      <div className="row">
        <Button
          variant="default"
          size="compact-xs"
          aria-keyshortcuts="c"
          onClick={() => actions.draw({ type: 'clear' })}
        >
          Clear
        </Button>
        <Button
          variant="default"
          size="compact-xs"
          disabled={!canPick}
          title={`Shows any test ${noun} of the set in use`}
          onClick={actions.pickRandomDigit}
        >
          Another
        </Button>
      </div>
    </div>
  );
}
