/** One logit as a bar from zero up or down, dragged by its end or moved by the arrow keys. */
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';

interface Props {
  /** Of its class. */
  readonly name: string;
  readonly value: number;
  /** The axis goes from −reach to +reach. */
  readonly reach: number;
  /** For screen readers. */
  readonly text: string;
  readonly onChange: (value: number) => void;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: 0.5,
  ArrowRight: 0.5,
  ArrowDown: -0.5,
  ArrowLeft: -0.5,
  PageUp: 2,
  PageDown: -2,
  Home: -Infinity,
  End: Infinity,
};

export function LogitBar({ name, value, reach, text, onChange }: Props) {
  const isDragged = useRef(false);
  const within = (wanted: number) => Number(Math.min(reach, Math.max(-reach, wanted)).toFixed(2));
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    const { top, height } = event.currentTarget.getBoundingClientRect();
    onChange(within(reach * (1 - (2 * (event.clientY - top)) / height)));
  };
  const begin = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    isDragged.current = true;
    event.currentTarget.setPointerCapture(event.pointerId);
    follow(event);
  };
  const end = () => (isDragged.current = false);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onChange(within(value + step));
  };
  const share = (50 * Math.abs(value)) / reach; // % of the height
  return (
    <div
      className="logit-bar"
      role="slider"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Logit of ${name}`}
      aria-valuemin={-reach}
      aria-valuemax={reach}
      aria-valuenow={Number(value.toFixed(2))}
      aria-valuetext={text}
      onKeyDown={onKeyDown}
      onPointerDown={begin}
      onPointerMove={(event) => isDragged.current && follow(event)}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <span
        className="logit-fill"
        style={value < 0 ? { top: '50%', height: `${share}%` } : { bottom: '50%', height: `${share}%` }}
      />
      <span className="logit-grip" style={{ top: `${50 - (50 * value) / reach}%` }} />
    </div>
  );
}
