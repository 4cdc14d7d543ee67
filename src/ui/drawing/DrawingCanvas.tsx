/** The canvas one draws on, with mouse, pen or finger; it shows the strokes, or the pixels of a test digit until one draws. */
import { useEffect, useRef, type PointerEvent } from 'react';
import type { CanvasPoint, Stroke } from '../../data/framing.ts';

interface Props {
  readonly label?: string;
  readonly strokes: readonly Stroke[];
  readonly onBegin: (point: CanvasPoint) => void;
  readonly onExtend: (points: readonly CanvasPoint[]) => void;
}

/** Backing pixels per side: sharp on a display of double density. */
const RESOLUTION = 480;
const PEN_WIDTH = 0.075; // of the canvas side

export function DrawingCanvas({ label = 'Drawing canvas', strokes, onBegin, onExtend }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pen = useRef<number | null>(null); // the one pointer that draws; a second finger is ignored

  useEffect(() => {
    if (canvas.current) paintStrokes(canvas.current, strokes);
  }, [strokes]);

  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    if (pen.current !== null || event.button !== 0) return;
    pen.current = event.pointerId;
    event.currentTarget.setPointerCapture(event.pointerId);
    onBegin(pointOf(event.currentTarget, event));
  };
  const extend = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.pointerId !== pen.current) return;
    const moves = event.nativeEvent.getCoalescedEvents?.() ?? [];
    onExtend((moves.length > 0 ? moves : [event]).map((move) => pointOf(event.currentTarget, move)));
  };
  const end = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.pointerId === pen.current) pen.current = null;
  };

  return (
    <canvas
      ref={canvas}
      width={RESOLUTION}
      height={RESOLUTION}
      className="drawing-canvas"
      role="img"
      aria-label={label}
      onPointerDown={begin}
      onPointerMove={extend}
      onPointerUp={end}
      onPointerCancel={end}
      onLostPointerCapture={end}
    />
  );
}

/** Canvas coordinates 0 … 1; a pen that leaves the canvas draws along its edge. */
function pointOf(
  canvas: HTMLCanvasElement,
  { clientX, clientY }: { clientX: number; clientY: number },
): CanvasPoint {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  return { x: clamp((clientX - left) / width), y: clamp((clientY - top) / height) };
}

function paintStrokes(canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.clearRect(0, 0, RESOLUTION, RESOLUTION);
  context.lineWidth = PEN_WIDTH * RESOLUTION;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const [first, ...rest] of strokes) {
    if (!first) continue;
    context.beginPath();
    context.moveTo(first.x * RESOLUTION, first.y * RESOLUTION);
    for (const { x, y } of rest.length > 0 ? rest : [first]) context.lineTo(x * RESOLUTION, y * RESOLUTION);
    context.stroke();
  }
}
