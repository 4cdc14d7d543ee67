/** Real MNIST for tests that want it; they are skipped, by name, where it is not to be had. */
import { findMnistFolder, readFrom } from '../../src/cli/mnistFolder.ts';
import type { ReadFile } from '../../src/data/mnist.ts';

const folder = findMnistFolder();
if (folder === null)
  console.warn(
    'MNIST not found in MNIST_DIR, public/data/mnist or ../shared/data/mnist: tests on it are skipped.',
  );

export const hasMnist = folder !== null;
export const readMnist: ReadFile = (file) => {
  if (folder === null) throw new Error('This test needs MNIST and should have been skipped.');
  return readFrom(folder)(file);
};
