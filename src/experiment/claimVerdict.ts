/** What the parts of a claim come to together, in one word for a card. */
import type { PartVerdict, Verdict } from './verdicts.ts';

export type ClaimVerdict = Verdict | 'in part';

/** "in part" where some of it holds and the rest does not, or is open. Null where nothing was judged. */
export function claimVerdict(parts: readonly PartVerdict[]): ClaimVerdict | null {
  const found = new Set(parts.map(({ verdict }) => verdict));
  if (found.size < 2) return parts[0]?.verdict ?? null;
  return found.has('holds') ? 'in part' : 'not so';
}
