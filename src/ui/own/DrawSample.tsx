/** Draws one digit for the set: what it is, the canvas, and what is kept of it. */
import { Button, Group, UnstyledButton } from '@mantine/core';
import { useMemo } from 'react';
import { frameStrokes } from '../../data/framing.ts';
import { withArticle } from '../../experiment/words/numbers.ts';
import { drawnSet, useStore } from '../../store/useStore.ts';
import { DigitPreview } from '../drawing/DigitPreview.tsx';
import { DrawingCanvas } from '../drawing/DrawingCanvas.tsx';
import { useStrokes } from '../drawing/useStrokes.ts';

interface Props {
  readonly label: number;
  readonly onLabel: (label: number) => void;
}

export function DrawSample({ label, onLabel }: Props) {
  const { strokes, draw } = useStrokes();
  const names = useStore((state) => state.drawn.classNames);
  // All of it is meant, a dot too: what is kept stands beside it, and a slip can be undone.
  const image = useMemo(() => frameStrokes(strokes, { framing: true, keepSlips: true }), [strokes]);
  const clear = () => draw({ type: 'clear' });
  const add = () => {
    if (!image) return;
    void drawnSet.add(label, image);
    clear();
  };
  return (
    <div className="own-drawing">
      <LabelPicker label={label} onLabel={onLabel} />
      <div className="canvas-frame">
        <DrawingCanvas label="Canvas of your set" strokes={strokes} onDraw={draw} />
        {!image && <span className="canvas-hint">draw {withArticle(names[label]!)}</span>}
      </div>
      <Group gap="xs">
        <Button size="xs" disabled={!image} onClick={add}>
          Add as {names[label]}
        </Button>
        <Button size="xs" variant="default" disabled={!image} onClick={() => draw({ type: 'undo' })}>
          Undo stroke
        </Button>
        <Button size="xs" variant="default" disabled={!image} onClick={clear}>
          Clear drawing
        </Button>
        <DigitPreview image={image} label="What is kept" className="preview" />
      </Group>
    </div>
  );
}

/** The ten classes, each with how many the set has of it. */
function LabelPicker({ label, onLabel }: Props) {
  const names = useStore((state) => state.drawn.classNames);
  const digits = useStore((state) => state.drawn.digits);
  const counts = names.map((_, digit) => digits.filter((each) => each.label === digit).length);
  return (
    <div className="own-labels" role="radiogroup" aria-label="What you draw">
      {names.map((name, digit) => (
        <UnstyledButton
          key={digit}
          role="radio"
          aria-checked={digit === label}
          aria-label={`${name}, ${counts[digit]} in the set`}
          onClick={() => onLabel(digit)}
        >
          {name} <span className="muted">×{counts[digit]}</span>
        </UnstyledButton>
      ))}
    </div>
  );
}
