/** How marks tell where they were measured, and by whom: by colour, and by shape, fill or dash too. */
import type { NetworkName } from '../../experiment/arms.ts';
import { NETWORK_COLOUR } from '../theme.ts';
import type { Mark, Origin } from './measured.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Recorded results are grey; those of this page have the colour of their network, a gain that of the distilled one. */
export function colourOf(origin: Origin, network: Mark['network']): string {
  if (origin === 'source') return 'var(--ink)';
  return origin === 'recorded' ? 'var(--muted)' : NETWORK_COLOUR[network ?? 'distilled'];
}

export const ORIGIN_LABEL: Readonly<Record<Origin, string>> = {
  source: 'source',
  recorded: 'recorded',
  here: 'here',
};

export const NETWORK_SHAPE: Readonly<Record<NetworkName, 'square' | 'circle' | 'triangle'>> = {
  teacher: 'square',
  distilled: 'circle',
  standalone: 'triangle',
};

/** Of lines beside each other; the fifth is as the first. */
export const LINE_DASHES = ['', '6 3', '2 3', '9 3 2 3'] as const;
