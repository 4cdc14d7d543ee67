/** Times steps in blocks long enough for the coarse clock of a browser, and takes the median. */

const BLOCK_MS = 60;
const NUM_BLOCKS = 7;

/** @param step makes one training step @param settle waits until the device has done it @returns median ms of a step */
export async function medianStepMs(
  step: () => void | Promise<void>,
  settle: () => Promise<unknown>,
): Promise<number> {
  for (let i = 0; i < 3; i++) await step(); // compiles and warms up
  await settle();
  const medians: number[] = [];
  for (let block = 0; block < NUM_BLOCKS; block++) {
    const startedMs = performance.now();
    let count = 0;
    let elapsedMs = 0;
    while (elapsedMs < BLOCK_MS) {
      await step();
      count += 1;
      elapsedMs = performance.now() - startedMs;
    }
    await settle();
    medians.push((performance.now() - startedMs) / count);
  }
  return medians.sort((a, b) => a - b)[Math.floor(NUM_BLOCKS / 2)]!;
}
