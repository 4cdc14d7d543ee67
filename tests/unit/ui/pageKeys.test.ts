/** Keys of the page act for a person who is in no field, and never in place of the browser's. */
import { describe, expect, it } from 'vitest';
import { PAGE_KEYS, pageKeyFor } from '../../../src/ui/keys/pageKeys.ts';

const PLAIN = {
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  repeat: false,
  isComposing: false,
  defaultPrevented: false,
  target: null,
};
/** An element that says so of a selector which has this in it. */
const within = (part: string) =>
  ({ closest: (selector: string) => (selector.includes(part) ? {} : null) }) as unknown as EventTarget;
const press = (key: string, change: Partial<typeof PLAIN> | { target: EventTarget } = {}) =>
  pageKeyFor({ ...PLAIN, ...change, key })?.shortcut ?? null;

describe('the keys of the page', () => {
  it('are each for one thing', () => {
    const all = PAGE_KEYS.flatMap(({ keys }) => keys);
    expect(new Set(all).size).toBe(all.length);
    expect(press('p')).toBe('p');
    expect(press('=')).toBe('Plus');
    expect(press('P')).toBeNull();
    expect(press('x')).toBeNull();
  });

  it.each(['altKey', 'ctrlKey', 'metaKey', 'isComposing', 'defaultPrevented'] as const)(
    'are somebody else’s with %s',
    (name) => expect(press('p', { [name]: true })).toBeNull(),
  );

  it.each([
    'input:not',
    'textarea',
    'select',
    'canvas',
    'role=slider',
    'role=tab',
    'role=combobox',
    'role=dialog',
  ])('are the control’s own within %s', (part) => expect(press('c', { target: within(part) })).toBeNull());

  it('press a button once however long they are held, and move the temperature on', () => {
    expect(press('s', { repeat: true })).toBeNull();
    expect(press('-', { repeat: true })).toBe('-');
  });
});
