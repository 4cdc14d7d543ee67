/** The parts of a claim, each with its verdict: as recorded, and here. */
import type { Recorded } from '../../experiment/recorded.ts';
import type { PartVerdict } from '../../experiment/verdicts.ts';
import { triedTogether } from '../../experiment/words/findings.ts';
import { VerdictWord } from './VerdictWord.tsx';

interface Props {
  readonly recorded: Recorded | null;
  readonly here: Recorded | null;
}

export function PartsOfClaim({ recorded, here }: Props) {
  const lists = [
    { results: recorded, isHere: false },
    { results: here, isHere: true },
  ].flatMap(({ results, isHere }) => (results ? [{ results, isHere }] : []));
  if (lists.every(({ results }) => results.verdicts.length === 0)) return null;
  return lists.map(({ results, isHere }) => (
    <div key={String(isHere)}>
      <p className="small muted">
        {isHere ? 'Here, on' : 'Recorded on'} {results.data.name}
        {results.verdicts.length > 1 && `: ${triedTogether(results.verdicts.length)}`}
      </p>
      <ul className="claim-parts">
        {results.verdicts.map((part) => (
          <Part key={part.says} part={part} isHere={isHere} />
        ))}
      </ul>
    </div>
  ));
}

function Part({ part: { says, verdict }, isHere }: { readonly part: PartVerdict; readonly isHere: boolean }) {
  return (
    <li>
      <VerdictWord verdict={verdict} isHere={isHere} />
      <span>{says}</span>
    </li>
  );
}
