/** What stands above and below the column of a person's own digits. */
import { useStore } from '../../store/useStore.ts';
import { yoursOf } from '../../store/yours.ts';

export function YoursHeading() {
  return useStore(yoursOf) && <th scope="col">Yours</th>;
}

export function YoursNote() {
  const yours = useStore(yoursOf);
  if (!yours) return null;
  const { length } = yours.digits;
  return (
    <p className="muted small yours-note">
      Yours: the {length} that you drew when asked, read by the teacher and the first pair of students.{' '}
      {length} are few: below each count stands its 95 % interval, in percent.
    </p>
  );
}
