/** Gives the page the compiled kernels as a module: `import kernels from 'virtual:training-kernels'`. */
import type { Plugin } from 'vite';
import { compileKernels } from './compile.ts';

const NAME = 'virtual:training-kernels';

/** The binary is a few kB: it travels inside the script, so that there is no second file to find. */
export function trainingKernels(): Plugin {
  return {
    name: 'training-kernels',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    async load(id) {
      if (id !== `\0${NAME}`) return null;
      const base64 = Buffer.from(await compileKernels()).toString('base64');
      return `export default Uint8Array.from(atob('${base64}'), (letter) => letter.charCodeAt(0));`;
    },
  };
}
