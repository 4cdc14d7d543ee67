/** A page of Python that reads a digit with the network in onnxruntime. */
import { PYTHON_LEVELS, pythonDigit, readingLine, type CodeSample } from './sample.ts';

export function pythonCode(sample: CodeSample): string {
  return `# ${sample.who}, trained by Distillery, in Python with onnxruntime.
# pip install numpy onnxruntime, and put ${sample.file} beside this file.
import base64

import numpy as np
import onnxruntime

${pythonDigit(sample)}

${PYTHON_LEVELS}
session = onnxruntime.InferenceSession("${sample.file}")
logits, probabilities = session.run(
    ["logits", "probabilities"],
    {"image": levels.reshape(1, 1, 28, 28), "temperature": np.array(T, np.float32)},
)
for digit, probability in enumerate(probabilities[0]):
    print(f"{digit}: {probability:.4f}")
# At T = 1 the page reads ${readingLine(sample)}
`;
}
