/** The browsers in which the page is tried. */
import { existsSync } from 'node:fs';
import { ensureChromium } from '../support/chromium.ts';
import type { BrowserPage } from './browserPage.ts';
import { openPuppet } from './puppet.ts';
import { openWebkit } from './webkit.ts';

interface Kind {
  readonly name: string;
  /** What to install; null where it can be driven. */
  readonly missing: string | null;
  readonly open: () => Promise<BrowserPage>;
}

const FIREFOX = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
];
const WEBKIT = ['/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb'];
const firefox = FIREFOX.find((path) => existsSync(path));

export const KINDS: readonly Kind[] = [
  { name: 'Chromium', missing: null, open: () => openPuppet('chrome', ensureChromium()) },
  {
    name: 'Firefox',
    missing: firefox ? null : 'install firefox-esr',
    open: () => openPuppet('firefox', firefox!),
  },
  {
    name: 'WebKit',
    missing: WEBKIT.every((path) => existsSync(path)) ? null : 'install webkit2gtk-driver and xvfb',
    open: openWebkit,
  },
];
