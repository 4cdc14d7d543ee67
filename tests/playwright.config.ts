import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { findChromium } from './support/chromium.ts';
import { CHROMIUM_FLAGS } from './support/chromiumFlags.ts';

const PORT = Number(process.env['E2E_PORT'] ?? 4179);
const executablePath = findChromium();

export default defineConfig({
  testDir: 'e2e',
  outputDir: '../test-results',
  // Of a busy machine: what is asserted never depends on how fast it is.
  timeout: 180_000,
  expect: { timeout: 15_000 },
  // A page and its worker keep a core busy or two, but often wait: for the next curve, or for what they are told.
  workers: Math.max(2, availableParallelism() - 1),
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${PORT}`,
    viewport: { width: 1440, height: 900 },
    trace: 'off',
    serviceWorkers: 'block', // but where they are what is tested: files that a test takes away would be kept
    launchOptions: { args: CHROMIUM_FLAGS, ...(executablePath && { executablePath }) },
  },
  webServer: {
    command: `npm start -- --port ${PORT}`, // as the README says, the build included
    cwd: '..',
    url: `http://localhost:${PORT}`,
    reuseExistingServer: false,
    timeout: 120_000,
  },
});
