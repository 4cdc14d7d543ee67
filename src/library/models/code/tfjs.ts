/** A page of TypeScript that reads a digit with the network as a tfjs layers model. */
import { averagesProbabilities, digitLines, readingLine, type CodeSample } from './sample.ts';

export function tfjsCode(sample: CodeSample): string {
  const numNetworks = sample.predictor.networks.length;
  const averaged = averagesProbabilities(sample)
    ? 'tf.mean(tf.stack(outputs.map((logits) => tf.softmax(tf.div(logits, T)))), 0)'
    : `tf.softmax(tf.div(${numNetworks > 1 ? 'tf.mean(tf.stack(outputs), 0)' : 'outputs[0]!'}, T))`;
  return `// ${sample.who}, trained by Distillery, in TypeScript with TensorFlow.js.
// npm install @tensorflow/tfjs, and unpack ${sample.file} where the page finds model.json.
import * as tf from '@tensorflow/tfjs';

/** 1 as the network is used; higher, the probabilities are softer. */
const T = 1;
/** A test digit of the run, labelled ${sample.digit.label}: 28 × 28 bytes, row by row, 0 the ground and 255 the ink. */
const DIGIT = [
${digitLines(sample, (line) => `  '${line}',`)}
].join('');

const levels = Float32Array.from(atob(DIGIT), (byte) => byte.charCodeAt(0) / 255);
const model = await tf.loadLayersModel('./model.json');
const outputs = [model.predict(tf.tensor(levels, [1, 28, 28, 1]))].flat(); // logits${numNetworks > 1 ? ` of each of ${numNetworks} networks` : ''}
const probabilities = Array.from(await ${averaged}.data());
probabilities.forEach((probability, digit) => console.log(\`\${digit}: \${probability.toFixed(4)}\`));
// At T = 1 the page reads ${readingLine(sample)}
`;
}
