/** Scroll and focus of each room, so that whoever comes back finds the room as it was left. */
import { useEffect, useLayoutEffect, type RefObject } from 'react';
import type { Room } from '../../library/permalink.ts';
import { roomOf } from '../../store/selectors.ts';
import { page } from '../../store/useStore.ts';

interface Place {
  readonly top: number;
  /** What had the focus last. */
  readonly focused: HTMLElement | null;
}

const places = new Map<Room, Place>();
/** The room in which one was put last: the first one is where the browser opens it. */
let placedIn: Room | null = null;

/** The next visit begins at the top. */
export const forgetPlace = (room: Room): void => void places.delete(room);

/** @param room on display @param main in which the rooms are */
export function usePlaces(main: RefObject<HTMLElement | null>, room: Room): void {
  useEffect(() => {
    history.scrollRestoration = 'manual'; // or Back would scroll to where another room was left
    let focused: HTMLElement | null = null;
    const note = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target !== main.current) focused = target;
    };
    const element = main.current;
    element?.addEventListener('focusin', note);
    // At once, while the room that is left is still laid out.
    const unsubscribe = page.store.subscribe((state, before) => {
      const left = roomOf(before);
      if (roomOf(state) === left) return;
      places.set(left, { top: window.scrollY, focused });
      focused = null;
    });
    return () => {
      element?.removeEventListener('focusin', note);
      unsubscribe();
    };
  }, [main]);

  useLayoutEffect(() => {
    const isFirst = placedIn === null;
    if (placedIn === room) return;
    placedIn = room;
    if (isFirst) return;
    const { top, focused } = places.get(room) ?? { top: 0, focused: null };
    window.scrollTo({ top, behavior: 'instant' });
    (focused?.isConnected ? focused : main.current)?.focus({ preventScroll: true });
  }, [main, room]);
}
