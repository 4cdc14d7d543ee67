/** A page of TypeScript that reads a digit with the network in onnxruntime-web. */
import { averagesProbabilities, digitLines, readingLine, type CodeSample } from './sample.ts';

export function onnxWebCode(sample: CodeSample): string {
  const { networks } = sample.predictor;
  const names = networks.map((_, at) => `'${at + 1}_logits'`).join(', ');
  const read = averagesProbabilities(sample)
    ? `const each = [${names}].map((name) => softmax(outputs[name]!.data as Float32Array));
const probabilities = each[0]!.map((_, digit) => each.reduce((sum, one) => sum + one[digit]! / each.length, 0));`
    : `const probabilities = softmax(outputs['logits']!.data as Float32Array);`;
  return `// ${sample.who}, trained by Distillery, in TypeScript with onnxruntime-web.
// npm install onnxruntime-web, and put ${sample.file} where the page finds it.
import * as ort from 'onnxruntime-web';

/** 1 as the network is used; higher, the probabilities are softer. The file has an input for it, which onnxruntime-web passes over. */
const T = 1;
/** A test digit of the run, labelled ${sample.digit.label}: 28 × 28 bytes, row by row, 0 the ground and 255 the ink. */
const DIGIT = [
${digitLines(sample, (line) => `  '${line}',`)}
].join('');

function softmax(logits: Float32Array): number[] {
  const top = Math.max(...logits);
  const exps = Array.from(logits, (logit) => Math.exp((logit - top) / T));
  const sum = exps.reduce((total, each) => total + each, 0);
  return exps.map((each) => each / sum);
}

const levels = Float32Array.from(atob(DIGIT), (byte) => byte.charCodeAt(0) / 255);
const session = await ort.InferenceSession.create('${sample.file}');
const outputs = await session.run({ image: new ort.Tensor('float32', levels, [1, 1, 28, 28]) });
${read}
probabilities.forEach((probability, digit) => console.log(\`\${digit}: \${probability.toFixed(4)}\`));
// At T = 1 the page reads ${readingLine(sample)}
`;
}
