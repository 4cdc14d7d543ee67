/** What a page of code needs to know of a network, and the digit that it reads as an example. */
import { logitsFor, type Predictor } from '../../../distillation/ensemble.ts';
import { softmax } from '../../../distillation/softmax.ts';
import { toBase64 } from '../../../experiment/base64.ts';

export interface CodeSample {
  /** For people, e.g. "the distilled student". */
  readonly who: string;
  /** Name of the file of the network, which lies beside the code. */
  readonly file: string;
  readonly predictor: Predictor;
  /** A test digit of the run. */
  readonly digit: { readonly image: Uint8Array; readonly label: number };
}

/** 28 × 28 bytes as base64, in lines that fit a screen. @param quoted what joins two lines in the language */
export function digitLines({ digit: { image } }: CodeSample, quoted: (line: string) => string): string {
  const text = toBase64(image);
  return (text.match(/.{1,96}/g) ?? []).map(quoted).join('\n');
}

/** Python: the temperature and the digit, as T and DIGIT. */
export const pythonDigit = (
  sample: CodeSample,
): string => `# 1 as the network is used; higher, the probabilities are softer.
T = 1.0
# A test digit of the run, labelled ${sample.digit.label}: 28 x 28 bytes, row by row, 0 the ground and 255 the ink.
DIGIT = (
${digitLines(sample, (line) => `    "${line}"`)}
)`;

/** Python: that digit as greys from 0 to 1, [784]. */
export const PYTHON_LEVELS =
  'levels = np.frombuffer(base64.b64decode(DIGIT), np.uint8).astype(np.float32) / 255';

/** What the page reads in the digit at T = 1, to compare with: "7: 0.9812, 2: 0.0120, 3: 0.0034". */
export function readingLine({ predictor, digit }: CodeSample): string {
  const probabilities = softmax(logitsFor(predictor, digit.image)(1));
  return Array.from(probabilities, (value, at) => ({ value, at }))
    .sort((a, b) => b.value - a.value)
    .slice(0, 3)
    .map(({ value, at }) => `${at}: ${value.toFixed(4)}`)
    .join(', ');
}

/** Whether probabilities, and not logits, are averaged over several networks. */
export const averagesProbabilities = ({ predictor: { networks, average } }: CodeSample): boolean =>
  networks.length > 1 && average === 'probabilities';
