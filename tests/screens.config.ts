/** `npm run screenshots`: the built page in every state, size and colour scheme, into .cache/screenshots. */
import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

export default defineConfig(base, { testDir: 'screens', outputDir: '../.cache/screenshots-failed' });
