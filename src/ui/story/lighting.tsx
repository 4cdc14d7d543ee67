/** Words and parts of a figure that light each other: by hover, by focus, and by a tap, which stays until the next. */
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import type { PartName } from './step.ts';

interface Lighting {
  /** What is lit now. */
  readonly lit: PartName | null;
  /** What a tap lit. */
  readonly held: PartName | null;
  /** Pointer or focus came to a part, or left all. */
  point(part: PartName | null): void;
  /** A tap: holds a part, or lets go of the one that is held. */
  hold(part: PartName): void;
}

const DARK: Lighting = { lit: null, held: null, point: () => undefined, hold: () => undefined };
const LightingContext = createContext(DARK);

/** One for each step: what was lit in one is not in the next. */
export function Lights({ children }: { readonly children: ReactNode }) {
  const [pointed, setPointed] = useState<PartName | null>(null);
  const [held, setHeld] = useState<PartName | null>(null);
  const value = useMemo(
    () => ({
      lit: pointed ?? held,
      held,
      point: setPointed,
      hold: (part: PartName) => setHeld((before) => (before === part ? null : part)),
    }),
    [pointed, held],
  );
  return <LightingContext value={value}>{children}</LightingContext>;
}

/** A word that lights its part. */
export function Word({ part, children }: { readonly part: PartName; readonly children: ReactNode }) {
  const { lit, held, point, hold } = useContext(LightingContext);
  return (
    <button
      type="button"
      className="story-word"
      data-word={part}
      data-lit={lit === part}
      aria-pressed={held === part}
      {...pointing(part, point)}
      onClick={({ currentTarget }) => {
        hold(part);
        showPart(currentTarget, part);
      }}
    >
      {children}
    </button>
  );
}

/** On a phone the part may be out of sight above the word. */
function showPart(word: HTMLElement, part: PartName): void {
  const element = word.closest('.story-step')?.querySelector(`[data-part="${part}"]`);
  const { top = 0, bottom = 0 } = element?.getBoundingClientRect() ?? {};
  if (top < 0 || bottom > window.innerHeight)
    element?.scrollIntoView({ block: 'center', behavior: 'instant' });
}

/** For the element that is a part: what makes it light its word, and be lit. Spread into HTML, SVG or MathML alike. */
export function usePart(part: PartName) {
  const { lit, point, hold } = useContext(LightingContext);
  return {
    'data-part': part,
    'data-lit': lit === part,
    ...pointing(part, point),
    /** A mouse has lit it by coming near; what else a click does there goes on. */
    onPointerUp: ({ pointerType }: { readonly pointerType: string }) => {
      if (pointerType === 'touch') hold(part);
    },
  };
}

interface PartProps {
  readonly part: PartName;
  /** For screen readers, where nothing inside it can take the focus: then it does itself. */
  readonly label?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Part({ part, label, className, children }: PartProps) {
  const props = usePart(part);
  return (
    <div
      className={`story-part ${className ?? ''}`}
      {...(label !== undefined && { tabIndex: 0, role: 'group', 'aria-label': label })}
      {...props}
    >
      {children}
    </div>
  );
}

function pointing(part: PartName, point: Lighting['point']) {
  return {
    onPointerEnter: ({ pointerType }: { readonly pointerType: string }) => {
      if (pointerType !== 'touch') point(part);
    },
    onPointerLeave: () => point(null),
    onFocus: () => point(part),
    onBlur: () => point(null),
  };
}
