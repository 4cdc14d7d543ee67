/** Kernels under tfjs's own names: what they do not take goes to the kernel that was there before. */
import * as tf from '@tensorflow/tfjs-core';

/** @returns null for what is not for this kernel */
export type OwnKernel = (
  inputs: Record<string, tf.TensorInfo>,
  attributes: Record<string, unknown>,
) => tf.TensorInfo | null;

/** @param needs what the kernels take, for the message where nothing was there before */
export function ownOrStock(runs: Readonly<Record<string, OwnKernel>>, needs: string): tf.KernelConfig[] {
  return Object.entries(runs).map(([kernelName, run]) => {
    // Absent where tfjs-wasm has none, whatever its type says.
    const stock = tf.getKernel(kernelName, 'wasm') as tf.KernelConfig | undefined;
    return {
      kernelName,
      backendName: 'wasm',
      kernelFunc(parameters) {
        const own = run(parameters.inputs as Record<string, tf.TensorInfo>, parameters.attrs ?? {});
        if (own) return own;
        if (!stock) throw new Error(`${kernelName} on wasm needs ${needs}.`);
        return stock.kernelFunc(parameters);
      },
    };
  });
}
