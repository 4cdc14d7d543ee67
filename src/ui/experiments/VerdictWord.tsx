/** A verdict as one word with a sign: read without its colour too. Recorded ones are grey. */
import { IconCheck, IconCircleHalf2, IconQuestionMark, IconX } from '@tabler/icons-react';
import type { ClaimVerdict } from '../../experiment/claimVerdict.ts';

const LOOKS = {
  holds: { Sign: IconCheck, word: 'Holds', colour: 'var(--distilled)' },
  'in part': { Sign: IconCircleHalf2, word: 'In part', colour: 'var(--ink)' },
  'not so': { Sign: IconX, word: 'Not so', colour: 'var(--standalone)' },
  open: { Sign: IconQuestionMark, word: 'Open', colour: 'var(--ink)' },
} as const satisfies Record<ClaimVerdict, unknown>;

interface Props {
  readonly verdict: ClaimVerdict;
  readonly isHere: boolean;
}

export function VerdictWord({ verdict, isHere }: Props) {
  const { Sign, word, colour } = LOOKS[verdict];
  return (
    <span className="verdict-word" style={{ color: isHere ? colour : 'var(--muted)' }}>
      <Sign size={16} stroke={2.5} aria-hidden="true" />
      {word}
      <span className={isHere ? undefined : 'unseen'}> {isHere ? 'here' : 'as recorded'}</span>
    </span>
  );
}
