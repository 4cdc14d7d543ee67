import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { trainingKernels } from './src/engine/kernels/vitePlugin.ts';

export default defineConfig({
  base: './', // any static host, any folder
  plugins: [react(), trainingKernels()],
  worker: { format: 'es', plugins: () => [trainingKernels()] },
  build: { target: 'es2023', manifest: true, chunkSizeWarningLimit: 1_000 },
});
