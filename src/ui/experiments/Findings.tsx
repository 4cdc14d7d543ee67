/** What runs found, a line each, with a word for which side of zero the gain lies on. */
import type { Preset } from '../../experiment/preset.ts';
import type { PartVerdict, Verdict } from '../../experiment/verdicts.ts';
import { findingText, VERDICT_WORDS } from '../../experiment/words/findings.ts';
import type { Finding } from '../../experiment/recorded.ts';
import { SIDE_WORDS } from '../../experiment/words/verdict.ts';
import { sideOf, type Side } from '../../distillation/statistics.ts';

interface Props {
  readonly title: string;
  readonly findings: readonly Finding[];
  /** What the parts of the claim came to. */
  readonly verdicts: readonly PartVerdict[];
  /** Says what is read off them. */
  readonly preset: Preset;
  /** Of the classes, where they are not digits. */
  readonly names?: readonly string[];
}

const SIDE_COLOUR: Readonly<Record<Side, string>> = {
  above: 'var(--distilled)',
  below: 'var(--standalone)',
  undecided: 'var(--muted)',
  unknown: 'var(--muted)',
};

const VERDICT_COLOUR: Readonly<Record<Verdict, string>> = {
  holds: 'var(--distilled)',
  'not so': 'var(--standalone)',
  open: 'var(--muted)',
};

export function Findings({ title, findings, verdicts, preset: { measures }, names = [] }: Props) {
  const isSingle = findings.length === 1;
  return (
    <div className="findings">
      <p className="small muted">{title}</p>
      <ul>
        {findings.map((finding) => (
          <li key={finding.label}>
            {!isSingle && <span className="finding-label">{finding.label}</span>}
            <span className="finding-text">
              {findingText(finding, measures, names)}{' '}
              {measures.includes('gain') && finding.problem === null && <Side finding={finding} />}
            </span>
          </li>
        ))}
      </ul>
      {verdicts.length > 0 && (
        <ul className="verdicts">
          {verdicts.map(({ says, verdict }) => (
            <li key={says}>
              <strong style={{ color: VERDICT_COLOUR[verdict] }}>{VERDICT_WORDS[verdict]}</strong> {says}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Side({ finding }: { readonly finding: Extract<Finding, { problem: null }> }) {
  const side = sideOf(finding.gain.ci95);
  return (
    <strong className="small" style={{ color: SIDE_COLOUR[side] }}>
      {SIDE_WORDS[side]}
    </strong>
  );
}
