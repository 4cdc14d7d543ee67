/** A whole set of digits as one file, for a script that reads MNIST. */
import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import { idxFiles } from './digitFiles.ts';
import type { DigitSet } from './digitSet.ts';

/** A zip of a folder digits/ with the four IDX files of a set, named as MNIST's are. */
export async function idxZip({ train, test }: Pick<DigitSet, 'train' | 'test'>): Promise<File> {
  const zip = new ZipWriter(new BlobWriter('application/zip'), { useWebWorkers: false });
  for (const file of [...idxFiles(train, 'train'), ...idxFiles(test, 't10k')])
    await zip.add(`digits/${file.name}`, new BlobReader(file));
  return new File([await zip.close()], 'distillery-digits.zip', { type: 'application/zip' });
}
