/** How many of a person's own a network reads, with the interval of so few. */
import { CLASSES } from '../../distillation/shape.ts';
import type { NetworkName } from '../../experiment/arms.ts';
import { numRead, shareRange } from '../../experiment/words/yours.ts';
import { yoursOf } from '../../store/yours.ts';
import { useStore } from '../../store/useStore.ts';

const NOT_YET = '–';

export function YoursCell({ network }: { readonly network: NetworkName }) {
  const yours = useStore(yoursOf);
  if (!yours) return null;
  const { digits, read } = yours;
  const count = numRead(read[network], digits);
  return (
    <td className="yours-cell">
      {count === null ? (
        NOT_YET
      ) : (
        <>
          {count}/{digits.length}
          <span className="muted">{shareRange(count, digits.length)}</span>
        </>
      )}
    </td>
  );
}

/** Under the table: what so few digits are worth. */
export function YoursNote() {
  const yours = useStore(yoursOf);
  if (!yours) return null;
  const { length } = yours.digits;
  return (
    <p className="muted small yours-note">
      Yours: the {length} that you drew when asked, read by the teacher and the first pair of students.{' '}
      {length} are few: below each count stands its 95 % interval.
    </p>
  );
}
