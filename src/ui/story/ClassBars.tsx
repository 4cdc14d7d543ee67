/** Ten probabilities as bars over the names of their classes. */
import { probability } from '../../experiment/words/numbers.ts';

interface Props {
  /** Of whom, for screen readers. */
  readonly name: string;
  readonly probabilities: ArrayLike<number>; // [10]
  readonly names: readonly string[];
  readonly colour: string;
  /** Left out where another picture above has them. */
  readonly hasNames?: boolean;
}

export function ClassBars({ name, probabilities, names, colour, hasNames = true }: Props) {
  const values = Array.from(probabilities);
  const [first, second] = [...values.keys()].sort((a, b) => values[b]! - values[a]!);
  const told = [first!, second!].map((at) => `${names[at]} ${probability(values[at]!)}`);
  return (
    <div className="class-bars" role="img" aria-label={`${name}: ${told.join(', then ')}`} translate="no">
      {values.map((value, at) => (
        <div key={at} className="class-bar" title={`${names[at]}: ${probability(value)}`}>
          <span className="class-bar-track">
            <span style={{ height: `${100 * value}%`, background: colour }} />
          </span>
          {hasNames && <span className="class-bar-name">{names[at]}</span>}
        </div>
      ))}
    </div>
  );
}
