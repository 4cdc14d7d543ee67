/** Text with words that light parts of a figure: "Draw on {canvas|the canvas}." */
import type { PartName } from './step.ts';

export interface Piece {
  readonly words: string;
  /** Null for plain text. */
  readonly part: PartName | null;
  /** What ends a sentence or a clause right after words that are a part: no line begins with it. */
  readonly after: string;
}

/** @returns the pieces in their order; their words, each with what comes after, are the text as it is read */
export function piecesOf(text: string): Piece[] {
  return text
    .split(/(\{[a-z]+\|[^}]+\}[.,:;?]?)/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const match = /^\{([a-z]+)\|([^}]+)\}(.?)$/.exec(piece);
      // Which names are parts of the step's figure is a test's business (tests/unit/ui/story/steps.test.ts).
      return match
        ? { part: match[1] as PartName, words: match[2]!, after: match[3]! }
        : { part: null, words: piece, after: '' };
    });
}

export const plainText = (text: string): string =>
  piecesOf(text)
    .map(({ words, after }) => words + after)
    .join('');
