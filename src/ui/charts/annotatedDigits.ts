/** Which probabilities of a curve are written at the line. */

export interface AnnotatedDigit {
  readonly digit: number;
  /** To the side on which the line does not rise. */
  readonly anchor: 'start' | 'middle' | 'end';
}

/** The two digits that come after the best, and the last, of which the sentence speaks too. @param probabilities [classes] */
export function annotatedDigits(probabilities: Float64Array): AnnotatedDigit[] {
  const order = Array.from(probabilities.keys()).sort((a, b) => probabilities[b]! - probabilities[a]!);
  const told = new Set([order[1], order[2], order.at(-1)].filter((digit) => digit !== undefined));
  const isSteep = (from: number, to: number) => (probabilities[to] ?? 0) - probabilities[from]! > 0.1;
  return [...told].map((digit) => ({
    digit,
    anchor: isSteep(digit, digit + 1) ? 'end' : isSteep(digit, digit - 1) ? 'start' : 'middle',
  }));
}
