/** The digit on display: drawn here, or one of the test digits. */
import { Button, Switch } from '@mantine/core';
import { probeImage } from '../../store/probe.ts';
import { probeNames } from '../../store/selectors.ts';
import type { Probe } from '../../store/state.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { DigitPreview } from '../drawing/DigitPreview.tsx';
import { DrawingCanvas } from '../drawing/DrawingCanvas.tsx';
import { Shown } from '../Shown.tsx';
import { Panel } from './Panel.tsx';
import { TestDigitPicker } from './TestDigitPicker.tsx';

const NO_STROKES = [] as const;

export function ProbePanel() {
  const probe = useStore((state) => state.probe);
  const isFramed = useStore((state) => state.isFramed);
  const image = useStore(probeImage);
  const isOfOtherSet = useStore(({ data }) => isOther(probe, data.summary?.id));
  const names = useStore(probeNames);
  const strokes = probe.source === 'drawn' ? probe.strokes : NO_STROKES;
  const digit = probe.source === 'test' ? probe.digit : null;
  const name = digit ? names[digit.label] : '';
  const caption = captionOf(probe, isOfOtherSet);

  return (
    <Panel title="Probe" aside={<span className="muted">{caption}</span>}>
      <div className="canvas-frame">
        {probe.source === 'test' && (
          <DigitPreview image={image} label={`Test digit ${name}`} className="test-digit" />
        )}
        <DrawingCanvas strokes={strokes} onDraw={actions.draw} />
        {probe.source === 'drawn' && !image && <span className="canvas-hint">draw a digit</span>}
      </div>
      <div className="row">
        <Button variant="default" size="xs" onClick={() => actions.draw({ type: 'clear' })}>
          Clear
        </Button>
        <Button
          variant="default"
          size="xs"
          onClick={() => actions.draw({ type: 'undo' })}
          disabled={strokes.length === 0}
        >
          Undo
        </Button>
        <div className="what-nets-see">
          <span className="muted small">nets see</span>
          <DigitPreview image={image} label="What the networks see" className="preview" />
        </div>
      </div>
      <Shown name="framing">
        <Switch
          size="xs"
          label="Frame drawings as MNIST was"
          checked={isFramed}
          onChange={({ currentTarget }) => actions.setFraming(currentTarget.checked)}
        />
      </Shown>
      <Shown name="testDigits">
        <TestDigitPicker />
      </Shown>
    </Panel>
  );
}

/** Whether the probe is a test digit of another set than that in use: of the run on display, then. */
function isOther(probe: Probe, setId: string | undefined): boolean {
  return probe.source === 'test' && Boolean(probe.digit?.setId) && probe.digit?.setId !== setId;
}

function captionOf(probe: Probe, isOfOtherSet: boolean): string {
  if (probe.source === 'drawn') return 'drawn by you';
  if (!probe.digit) return '';
  return `test digit ${probe.digit.index}${isOfOtherSet ? ' of this run' : ''}`;
}
