/** No axe violation, no small text and no invisible focus, in every state of the page, light and dark. */
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
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
      expect.soft(await violations(page), `axe, ${colorScheme}`).toEqual([]);
    }
    expect.soft(await smallTexts(page), 'text under 12 px').toEqual([]);
    const passed = TAB_COMES_BY[state];
    if (!passed) return;
    const { visited, unseen } = await walkByTab(page);
    expect.soft(unseen, 'no visible focus').toEqual([]);
    for (const name of ['A Story', 'BUTTON Share', ...passed])
      expect.soft(visited, 'Tab comes by').toContain(name);
  });

/** What opens, in the room that it stands in, and by what. */
const OPENED = [
  ['Playground', 'button', /^All settings/, 'dialog'],
  ['Playground', 'button', 'Draw a set', 'dialog'],
  ['Playground', 'button', 'Help', 'dialog'],
  ['Playground', 'button', 'Share', 'dialog'],
  ['Playground', 'combobox', 'Experiment', 'listbox'],
  ['Playground', 'combobox', 'Digits', 'listbox'],
  ['Playground', 'combobox', 'Teacher', 'listbox'],
  ['Story', 'button', 'Help', 'dialog'],
  ['Experiments', 'combobox', 'Sweep', 'listbox'],
  ['Experiments', 'button', 'Share', 'dialog'],
] as const;

for (const [room, role, name, opened] of OPENED)
  test(`${room}: ${String(name)} opens for everybody, and gives the focus back`, async ({ page, on }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await on.open();
    if (room !== 'Playground') await on.enter(room);
    const opener = page.getByRole(role, { name, exact: typeof name === 'string' });
    // What lies half under a list is not to be pressed; a dialog makes all else inert.
    const within = opened === 'listbox' ? '[role=listbox]' : 'html';
    await opener.focus();
    await page.keyboard.press(role === 'button' ? 'Enter' : 'ArrowDown');
    await expect(page.getByRole(opened).filter({ visible: true }).first()).toBeVisible();
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
      expect.soft(await violations(page, within), `axe, ${colorScheme}`).toEqual([]);
    }
    await page.keyboard.press('Escape');
    await expect(page.getByRole(opened).filter({ visible: true })).toHaveCount(0);
    await expect(opener).toBeFocused();
  });

test('what is chosen is seen where the system chooses the colours', async ({ page, on }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await on.open('#keptDigits=0,1,2');
  const look = (locator: Locator) =>
    locator.evaluate((element) => {
      const { backgroundColor, borderBottomColor } = getComputedStyle(element);
      return `${backgroundColor} ${borderBottomColor}`;
    });
  for (const [chosen, other] of [
    [page.getByText('linear', { exact: true }), page.getByText('log', { exact: true })],
    [on.button('Keep 2 in the transfer set'), on.button('Keep 3 in the transfer set')],
    [on.rooms.getByRole('link', { name: 'Playground' }), on.rooms.getByRole('link', { name: 'Story' })],
  ] as const)
    expect(await look(chosen)).not.toBe(await look(other));
});

test('a screen reader is told when something begins or ends, not every step', async ({ page, on }) => {
  await on.open('#seeds=2&epochs=6&teacherEpochs=1');
  await page.evaluate(() => {
    const spoken: string[] = [];
    Object.assign(window, { spoken });
    new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const live = element?.closest('[aria-live], [role=status], [role=alert]');
        if (live && live.getAttribute('aria-live') !== 'off') spoken.push(live.textContent ?? '');
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  await on.train.click();
  await on.untilDone();
  const spoken = await page.evaluate(() => (window as unknown as { spoken: string[] }).spoken);
  expect(spoken).toContain('The run is done.');
  expect(spoken.length, spoken.join(' / ')).toBeLessThan(8);
});

async function violations(page: Page, within = 'html'): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).include(within).withTags(TAGS).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary?.split('\n')[1]}`),
  );
}

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
      const lookOf = ({
        outlineStyle,
        outlineWidth,
        outlineColor,
        boxShadow,
        borderColor,
        backgroundColor,
      }: CSSStyleDeclaration) =>
        [outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor].join();
      // What is stretched over a whole card shows it around the card.
      const look = () =>
        parts
          .filter((part) => part !== null)
          .map((part) => `${lookOf(getComputedStyle(part))} ${lookOf(getComputedStyle(part, '::after'))}`)
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
