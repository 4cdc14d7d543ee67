/** One panel of the page for a page of somebody else's: `?embed=softened`. It keeps nothing in the browser. */
import { withParameter } from './address.ts';

/** Every panel that can stand alone, by its title. */
export const EMBEDDABLE = {
  probe: 'Probe',
  predictions: 'Predictions',
  softened: 'Softened probabilities',
  curves: 'Curves',
  training: 'Training',
  comparison: 'Comparison',
  diagram: 'How it is taught',
  darkKnowledge: 'Dark knowledge',
  mistakes: 'Mistakes',
} as const;

export type EmbeddedPanel = keyof typeof EMBEDDABLE;
export const EMBEDDED_PANELS = Object.keys(EMBEDDABLE).filter(isPanel);

const PARAMETER = 'embed';
const MAX_QUOTED = 40;

export type Embed =
  | { readonly panel: EmbeddedPanel; readonly problem: null }
  | { readonly panel: null; readonly problem: string };

/** @param search the part of the address from its "?" on @returns null where the whole page is meant */
export function readEmbed(search: string): Embed | null {
  const asked = new URLSearchParams(search).get(PARAMETER);
  if (asked === null) return null;
  if (isPanel(asked)) return { panel: asked, problem: null };
  return {
    panel: null,
    problem: `There is no panel "${asked.slice(0, MAX_QUOTED)}" to embed. There are: ${EMBEDDED_PANELS.join(', ')}.`,
  };
}

export const withEmbed = (address: string, panel: EmbeddedPanel | null) =>
  withParameter(address, PARAMETER, panel);

/** What goes into somebody's page. @param address of the panel */
export function embedSnippet(address: string, panel: EmbeddedPanel): string {
  const escaped = address.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<iframe src="${escaped}" title="Distillery: ${EMBEDDABLE[panel]}" width="760" height="520" style="border: 0" loading="lazy"></iframe>`;
}

function isPanel(name: string): name is EmbeddedPanel {
  return Object.hasOwn(EMBEDDABLE, name);
}
