/** Step 6: what this run saved and gained, beside recorded experiments on the same axis. */
import { useMemo } from 'react';
import { findPreset } from '../../../experiment/presets.ts';
import type { RunResult } from '../../../experiment/results.ts';
import { bytes, count, latency, points } from '../../../experiment/words/numbers.ts';
import { SIDE_WORDS } from '../../../experiment/words/verdict.ts';
import { sideOf } from '../../../distillation/statistics.ts';
import { actions, useStore } from '../../../store/useStore.ts';
import { Part } from '../lighting.tsx';
import { axisOf, PRESETS_SHOWN, rowsOf, SHOWN_OF, type RecordedRow } from '../recordedRows.ts';
import { useRecorded } from '../useRecorded.ts';

export function EvidenceFigure() {
  const result = useStore((state) => state.run.record?.result ?? null);
  const chosen = useStore((state) => state.story.finding);
  const recorded = useRecorded(PRESETS_SHOWN);
  const groups = useMemo(
    () =>
      (recorded ?? []).map((record) => ({
        title: findPreset(record.preset).title,
        rows: rowsOf(record, SHOWN_OF.find(({ preset }) => preset === record.preset)?.labels),
      })),
    [recorded],
  );
  const own = result?.gain.ci95 ?? [];
  const at = axisOf([...groups.flatMap(({ rows }) => rows.flatMap(({ interval }) => interval)), ...own]);
  return (
    <div className="evidence-figure">
      <Part part="sizes" label="What a student saves">
        {result ? (
          <Savings result={result} />
        ) : (
          <p className="story-missing">These bars come with the end of a run.</p>
        )}
      </Part>
      <div className="gain-rows">
        <Part part="zero" label="Zero" className="gain-zero">
          <span style={{ left: `${at(0)}%` }}>0 points</span>
        </Part>
        <Part part="yours" label="Your run">
          <OwnRow result={result} at={at} />
        </Part>
        <Part part="recorded">
          {groups.map(({ title, rows }) => (
            <div key={title} role="group" aria-label={title}>
              <h3 className="gain-title">{title}</h3>
              {rows.map((row) => (
                <Row
                  key={row.label}
                  row={row}
                  at={at}
                  isChosen={chosen?.preset === row.preset && chosen.label === row.label}
                />
              ))}
            </div>
          ))}
        </Part>
      </div>
      <p className="small muted" role="status">
        {chosen ? findPreset(chosen.preset).claim : 'Choose a row to read its claim.'}
      </p>
      {groups.some(({ rows }) => rows.some(isNarrow)) && (
        <p className="small muted">{NARROW} Recorded before replicates were: over students alone.</p>
      )}
    </div>
  );
}

function OwnRow({
  result,
  at,
}: {
  readonly result: RunResult | null;
  readonly at: (points: number) => number;
}) {
  const interval = result?.gain.ci95;
  return (
    <div className="gain-row own">
      <span className="gain-label">{result ? 'your run' : 'your run: not finished yet'}</span>
      <Mark at={at} gain={result?.gain.mean ?? null} interval={interval ?? null} />
      <span className="gain-words">
        {result && `${points(result.gain.mean)}, ${SIDE_WORDS[sideOf(interval ?? null)]}`}
      </span>
    </div>
  );
}

/** Its interval leaves out what others speak of. */
const isNarrow = ({ covers }: RecordedRow) => covers === 'students';
const NARROW = '°';

interface RowProps {
  readonly row: RecordedRow;
  readonly at: (points: number) => number;
  readonly isChosen: boolean;
}

function Row({ row, at, isChosen }: RowProps) {
  const { preset, label, gain, interval, side, covers } = row;
  return (
    <button
      type="button"
      className="gain-row"
      aria-pressed={isChosen}
      title={`${points(interval[0])} … ${points(interval[1])} points, over ${covers}`}
      onClick={() => actions.setStory({ finding: { preset, label, high: interval[1] } })}
    >
      <span className="gain-label">{label}</span>
      <Mark at={at} gain={gain} interval={interval} />
      <span className="gain-words">
        {points(gain)}, {SIDE_WORDS[side]}
        {isNarrow(row) && ` ${NARROW}`}
      </span>
    </button>
  );
}

interface MarkProps {
  readonly at: (points: number) => number;
  readonly gain: number | null;
  readonly interval: readonly [number, number] | null;
}

/** A dot for the mean, a line for its interval, and zero. */
function Mark({ at, gain, interval }: MarkProps) {
  return (
    <span className="gain-mark" aria-hidden="true">
      <span className="gain-mark-zero" style={{ left: `${at(0)}%` }} />
      {interval && (
        <span
          className="gain-mark-line"
          style={{ left: `${at(interval[0])}%`, width: `${at(interval[1]) - at(interval[0])}%` }}
        />
      )}
      {gain !== null && <span className="gain-mark-dot" style={{ left: `${at(gain)}%` }} />}
    </span>
  );
}

/** Teacher and student by size, work and time, as measured in this run. */
function Savings({ result: { teacher, arms } }: { readonly result: RunResult }) {
  const student = arms[1] ?? arms[0]!;
  const rows = [
    { name: 'size', of: [teacher.bytes, student.bytes], text: bytes },
    { name: 'multiplications', of: [teacher.multiplyAdds, student.multiplyAdds], text: count },
    { name: 'time', of: [teacher.latencyMs, student.latencyMs], text: latency },
  ] as const;
  return (
    <div className="savings">
      {rows.map(({ name, of, text }) => (
        <div key={name} className="saving">
          <span>{name}</span>
          {of.map((value, at) => (
            <span key={at} className="saving-line">
              <span
                className="saving-bar"
                style={{
                  width: `${(100 * value) / Math.max(...of, 1e-9)}%`,
                  background: at === 0 ? 'var(--teacher)' : 'var(--distilled)',
                }}
              />
              <span className="saving-text" translate="no">
                {at === 0 ? 'teacher' : 'student'} {text(value)}
              </span>
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
