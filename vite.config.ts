import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { trainingKernels } from './src/engine/kernels/vitePlugin.ts';

/** Asks for the letters of the first screen at once, not when the style sheet is read: or lines would wrap anew. */
const preloadFont: Plugin = {
  name: 'preload-font',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => file.includes('inter-latin-wght'))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `./${file}` },
          injectTo: 'head',
        })),
  },
};

/**
 * Chromium compiles the functions of a file that begins so while it loads, beside the page's own work, and not one by one
 * when they are first called, which is what makes a first chart slow.
 */
const compileOnLoad: Plugin = {
  name: 'compile-on-load',
  generateBundle: {
    order: 'post', // Vite writes at the beginning of files too
    handler(_, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk') chunk.code = `//# allFunctionsCalledOnLoad\n${chunk.code}`;
    },
  },
};

export default defineConfig({
  base: './', // any static host, any folder
  preview: { cors: { origin: '*' } }, // for pages that show a panel in a sandboxed iframe
  plugins: [
    // Memoises components, so that a step of a slider renders what depends on it and nothing else.
    react({ compiler: true }),
    trainingKernels(),
    preloadFont,
    compileOnLoad,
  ],
  worker: { format: 'es', plugins: () => [trainingKernels()] },
  build: {
    // The browsers that README names, and index.html asks for.
    target: ['chrome111', 'edge111', 'firefox115', 'safari16.4'],
    manifest: true,
    chunkSizeWarningLimit: 1_000,
  },
});
