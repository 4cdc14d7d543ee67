/** Chromium and Firefox, by Puppeteer: the one over its own protocol, the other over WebDriver BiDi. */
import { launch } from 'puppeteer-core';
import { CHROMIUM_FLAGS } from '../support/chromiumFlags.ts';
import type { BrowserPage } from './browserPage.ts';

const ARGUMENTS = {
  chrome: [...CHROMIUM_FLAGS, '--window-size=1440,1000'],
  firefox: ['--width=1440', '--height=1000'],
};

export async function openPuppet(
  browser: 'chrome' | 'firefox',
  executablePath: string,
): Promise<BrowserPage> {
  const puppet = await launch({
    ...{ browser, executablePath, args: ARGUMENTS[browser] },
    ...{ headless: browser === 'chrome' ? 'shell' : true, defaultViewport: null },
    protocolTimeout: 300_000,
  });
  const page = await puppet.newPage();
  return {
    open: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    evaluate: async (run, ...args) =>
      (await page.evaluate(run as unknown as (...all: unknown[]) => unknown, ...args)) as never,
    async drag([first, ...rest]) {
      await page.mouse.move(...first!);
      await page.mouse.down();
      for (const at of rest) await page.mouse.move(...at);
      await page.mouse.up();
    },
    async upload(paths) {
      const input = await page.$('input[type=file]');
      await (input as unknown as { uploadFile(...all: string[]): Promise<void> }).uploadFile(...paths);
    },
    close: () => puppet.close(),
  };
}
