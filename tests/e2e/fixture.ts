/** What every spec begins with: the page by its names, and a watch that fails the test which leaves an error behind. */
import { test as base } from '@playwright/test';
import { pageObject, type PageObject } from '../support/pageObject.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  readonly on: PageObject;
  /** Errors that a test brings about itself, e.g. by a server that lacks a file. */
  readonly expectedErrors: RegExp | null;
  readonly watch: void;
}

export const test = base.extend<Fixtures>({
  on: async ({ page }, provide) => provide(pageObject(page)),
  expectedErrors: [null, { option: true }],
  watch: [
    async ({ context, expectedErrors }, provide) => {
      const errors: string[] = [];
      context.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      context.on('weberror', (error) => errors.push(String(error.error()))); // unhandled rejections too
      await provide();
      const unexpected = errors.filter((text) => !expectedErrors?.test(text));
      base.expect(unexpected, 'errors of the page').toEqual([]);
    },
    { auto: true },
  ],
});
