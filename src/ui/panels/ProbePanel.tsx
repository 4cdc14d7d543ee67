/** The digit on display: drawn here, or one of the test digits. */
import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import { frameStrokes, type Stroke } from '../../data/framing.ts';
import type { PickKind } from '../../store/actions.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { DigitPreview } from '../drawing/DigitPreview.tsx';
import { DrawingCanvas } from '../drawing/DrawingCanvas.tsx';
import { useStrokes } from '../drawing/useStrokes.ts';
import { Shown } from '../Shown.tsx';
import { Panel } from './Panel.tsx';
import { TestDigitPicker } from './TestDigitPicker.tsx';

export function ProbePanel() {
  const probe = useStore((state) => state.probe);
  const [framing, setFraming] = useState(true);
  const read = (drawn: readonly Stroke[], isFramed: boolean) => {
    if (drawn.length > 0) actions.setDrawnProbe(frameStrokes(drawn, { framing: isFramed }));
  };
  const { strokes, begin, extend, undo, clear } = useStrokes((drawn) => read(drawn, framing));
  const isDrawn = probe.source === 'drawn';

  const clearAll = () => {
    clear();
    actions.setDrawnProbe(null);
  };
  const undoStroke = () => {
    undo();
    if (strokes.length === 1) actions.setDrawnProbe(null);
  };
  const pick = (label: number) => {
    clear();
    actions.pickTestDigit(label);
  };
  const pickBy = (kind: PickKind) => {
    clear();
    actions.pickTestDigitBy(kind);
  };

  return (
    <Panel title="Probe" aside={<span className="muted">{captionOf(probe.source, probe.index)}</span>}>
      <div className="canvas-frame">
        {!isDrawn && (
          <DigitPreview
            image={probe.image}
            label={`Test digit ${probe.label ?? ''}`}
            className="test-digit"
          />
        )}
        <DrawingCanvas strokes={isDrawn ? strokes : []} onBegin={begin} onExtend={extend} />
        {isDrawn && !probe.image && <span className="canvas-hint">draw a digit</span>}
      </div>
      <div className="row">
        <Button variant="default" size="xs" onClick={clearAll}>
          Clear
        </Button>
        <Button variant="default" size="xs" onClick={undoStroke} disabled={!isDrawn || strokes.length === 0}>
          Undo
        </Button>
        <div className="what-nets-see">
          <span className="muted small">nets see</span>
          <DigitPreview image={probe.image} label="What the networks see" className="preview" />
        </div>
      </div>
      <Shown name="framing">
        <Switch
          size="xs"
          label="Frame drawings as MNIST was"
          checked={framing}
          onChange={({ currentTarget: { checked } }) => {
            setFraming(checked);
            if (isDrawn) read(strokes, checked);
          }}
        />
      </Shown>
      <Shown name="testDigits">
        <TestDigitPicker onPick={pick} onPickBy={pickBy} />
      </Shown>
    </Panel>
  );
}

function captionOf(source: 'test' | 'drawn', index: number | null): string {
  if (source === 'drawn') return 'drawn by you';
  return index === null ? '' : `test digit ${index}`;
}
