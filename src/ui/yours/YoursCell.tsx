/** How many of a person's own a network reads, with the interval of so few. */
import type { NetworkName } from '../../experiment/arms.ts';
import { numRead, shareRange } from '../../experiment/words/yours.ts';
import { useStore } from '../../store/useStore.ts';
import { yoursOf } from '../../store/yours.ts';

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
          {count}/{digits.length} <span className="muted">{shareRange(count, digits.length)}</span>
        </>
      )}
    </td>
  );
}
