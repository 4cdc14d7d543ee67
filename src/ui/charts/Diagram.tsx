/** Figure 1 of the paper, live: teacher and labels pull at the student, each with its loss and its weight. */
import type { Config } from '../../experiment/config.ts';
import { shownNumber } from '../../experiment/typedNumber.ts';
import { hardWeightOf, lossSentence, teacherLabel } from '../lossInWords.ts';

interface Props {
  readonly config: Config;
  /** Of the last epoch; null before there was one. */
  readonly hardLoss: number | null;
  readonly softLoss: number | null;
}

export function Diagram({ config, hardLoss, softLoss }: Props) {
  const { softWeight } = config;
  const hardWeight = hardWeightOf(config);
  const total = hardLoss !== null && softLoss !== null ? hardWeight * hardLoss + softWeight * softLoss : null;
  return (
    <svg className="diagram" viewBox="0 0 376 96" role="img" aria-label={lossSentence(config)}>
      <Box x={1} y={1} width={100} colour="var(--teacher)" text={teacherLabel(config)} />
      <Box x={1} y={63} width={100} colour="var(--muted)" text="labels" />
      <Box
        x={282}
        y={27}
        width={93}
        height={44}
        colour="var(--distilled)"
        text="student"
        note={total === null ? null : `loss ${total.toFixed(3)}`}
      />
      <path d="M101 17 H238 L282 41" fill="none" stroke="var(--teacher)" strokeWidth={0.6 + 2 * softWeight} />
      <path d="M101 79 H238 L282 57" fill="none" stroke="var(--muted)" strokeWidth={0.6 + 2 * hardWeight} />
      <text x={172} y={11} textAnchor="middle">
        soft loss {softLoss === null ? '' : softLoss.toFixed(3)} × {shownNumber(softWeight)}
      </text>
      <text x={172} y={94} textAnchor="middle">
        hard loss {hardLoss === null ? '' : hardLoss.toFixed(3)} × {shownNumber(hardWeight)}
      </text>
    </svg>
  );
}

interface BoxProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height?: number;
  readonly colour: string;
  readonly text: string;
  readonly note?: string | null;
}

function Box({ x, y, width, height = 32, colour, text, note = null }: BoxProps) {
  const middle = y + height / 2;
  return (
    <g>
      <rect x={x} y={y} width={width} height={height} rx={6} fill="none" stroke={colour} />
      <text x={x + width / 2} y={note ? middle - 3 : middle + 4} textAnchor="middle" style={{ fill: colour }}>
        {text}
      </text>
      {note && (
        <text x={x + width / 2} y={middle + 13} textAnchor="middle">
          {note}
        </text>
      )}
    </g>
  );
}
