/** What a finished run came to: verdict, pictures, words, and what goes on with it. Loaded when it is first wanted. */
import type { RunResult } from '../../experiment/results.ts';
import { drawsText } from '../../experiment/words/findings.ts';
import { gainVerdict, leadSentence, pairsSentence } from '../../experiment/words/verdict.ts';
import { weightsSentence } from '../sentence.ts';
import { guessSentence } from './Guess.tsx';
import { MoreDraws } from './MoreDraws.tsx';
import { PairsChart } from './PairsChart.tsx';
import { UncertaintyChart } from './UncertaintyChart.tsx';

interface Props {
  readonly result: RunResult;
  /** Put down before it was known. */
  readonly guess: number | null;
}

export function VerdictText({ result, guess }: Props) {
  const { headline, detail } = gainVerdict(result.gain, result.config.labels);
  return (
    <>
      <p className="verdict">{headline}</p>
      <PairsChart result={result} guess={guess} />
      <UncertaintyChart gain={result.gain} />
      <p className="muted">
        {detail} {pairsSentence(result)} {weightsSentence(result)} {leadSentence(result)}{' '}
        {guessSentence(guess, result.gain.mean)}
      </p>
      <p className="row">
        <MoreDraws />
        <span className="muted small">{drawsText(result.gain)}</span>
      </p>
    </>
  );
}
