/** One figure of the room at a time, large; the page itself goes on beneath, with all that is set and trained. */
import { Button } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { createPortal } from 'react-dom';
import { hasKeysOfItsOwn } from '../keys/pageKeys.ts';

/** Those of a clicker too. */
const STEPS: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  PageDown: 1,
  ArrowLeft: -1,
  PageUp: -1,
};

/** The figures that are in the room now. */
const figuresNow = () =>
  [...document.querySelectorAll<HTMLElement>('main .panel')].filter((each) => each.checkVisibility());

const ROOM_CHANGES = { childList: true, subtree: true, attributeFilter: ['style', 'hidden'] };

export function Presenter({ onClose }: { readonly onClose: () => void }) {
  const [{ at, count, title }, setShown] = useState({ at: 0, count: 0, title: '' });
  const show = (wanted: number) => {
    const figures = figuresNow();
    const place = Math.max(0, Math.min(figures.length - 1, wanted));
    const figure = figures[place];
    present(figure ?? null);
    setShown({ at: place, count: figures.length, title: figure?.querySelector('h2')?.textContent ?? '' });
  };
  const showFirst = useEffectEvent(() => {
    if (!document.querySelector<HTMLElement>('[data-presented]')?.checkVisibility()) show(0);
  });
  useEffect(() => {
    // Another room has other figures, and may still be on its way.
    const observer = new MutationObserver(showFirst);
    observer.observe(document.querySelector('main')!, ROOM_CHANGES);
    const first = requestAnimationFrame(showFirst);
    return () => {
      cancelAnimationFrame(first);
      observer.disconnect();
      present(null);
    };
  }, []);

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (document.querySelector('[aria-modal=true]')) return;
    const step = STEPS[event.key];
    if (event.key === 'Escape') onClose();
    else if (step && !hasKeysOfItsOwn(event.target)) {
      event.preventDefault();
      show(at + step);
    }
  });
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  return createPortal(
    <div className="presenter" role="toolbar" aria-label="Presentation">
      <Button size="sm" variant="default" disabled={at === 0} onClick={() => show(at - 1)}>
        Previous figure
      </Button>
      <span role="status" aria-label="Figure">
        {count === 0 ? 'There is no figure in this room.' : `${title}, ${at + 1} of ${count}`}
      </span>
      <Button size="sm" variant="default" disabled={at >= count - 1} onClick={() => show(at + 1)}>
        Next figure
      </Button>
      <Button size="sm" variant="default" onClick={onClose} autoFocus>
        Leave
      </Button>
    </div>,
    document.body,
  );
}

/** Puts a figure before everything else; null puts all back. */
function present(figure: HTMLElement | null): void {
  document.querySelector('[data-presented]')?.removeAttribute('data-presented');
  document.body.toggleAttribute('data-presenting', figure !== null);
  figure?.setAttribute('data-presented', '');
  figure?.scrollTo(0, 0);
}
