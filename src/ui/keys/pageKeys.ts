/**
 * The keys of the page. A key presses the control that names it (aria-keyshortcuts), so it does what the control does, and
 * nothing where the control is disabled, hidden by a lesson, or in another room.
 */

export interface PageKey {
  /** As the browser tells it (KeyboardEvent.key); the first is shown. */
  readonly keys: readonly string[];
  /** As the control names it. */
  readonly shortcut: string;
  readonly does: string;
  /** Of a slider: the key of its own that goes this way. */
  readonly arrow?: 'ArrowRight' | 'ArrowLeft';
}

export const PAGE_KEYS: readonly PageKey[] = [
  { keys: ['+', '='], shortcut: 'Plus', does: 'Temperature up', arrow: 'ArrowRight' },
  { keys: ['-', '−'], shortcut: '-', does: 'Temperature down', arrow: 'ArrowLeft' },
  { keys: ['p'], shortcut: 'p', does: 'Train, pause, resume' },
  { keys: ['s'], shortcut: 's', does: 'One step' },
  { keys: ['r'], shortcut: 'r', does: 'Rewind' },
  { keys: ['c'], shortcut: 'c', does: 'Clear the canvas' },
  { keys: ['u'], shortcut: 'u', does: 'Undo a stroke' },
  { keys: ['1'], shortcut: '1', does: 'Playground' },
  { keys: ['2'], shortcut: '2', does: 'Story' },
  { keys: ['3'], shortcut: '3', does: 'Experiments' },
  { keys: ['f'], shortcut: 'f', does: 'One figure at a time, for a projector' },
  { keys: ['?'], shortcut: '?', does: 'These keys, and what the words mean' },
];

/** What a person is in: keys are its own there, letters too. */
const HAS_KEYS_OF_ITS_OWN =
  'input:not([type=radio], [type=checkbox]), textarea, select, canvas, [contenteditable], [aria-modal=true], ' +
  '[role=slider], [role=combobox], [role=listbox], [role=menu], [role=tab], [role=dialog], [role=grid]';

export const hasKeysOfItsOwn = (target: EventTarget | null): boolean =>
  target !== null && 'closest' in target && (target as Element).closest(HAS_KEYS_OF_ITS_OWN) !== null;

type Pressed = Pick<
  KeyboardEvent,
  'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'repeat' | 'isComposing' | 'defaultPrevented' | 'target'
>;

/** @returns null where the key is somebody else's: the browser's, a field's, a dialog's */
export function pageKeyFor(event: Pressed): PageKey | null {
  const { key, altKey, ctrlKey, metaKey, isComposing, defaultPrevented, target } = event;
  if (altKey || ctrlKey || metaKey || isComposing || defaultPrevented) return null;
  if (hasKeysOfItsOwn(target)) return null;
  const found = PAGE_KEYS.find(({ keys }) => keys.includes(key)) ?? null;
  return event.repeat && !found?.arrow ? null : found; // a held key does not press a button twice
}
