/** What networks read of a person's own digits, in words that say how few they are. */
import { wilsonInterval } from '../../distillation/proportion.ts';
import { percent, withArticle } from './numbers.ts';

interface Labelled {
  readonly label: number;
}

/** @param read the class read in each digit; undefined where the network is not trained yet, null then */
export function numRead(read: readonly number[] | undefined, digits: readonly Labelled[]): number | null {
  return read ? digits.filter(({ label }, at) => read[at] === label).length : null;
}

/** "60–98": the 95 % interval of a share, in percent. */
export function shareRange(count: number, numDigits: number): string {
  const [low, high] = wilsonInterval(count, numDigits);
  return [low, high].map((end) => percent(end, 0).replace(' %', '')).join('–');
}

/** E.g. "reads 8 of 10 (44–94 %): takes a 9 for a 4, a 1 for a 7." @param names of the classes */
export function readSentence(
  read: readonly number[],
  digits: readonly Labelled[],
  names: readonly string[],
): string {
  const count = numRead(read, digits)!;
  const times = new Map<string, number>();
  digits.forEach(({ label }, at) => {
    if (read[at] === label) return;
    const mistake = `${withArticle(names[label]!)} for ${withArticle(names[read[at]!]!)}`;
    times.set(mistake, (times.get(mistake) ?? 0) + 1);
  });
  const mistakes = [...times].map(([mistake, number]) =>
    number > 1 ? `${mistake} (${number} times)` : mistake,
  );
  return `reads ${count} of ${digits.length} (${shareRange(count, digits.length)} %)${mistakes.length > 0 ? `: takes ${mistakes.join(', ')}` : ''}.`;
}
