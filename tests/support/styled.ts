/** Styles that a test puts on a page; its policy allows no style element, and a sheet of a script is none. */
import type { Frame, Page } from '@playwright/test';

export function styled(page: Page | Frame, css: string): Promise<void> {
  return page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }, css);
}
