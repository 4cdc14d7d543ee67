import mdx from '@mdx-js/rollup';
import react from '@vitejs/plugin-react';
import rehypeKatex from 'rehype-katex';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import { defineConfig } from 'vite';
import { trainingKernels } from './src/engine/kernels/vitePlugin.ts';

export default defineConfig({
  base: './', // any static host, any folder
  plugins: [
    // The article: formulas become HTML while building, so that no page has to.
    { enforce: 'pre', ...mdx({ remarkPlugins: [remarkGfm, remarkMath], rehypePlugins: [rehypeKatex] }) },
    react(),
    trainingKernels(),
  ],
  worker: { format: 'es', plugins: () => [trainingKernels()] },
  build: { target: 'es2023', manifest: true, chunkSizeWarningLimit: 1_000 },
});
