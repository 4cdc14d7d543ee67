/** Digit sets as a fake engine has them: summaries, and test digits of which number n shows the class n % 10. */
import { DEFAULT_CONFIG } from '../../src/experiment/config.ts';
import type { DataChoice, DataSummary } from '../../src/experiment/events.ts';
import type { TestDigit } from '../../src/worker/engineApi.ts';

const NAMES = { embedded: 'Test digits', mnist: 'MNIST', own: 'Own digits' } as const;

export function summaryFor({ data, sloppiness }: DataChoice, files = ''): DataSummary {
  const isOwn = data === 'own';
  return {
    id: { embedded: `embedded-${sloppiness}`, mnist: 'mnist', own: `own-${files}` }[data],
    source: { data, sloppiness },
    name: NAMES[data],
    provenance: 'made up',
    numTrain: isOwn ? 25 : 5000,
    numTest: isOwn ? 5 : 10,
    numUnlabelled: 0,
    isEndless: false,
  };
}

/** What the page opens with. */
export const SUMMARY = summaryFor(DEFAULT_CONFIG);

/** The same set with images that were handed in: another one, as the engine sees it. */
export function withHanded(set: DataSummary, numImages: number): DataSummary {
  return numImages === 0
    ? set
    : { ...set, id: `${set.id}+${numImages}`, numUnlabelled: set.numUnlabelled + numImages };
}

/** Each set has pictures of its own; images that were handed in do not change them. */
export function pictureOf(setId: string, index: number): Uint8Array {
  const [name = ''] = setId.split('+');
  const level = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 239, 1);
  return new Uint8Array(784).fill(level + index);
}

/** @throws Error as the engine does, where the set lacks it */
export function testDigitAt({ id, numTest }: DataSummary, index: number): TestDigit {
  if (index >= numTest) throw new Error(`There is no test digit ${index}; they go from 0 to ${numTest - 1}.`);
  return { setId: id, index, label: index % 10, image: pictureOf(id, index) };
}

/** @throws Error as the engine does, where the set lacks it */
export function testDigit(set: DataSummary, label: number, after: number): TestDigit {
  const indices = Array.from({ length: set.numTest }, (_, index) => index).filter(
    (index) => index % 10 === label,
  );
  const index = indices.find((each) => each > after) ?? indices[0];
  if (index === undefined) throw new Error(`The test digits contain no ${label}.`);
  return testDigitAt(set, index);
}
