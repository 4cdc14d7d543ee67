/** The files of a tfjs layers model in one zip, packed as they are written. */
import type { Predictor } from '../../distillation/ensemble.ts';
import { writeTfjsModel, WEIGHTS_FILE } from './tfjsWriting.ts';

/** Weights hardly shrink. */
const LEVEL = 0;

export async function zipTfjsModel(predictor: Predictor): Promise<Blob> {
  const { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } =
    await import('@zip.js/zip.js/lib/zip-core-native.js');
  const { model, weights } = writeTfjsModel(predictor);
  const zip = new ZipWriter(new BlobWriter('application/zip'), { level: LEVEL, useWebWorkers: false });
  await zip.add('model.json', new TextReader(model));
  await zip.add(WEIGHTS_FILE, new Uint8ArrayReader(weights));
  return zip.close();
}
