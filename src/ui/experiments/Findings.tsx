/** What runs found, a line each, with a word for which side of zero the gain lies on. */
import type { Measure } from '../../experiment/preset.ts';
import { findingText } from '../../experiment/findings.ts';
import type { Finding } from '../../experiment/recorded.ts';
import { sideOf } from '../../experiment/wording.ts';

interface Props {
  readonly title: string;
  readonly findings: readonly Finding[];
  readonly measures: readonly Measure[];
}

const SIDES = {
  above: { word: 'better', colour: 'var(--distilled)' },
  below: { word: 'worse', colour: 'var(--standalone)' },
  undecided: { word: 'not distinguishable', colour: 'var(--muted)' },
  unknown: { word: 'one pair', colour: 'var(--muted)' },
} as const;

export function Findings({ title, findings, measures }: Props) {
  const isSingle = findings.length === 1;
  return (
    <div className="findings">
      <p className="small muted">{title}</p>
      <ul>
        {findings.map((finding) => (
          <li key={finding.label}>
            {!isSingle && <span className="finding-label">{finding.label}</span>}
            <span>{findingText(finding, measures)}</span>
            {measures.includes('gain') && finding.problem === null && <Side finding={finding} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Side({ finding }: { readonly finding: Extract<Finding, { problem: null }> }) {
  const { word, colour } = SIDES[sideOf(finding.gain.ci95)];
  return (
    <strong className="small" style={{ color: colour }}>
      {word}
    </strong>
  );
}
