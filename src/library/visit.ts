/** What a visit may leave in the browser. */
import { readEmbed } from './embed.ts';

/** Whether nothing is kept and nothing read that was kept: where `?fresh` asks for it, and in a panel on somebody else's page. */
export function keepsNothing(search: string): boolean {
  return new URLSearchParams(search).has('fresh') || readEmbed(search) !== null;
}
