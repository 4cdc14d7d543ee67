/** One panel of the page for a page of somebody else's: `?embed=softened`. It keeps nothing in the browser. */
import { withParameter } from './address.ts';

/** Every panel that can stand alone. */
export const EMBEDDED_PANELS = [
  'probe',
  'predictions',
  'softened',
  'curves',
  'training',
  'comparison',
  'diagram',
  'darkKnowledge',
  'mistakes',
] as const;

export type EmbeddedPanel = (typeof EMBEDDED_PANELS)[number];

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

function isPanel(name: string): name is EmbeddedPanel {
  return EMBEDDED_PANELS.some((known) => known === name);
}
