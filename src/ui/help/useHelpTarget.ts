/** Which control somebody wants to know about: one listener for the page, whatever number of controls has help. */
import { useEffect, useState } from 'react';
import { HELPED } from './helped.ts';

/** A mouse that rests this long wants to know. */
const REST_MS = 450;
/** A finger that holds this long wants to know, and does not want to press. */
const HOLD_MS = 500;
/** A finger is never quite still, in pixels. */
const STILL_PX = 10;
/** What a slider moves along is pressed too. */
const PRESSABLE =
  'button, a, input, select, textarea, label, summary, [role=slider], :has(> [role=slider]), [tabindex]';

export interface HelpTarget {
  /** Beside which the help stands. */
  readonly element: HTMLElement;
  /** What had the focus: its description is the help. */
  readonly focused: HTMLElement | null;
}

/** @returns null while nobody asks */
export function useHelpTarget(): HelpTarget | null {
  const [target, setTarget] = useState<HelpTarget | null>(null);
  useEffect(() => listenFor(setTarget), []);
  return target;
}

/** @returns what ends it */
function listenFor(show: (target: HelpTarget | null) => void): () => void {
  const listening = new AbortController();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let pointed: HTMLElement | null = null;
  let isPressed = false;
  let held: { readonly x: number; readonly y: number } | null = null;
  const on = <Type extends keyof DocumentEventMap>(
    type: Type,
    listener: (event: DocumentEventMap[Type]) => void,
  ) => document.addEventListener(type, listener, { signal: listening.signal, capture: true });
  const later = (ms: number, act: () => void) => {
    clearTimeout(waiting);
    waiting = setTimeout(act, ms);
  };
  const hide = () => {
    clearTimeout(waiting);
    show(null);
  };
  /** The help would lie over the list that is open there. */
  const pointAt = (element: HTMLElement | null) =>
    show(element && !hasOpenList(element) ? { element, focused: null } : null);

  on('pointerover', ({ target, pointerType }) => {
    if (pointerType === 'touch' || isOnCard(target)) return clearTimeout(waiting);
    const element = helpedAt(target);
    if (element === pointed) return;
    pointed = element;
    later(REST_MS, () => pointAt(element));
  });
  on('pointerdown', ({ target, pointerType, clientX: x, clientY: y }) => {
    isPressed = true;
    if (isOnCard(target)) return;
    hide();
    const element = helpedAt(target);
    if (pointerType !== 'touch' || !element) return;
    held = { x, y };
    later(HOLD_MS, () => {
      pointAt(element);
      document.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => document.removeEventListener('click', swallow, { capture: true }), 2 * HOLD_MS);
    });
  });
  on('pointermove', ({ clientX, clientY }) => {
    if (held && Math.hypot(clientX - held.x, clientY - held.y) > STILL_PX) letGo();
  });
  const letGo = () => {
    if (held) clearTimeout(waiting);
    held = null;
  };
  const release = () => {
    isPressed = false;
    letGo();
  };
  on('pointerup', release);
  on('pointercancel', release);
  on('click', ({ target }) => {
    const element = helpedAt(target);
    // A label that presses nothing tells at once.
    if (element && target instanceof Element && !pressableIn(target, element)) pointAt(element);
  });
  on('focusin', ({ target }) => {
    const element = helpedAt(target);
    // Fields count as focused by keyboard even where the mouse was it, which has help of its own.
    if (target instanceof HTMLElement && element && !isPressed && target.matches(':focus-visible'))
      show({ element, focused: target });
  });
  on('focusout', hide);
  on('keydown', (event) => {
    if (event.key === 'Tab' || event.key === 'Shift') return;
    if (event.key === 'Escape' && document.querySelector('.help-card')) event.stopPropagation(); // it closes this alone
    hide();
  });
  return () => {
    listening.abort();
    clearTimeout(waiting);
  };
}

const helpedAt = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>(HELPED) : null;

/** Mantine says so of its lists. */
const hasOpenList = (element: HTMLElement) =>
  element.matches('[data-expanded]') || element.querySelector('[data-expanded]') !== null;

const isOnCard = (target: EventTarget | null) =>
  target instanceof Element && target.closest('.help-card') !== null;

function pressableIn(target: Element, within: HTMLElement): boolean {
  const pressable = target.closest(PRESSABLE);
  return pressable !== null && within.contains(pressable);
}

/** The click that follows a long press. */
function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
