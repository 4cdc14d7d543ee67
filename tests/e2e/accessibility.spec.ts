/** No axe violation, no small text and no invisible focus, in every state of the page, light and dark. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { reachState, STATES, type PageState } from '../support/pageStates.ts';
import { expect, test } from './fixture.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const MIN_FONT_PX = 12;
const SCHEMES = ['light', 'dark'] as const;
const TAB_COMES_BY: Partial<Record<PageState, readonly string[]>> = {
  empty: ['DIV Temperature', 'BUTTON Train'],
  finished: ['DIV Temperature', 'BUTTON Train'],
  story: [],
  experiments: ['BUTTON Run the sweep'],
};

for (const state of STATES.filter((each) => each !== 'opening'))
  test(`${state}: nobody is shut out`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await reachState(page, state);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
      const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map(
          ({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary?.split('\n')[1]}`,
        ),
      );
      expect.soft(found, `axe, ${colorScheme}`).toEqual([]);
    }
    expect.soft(await smallTexts(page), 'text under 12 px').toEqual([]);
    const passed = TAB_COMES_BY[state];
    if (!passed) return;
    const { visited, unseen } = await walkByTab(page);
    expect.soft(unseen, 'no visible focus').toEqual([]);
    for (const name of ['A Story', 'BUTTON Share', ...passed])
      expect.soft(visited, 'Tab comes by').toContain(name);
  });

/** Texts whose letters are too small, those in drawings included. */
function smallTexts(page: Page): Promise<string[]> {
  return page.evaluate((minPx) => {
    const isForEyes = (element: Element | null): boolean => {
      if (element === null) return true;
      const { clip, clipPath } = getComputedStyle(element);
      return clip === 'auto' && !clipPath.startsWith('inset') && isForEyes(element.parentElement);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small = new Set<string>();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const parent = node.parentElement;
      if (text === '' || !parent?.checkVisibility() || !isForEyes(parent)) continue;
      const size = parseFloat(getComputedStyle(parent).fontSize);
      if (size < minPx - 0.01) small.add(`${size} px: ${text.slice(0, 30)}`);
    }
    return [...small];
  }, MIN_FONT_PX);
}

/** Walks the page by Tab from end to end; `unseen` looks the same with the focus as without. */
async function walkByTab(page: Page): Promise<{ visited: readonly string[]; unseen: readonly string[] }> {
  const visited: string[] = [];
  const unseen: string[] = [];
  await page.evaluate(() => {
    document.body.tabIndex = -1; // or it could not be focused, and Tab would go on from the last click
    document.body.focus();
    window.scrollTo(0, 0);
  });
  for (let step = 0; step < 200; step++) {
    await page.keyboard.press('Tab');
    await expect(page.locator('.below:focus .panel-to-come')).toHaveCount(0); // made where the focus comes
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body || element.hasAttribute('data-visited')) return null;
      element.setAttribute('data-visited', '');
      // Hidden inputs show their focus on what stands for them: the label, or the next element.
      const parts = [element, element.nextElementSibling, element.parentElement, element.closest('label')];
      const look = () =>
        parts
          .filter((part) => part !== null)
          .map((part) => {
            const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } =
              getComputedStyle(part);
            return [outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor].join();
          })
          .join('|');
      const withFocus = look();
      if (!(element instanceof HTMLElement || element instanceof SVGElement)) return null;
      element.blur();
      const without = look();
      element.focus();
      const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
      return { name: `${element.tagName} ${name.slice(0, 40)}`, isSeen: withFocus !== without };
    });
    if (!focused) break;
    visited.push(focused.name);
    if (!focused.isSeen) unseen.push(focused.name);
  }
  return { visited, unseen };
}
