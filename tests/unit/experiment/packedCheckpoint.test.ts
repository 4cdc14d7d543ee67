import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksumOf, isSound, type RunCheckpoint } from '../../../src/experiment/checkpoint.ts';
import { DEFAULT_CONFIG } from '../../../src/experiment/config.ts';
import { pack, packedAsBytes, unpack } from '../../../src/experiment/packedCheckpoint.ts';

const floats = fc.float32Array({ noNaN: true, noDefaultInfinity: true, maxLength: 40 });

function checkpointWith(arrays: readonly Float32Array[]): RunCheckpoint {
  const [hard = new Float32Array(), ...variables] = arrays;
  const losses = { steps: 3, hard, soft: Float32Array.of(0.1) };
  const layer = { type: 'dense', numInputs: 1, numOutputs: 1, weights: hard, bias: Float32Array.of(-0) };
  const teacher = {
    networks: [{ layers: [layer] }],
    average: 'logits',
  } as unknown as RunCheckpoint['teacher'];
  const training = { step: 7, stepsMs: 0.1 + 0.2, cohort: { steps: 7, variables, averages: [hard], losses } };
  return {
    ...{ config: DEFAULT_CONFIG, data: 'made up', phase: 'students', elapsedMs: 1 / 3, teacher, training },
    arithmetic: { backend: 'wasm', versions: { tfjs: '4' } },
    checksum: checksumOf({ teacher, training })!,
  };
}

describe('a packed checkpoint', () => {
  it('is the same again, to the bit, when it is unpacked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(floats, { maxLength: 6 }), async (arrays) => {
        const checkpoint = checkpointWith(arrays);
        const packed = pack(checkpoint);
        const again = await unpack(structuredClone(packed));
        expect(again).toEqual(checkpoint); // −0 is not 0 here
        expect(isSound(again)).toBe(true);
        expect(packed.frame.length).toBeLessThan(4_000); // floats are in the Blob, and nowhere else
      }),
    );
  });

  it('is not sound with a bit that is another, and cannot be unpacked where its floats are cut off', async () => {
    const packed = pack(checkpointWith([Float32Array.of(1, 2), Float32Array.of(3)]));
    const { frame, floats } = (await packedAsBytes(packed)) as { frame: string; floats: ArrayBuffer };
    expect(isSound(await unpack({ frame, floats }))).toBe(true);
    new Uint8Array(floats)[1]! ^= 4;
    expect(isSound(await unpack({ frame, floats: new Blob([floats]) }))).toBe(false);
    await expect(unpack({ frame, floats: floats.slice(0, 8) })).rejects.toThrow(RangeError);
  });
});
