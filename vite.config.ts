import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { contentSecurity } from './src/cli/contentSecurity.ts';
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

/**
 * The whole page in the browser's own keeping, so that it opens without a network; ui/offline/ asks for it, late. A newer page
 * waits there until a person takes it. MNIST is kept by the page itself (data/browserCache.ts).
 */
const keptPage = VitePWA({
  strategies: 'generateSW',
  registerType: 'prompt',
  injectRegister: null,
  manifest: {
    name: 'Distillery',
    short_name: 'Distillery',
    description: 'Watch one neural network teach another, for real, in this page.',
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: '#ffffff',
    icons: [{ src: './icon.svg', sizes: 'any', type: 'image/svg+xml' }],
  },
  workbox: {
    globPatterns: ['**/*.{html,js,css,wasm,json,bin,woff2,svg}'],
    globIgnores: ['data/**'],
    maximumFileSizeToCacheInBytes: 4_000_000,
    ignoreURLParametersMatching: [/./], // ?lesson= and others are read by the page
    navigateFallback: null, // beside the page there may be others
    clientsClaim: true, // after the first visit already
    inlineWorkboxRuntime: true,
    sourcemap: false,
  },
});

export default defineConfig({
  base: './', // any static host, any folder
  preview: { cors: { origin: '*' } }, // for pages that show a panel in a sandboxed iframe
  plugins: [
    // Memoises components, so that a step of a slider renders what depends on it and nothing else.
    react({ compiler: true }),
    trainingKernels(),
    preloadFont,
    compileOnLoad,
    keptPage,
    contentSecurity,
  ],
  worker: { format: 'es', plugins: () => [trainingKernels()] },
  build: {
    // The browsers that README names, and index.html asks for.
    target: ['chrome111', 'edge111', 'firefox115', 'safari16.4'],
    manifest: true,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      output: {
        // What the first screen needs comes in these two, not in fifty files of what late parts happen to share with it: each
        // one costs a request and a task of its own.
        codeSplitting: {
          groups: [
            { name: 'libraries', tags: ['$initial'], test: /node_modules/, priority: 1 },
            { name: 'page', tags: ['$initial'] },
          ],
        },
      },
    },
  },
});
