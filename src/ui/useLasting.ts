/** What is over in a moment is not worth a flicker. */
import { useEffect, useState } from 'react';

const MOMENT_MS = 400;

/** Whether the same thing has lasted for more than a moment. @param what null while there is nothing */
export function useLasting(what: number | null): boolean {
  const [lasting, setLasting] = useState<number | null>(null);
  useEffect(() => {
    if (what === null) return;
    const timer = setTimeout(() => setLasting(what), MOMENT_MS);
    return () => clearTimeout(timer);
  }, [what]);
  return what !== null && lasting === what;
}
