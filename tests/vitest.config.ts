import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { trainingKernels } from '../src/engine/kernels/vitePlugin.ts';
import { findChromium } from './support/chromium.ts';
import { CHROMIUM_FLAGS, SOFTWARE_WEBGL_FLAGS } from './support/chromiumFlags.ts';

const executablePath = findChromium();

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  plugins: [trainingKernels()],
  test: {
    maxWorkers: '100%', // vitest would leave a core idle, and nothing else runs beside the tests
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/unit/**/*.test.ts'],
          testTimeout: 60_000, // of a busy machine
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browsers',
          environment: 'node',
          include: ['tests/browsers/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        optimizeDeps: {
          include: [
            '@tensorflow/tfjs-core',
            '@tensorflow/tfjs-backend-cpu',
            '@tensorflow/tfjs-backend-wasm',
            '@tensorflow/tfjs-backend-webgl',
            'dexie',
          ],
        },
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                args: [...CHROMIUM_FLAGS, ...SOFTWARE_WEBGL_FLAGS],
                ...(executablePath && { executablePath }),
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
