/** What the directions of the KL punish, class by class, on the same axis: what a student leaves out, and what it makes up. */
import { useElementSize } from '@mantine/hooks';
import { punishedByClass } from '../../distillation/softLosses/jensenShannon.ts';
import { temperatureLabel } from '../../experiment/words/numbers.ts';
import { ChartFrame } from './ChartFrame.tsx';
import type { Numbers } from './numbers.ts';

/** Three of all that there are, by β. */
const DIRECTIONS = [
  { beta: 0, title: 'KL from the teacher' },
  { beta: 0.5, title: 'Jensen-Shannon' },
  { beta: 1, title: 'KL to the teacher' },
] as const;

interface Props {
  /** Log probabilities at the temperature, the teacher's and the student's, [10] each. */
  readonly logP: Float64Array;
  readonly logQ: Float64Array;
  readonly temperature: number;
  readonly names: readonly string[];
}

export function DirectionsChart({ logP, logQ, temperature, names }: Props) {
  const directions = DIRECTIONS.map((each) => ({
    ...each,
    punished: punishedByClass(logP, logQ, each.beta),
  }));
  const most = Math.max(1e-6, ...directions.flatMap(({ punished }) => [...punished]));
  const isLeftOut = Array.from(logP, (log, j) => log > logQ[j]!);
  return (
    <ChartFrame
      title={`What the KL punishes, ${temperatureLabel(temperature)}`}
      fileName="distillery-directions"
      numbers={() => directionsNumbers(logP, logQ, names)}
      legend={
        <span className="legend">
          <span className="legend-item" style={{ color: 'var(--teacher)' }}>
            ■ left out by the student
          </span>
          <span className="legend-item" style={{ color: 'var(--distilled)' }}>
            ■ made up by it
          </span>
        </span>
      }
    >
      <div className="side-by-side">
        {directions.map(({ beta, title, punished }) => (
          <div key={beta} className="small-multiple" role="group" aria-label={title}>
            <span className="small">
              {title}: <strong>{sumOf(punished).toFixed(3)} nats</strong>
            </span>
            <Bars punished={punished} most={most} isLeftOut={isLeftOut} names={names} title={title} />
          </div>
        ))}
      </div>
    </ChartFrame>
  );
}

interface BarsProps {
  /** Nats of each class. */
  readonly punished: Float64Array;
  /** Of all directions: where the axis ends. */
  readonly most: number;
  readonly isLeftOut: readonly boolean[];
  readonly names: readonly string[];
  readonly title: string;
}

const MARGIN = { top: 6, bottom: 18 };
const LETTER_WIDTH = 8;

function Bars({ punished, most, isLeftOut, names, title }: BarsProps) {
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const step = width / punished.length;
  const foot = Math.max(MARGIN.top + 1, height - MARGIN.bottom);
  const numLetters = Math.max(1, Math.floor(step / LETTER_WIDTH));
  const worst = punished.indexOf(Math.max(...punished));
  return (
    <div className="softened-plot" ref={ref} translate="no">
      {width > 0 && (
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`${title}: ${sumOf(punished).toFixed(3)} nats, most of them for ${names[worst] ?? ''}`}
        >
          <g className="plot-axes">
            <line x1={0} x2={width} y1={foot} y2={foot} />
            {names.map((name, j) => (
              <text key={j} x={(j + 0.5) * step} y={height - 4} textAnchor="middle">
                {name.slice(0, numLetters)}
              </text>
            ))}
          </g>
          {Array.from(punished, (nats, j) => {
            const high = ((foot - MARGIN.top) * nats) / most;
            return (
              <rect
                key={j}
                x={(j + 0.15) * step}
                width={0.7 * step}
                y={foot - high}
                height={high}
                fill={isLeftOut[j] ? 'var(--teacher)' : 'var(--distilled)'}
              />
            );
          })}
        </svg>
      )}
    </div>
  );
}

const sumOf = (values: Float64Array) => values.reduce((sum, each) => sum + each, 0);

/** A line per class: both probabilities, and what each direction adds for it. */
function directionsNumbers(logP: Float64Array, logQ: Float64Array, names: readonly string[]): Numbers {
  const punished = DIRECTIONS.map(({ beta }) => punishedByClass(logP, logQ, beta));
  return {
    header: ['class', 'teacher', 'distilled student', ...DIRECTIONS.map(({ title }) => `${title}, nats`)],
    rows: names.map((name, j) => [
      name,
      Math.exp(logP[j]!),
      Math.exp(logQ[j]!),
      ...punished.map((each) => each[j]!),
    ]),
  };
}
