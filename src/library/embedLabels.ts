/** What the panels that can stand alone are called, and how somebody's own page shows one. */
import type { EmbeddedPanel } from './embed.ts';

/** By their titles. */
export const EMBEDDABLE: Readonly<Record<EmbeddedPanel, string>> = {
  probe: 'Probe',
  predictions: 'Predictions',
  softened: 'Softened probabilities',
  curves: 'Curves',
  training: 'Training',
  comparison: 'Comparison',
  diagram: 'How it is taught',
  darkKnowledge: 'Dark knowledge',
  mistakes: 'Mistakes',
};

/** What goes into somebody's page. @param address of the panel */
export function embedSnippet(address: string, panel: EmbeddedPanel): string {
  const escaped = address.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<iframe src="${escaped}" title="Distillery: ${EMBEDDABLE[panel]}" width="760" height="520" style="border: 0" loading="lazy"></iframe>`;
}
