/** The canvas one draws on, with mouse, pen or finger; it shows the strokes, or the pixels of a test digit until one draws. */
import { useEffect, useRef, type PointerEvent } from 'react';
import type { CanvasPoint, Stroke } from '../../data/framing.ts';
import type { StrokeAction } from '../../data/strokes.ts';

interface Props {
  readonly label?: string;
  readonly strokes: readonly Stroke[];
  readonly onDraw: (action: StrokeAction) => void;
}

/** The one pointer that draws, and where it began. */
interface Pen {
  readonly id: number;
  readonly isTouch: boolean;
  readonly start: CanvasPoint;
}

/** Backing pixels per side: sharp on a display of double density. */
const RESOLUTION = 680;
/** Beyond the canvas, as a share of its side, that a pen draws. */
const MARGIN = 0.5;
const PEN_WIDTH = 0.075; // of the canvas side
/** Of a line, in backing pixels: browsers need not draw one of no length, and a dot would be unseen. */
const SHORTEST = 0.01;

export function DrawingCanvas({ label = 'Drawing canvas', strokes, onDraw }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pen = useRef<Pen | null>(null);
  const painted = useRef<readonly Stroke[]>([]);

  useEffect(() => {
    if (canvas.current) paintStrokes(canvas.current, strokes, painted.current);
    painted.current = strokes;
  }, [strokes]);

  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button !== 0) return;
    if (pen.current) {
      // A second finger is ignored, and so is a palm; a pen after a touch says that the touch was the palm.
      if (event.pointerType !== 'pen' || !pen.current.isTouch) return;
      onDraw({ type: 'takeBack', start: pen.current.start });
    }
    const [start] = pointsOf(event.currentTarget, [event]);
    if (!start) return;
    pen.current = { id: event.pointerId, isTouch: event.pointerType === 'touch', start };
    onDraw({ type: 'begin', point: start });
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const extend = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.pointerId !== pen.current?.id) return; // nor does a stylus draw that hovers
    const moves = event.nativeEvent.getCoalescedEvents?.() ?? [];
    const points = pointsOf(event.currentTarget, moves.length > 0 ? moves : [event]);
    onDraw({ type: 'extend', start: pen.current.start, points });
  };
  const end = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.pointerId !== pen.current?.id) return;
    // So the browser says that it was a palm.
    if (event.type === 'pointercancel' && pen.current.isTouch)
      onDraw({ type: 'takeBack', start: pen.current.start });
    pen.current = null;
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

/** Canvas coordinates, 0 … 1 on the canvas: a pen that leaves it draws on, and so a digit larger than it is read whole. Who goes beyond all that has lost the pen, and must not draw a line beside which no digit is seen. */
function pointsOf(
  canvas: HTMLCanvasElement,
  events: readonly { readonly clientX: number; readonly clientY: number }[],
): CanvasPoint[] {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  if (width === 0 || height === 0) return []; // hidden while the pen is down, as by a key that changes rooms
  const near = (value: number) => Math.min(1 + MARGIN, Math.max(-MARGIN, value));
  return events.map(({ clientX, clientY }) => ({
    x: near((clientX - left) / width),
    y: near((clientY - top) / height),
  }));
}

/** Only what is new where the strokes before were added to: a move costs the same however much is drawn. */
function paintStrokes(
  canvas: HTMLCanvasElement,
  strokes: readonly Stroke[],
  before: readonly Stroke[],
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const isAddedTo = before.every((old, index) => {
    const stroke = strokes[index];
    return stroke === old || (stroke?.[0] === old[0] && stroke?.[old.length - 1] === old.at(-1));
  });
  if (!isAddedTo) context.clearRect(0, 0, RESOLUTION, RESOLUTION);
  context.lineWidth = PEN_WIDTH * RESOLUTION;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const [index, stroke] of strokes.entries()) {
    const numPainted = isAddedTo ? (before[index]?.length ?? 0) : 0;
    if (numPainted === stroke.length) continue;
    const [first, ...rest] = stroke.slice(Math.max(0, numPainted - 1));
    context.beginPath();
    context.moveTo(first!.x * RESOLUTION, first!.y * RESOLUTION);
    for (const { x, y } of rest) context.lineTo(x * RESOLUTION, y * RESOLUTION);
    if (rest.length === 0) context.lineTo(first!.x * RESOLUTION + SHORTEST, first!.y * RESOLUTION);
    context.stroke();
  }
}
