/** What can be taken away of a network: its file in one of three formats, and a page of code for each. */
import type { Predictor } from '../../distillation/ensemble.ts';
import { onnxWebCode } from './code/onnxWeb.ts';
import { pythonCode } from './code/python.ts';
import { pytorchCode } from './code/pytorch.ts';
import type { CodeSample } from './code/sample.ts';
import { tfjsCode } from './code/tfjs.ts';
import { writeJsonModel } from './jsonModel.ts';
import { zipTfjsModel } from './modelZip.ts';
import { encodeOnnx } from './onnx/encode.ts';
import { onnxModelOf } from './onnx/write.ts';

export const MODEL_FORMATS = {
  onnx: { label: 'ONNX', extension: 'onnx' },
  tfjs: { label: 'TensorFlow.js layers model', extension: 'zip' },
  json: { label: 'JSON', extension: 'json' },
} as const;
export type ModelFormat = keyof typeof MODEL_FORMATS;

/** @param who for people, within the file */
export async function writeModel(format: ModelFormat, predictor: Predictor, who: string): Promise<Blob> {
  switch (format) {
    case 'onnx':
      return new Blob([encodeOnnx(onnxModelOf(predictor))]);
    case 'tfjs':
      return zipTfjsModel(predictor);
    case 'json':
      return new Blob([writeJsonModel(predictor, who)], { type: 'application/json' });
    default:
      throw new Error(`Unknown format ${String(format satisfies never)}.`);
  }
}

interface CodePage {
  readonly format: ModelFormat;
  readonly label: string;
  readonly extension: string;
  readonly write: (sample: CodeSample) => string;
}

export const CODE_PAGES: readonly CodePage[] = [
  { format: 'onnx', label: 'TypeScript, onnxruntime-web', extension: 'ts', write: onnxWebCode },
  { format: 'onnx', label: 'Python, onnxruntime', extension: 'py', write: pythonCode },
  { format: 'tfjs', label: 'TypeScript, TensorFlow.js', extension: 'ts', write: tfjsCode },
  { format: 'json', label: 'Python, PyTorch', extension: 'py', write: pytorchCode },
];
