/** No axe violation, no small text and no invisible focus: in every state of the page and in whatever opens, light and dark. */
import type { Locator, Page } from '@playwright/test';
import { EMBEDDED_PANELS } from '../../src/library/embed.ts';
import { axeViolations } from '../support/axeViolations.ts';
import { reachState } from '../support/pageStates.ts';
import { expect, test } from './fixture.ts';
import { styled } from '../support/styled.ts';

const MIN_FONT_PX = 12;
/** Over in a second or two; what axe looks at is there all the same. */
const QUICK = '#seeds=2&epochs=3&teacherEpochs=1&labels=300&hidden=16&teacherHidden=32';

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: 'reduce' }));

test('the Playground before a run, all that opens there, and what a class begins with', async ({
  page,
  on,
}) => {
  await page.goto('./?autostart=0&seed=own'); // as pupils do
  await expect(page.getByRole('status', { name: 'Your seed' })).toBeVisible();
  await expect(on.train).toBeEnabled();
  await expectOpen(page, 'a class’s page');
  await expectSeen(page, ['DIV Temperature', 'BUTTON Train', 'A Story', 'BUTTON Share']);

  for (const [role, name] of [
    ['button', /^All settings/],
    ['button', 'Draw a set'],
    ['button', 'Help'], // keys and words
    ['button', 'Share'],
    ['combobox', 'Experiment'],
    ['combobox', 'Digits'],
    ['combobox', 'Teacher'],
  ] as const)
    await expectOpens(page, page.getByRole(role, { name, exact: typeof name === 'string' }));

  for (const name of ['Make a lesson link', 'Link for a class, QR code', 'Embed a panel'])
    await test.step(name, async () => {
      await on.button('Share').press('Enter');
      await on.button(name).press('Enter');
      await expectDialog(page, name);
      await expect(on.button('Share')).toBeFocused();
    });

  await test.step('the card of help', async () => {
    await page.keyboard.press('Tab'); // by keyboard, from here on
    await on.temperature.focus();
    await expect(page.getByRole('tooltip')).toBeVisible();
    await expectOpen(page, 'help', '.help-card');
    await page.keyboard.press('Escape');
  });
  await test.step('the presenter', async () => {
    await on.button('Present').press('Enter');
    await expect(page.getByRole('status', { name: 'Figure' })).toContainText('Probe');
    await expectOpen(page, 'presenter');
    await page.keyboard.press('Escape');
    await expect(on.button('Present')).toBeFocused();
  });
});

test('a run under way and finished, its replay, ten of one’s own, the other rooms, a claim and a pool', async ({
  page,
  on,
}) => {
  test.setTimeout(600_000); // of a busy machine
  await on.open('#epochs=500&teacherEpochs=1&labels=300');
  await on.train.click();
  await on.untilStudents();
  await expectOpen(page, 'training');
  await on.button('Cancel').click();
  await page.evaluate((hash) => (location.hash = hash), QUICK);
  await expect(page.getByRole('note')).toContainText('epochs');
  await on.train.click();
  await on.untilDone();
  for (const name of ['Dark knowledge', 'Mistakes']) await on.reach(page.getByRole('region', { name }));
  await expect(page.getByText('Right only when distilled')).toBeVisible();
  await on.button('Replay').click();
  await page.getByRole('slider', { name: 'Epoch of the replay' }).press('Home');
  await expectOpen(page, 'finished, replayed');
  await expectSeen(page, ['DIV Temperature', 'BUTTON Train', 'A Story', 'BUTTON Share']);
  const result = await on.download('Download results');

  await on.button('Draw ten of your own').click();
  await on.draw([
    [0.3, 0.25],
    [0.7, 0.8],
  ]);
  await expectOpen(page, 'ten of one’s own', '.probe-column');

  await on.enter('Story'); // its steps: story.spec.ts
  await expect(page.getByRole('article')).toBeVisible();
  await expectSeen(page, ['A Story', 'BUTTON Share']);
  expect.soft(await smallTexts(page), 'Story: text under 12 px').toEqual([]);
  await expectOpens(page, on.button('Help'));

  await on.enter('Experiments');
  const chooser = page.waitForEvent('filechooser');
  await on.button('Open result files').click();
  const broken = { name: 'cut.json', mimeType: 'application/json', buffer: result.subarray(0, 500) };
  await (await chooser).setFiles([{ ...broken, name: 'pupil.json', buffer: result }, broken]);
  await expect(page.getByRole('region', { name: 'Files left out' })).toBeVisible();
  await expectOpen(page, 'Experiments, pooled');
  await expectSeen(page, ['A Story', 'BUTTON Share', 'BUTTON Run the sweep']);
  await expectOpens(page, page.getByRole('combobox', { name: 'Sweep' }));
  await on.button('Too small to learn it').press('Enter');
  await expectDialog(page, 'Too small to learn it');
});

test('what failed', async ({ page }) => {
  await reachState(page, 'failed');
  await expectOpen(page, 'failed');
});

test('every panel that can be embedded', async ({ page }) => {
  // What is in them is looked at above: without an engine nine of them come at once.
  await page.route(/engine\.worker/, () => new Promise(() => undefined));
  const frames = EMBEDDED_PANELS.map(
    (panel) =>
      `<iframe title="${panel}" width="480" height="600" src="./?autostart=0&embed=${panel}"></iframe>`,
  );
  const body = `<!doctype html><html lang="en"><title>A page of somebody’s own</title><main><h1>Nine panels</h1>${frames.join('')}</main></html>`;
  await page.route(/\/nine\.html$/, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto('./nine.html');
  for (const panel of EMBEDDED_PANELS)
    await expect(page.frameLocator(`[title=${panel}]`).getByRole('region')).toHaveCount(1);
  await expectOpen(page, 'embedded');
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

/** Opens by keyboard, is open to everybody, and gives the focus back. */
async function expectOpens(page: Page, opener: Locator): Promise<void> {
  await test.step(String(opener), async () => {
    const isList = (await opener.getAttribute('role')) === 'combobox' || (await opener.evaluate(isInput));
    await opener.press(isList ? 'ArrowDown' : 'Enter');
    const opened = page.getByRole(isList ? 'listbox' : 'dialog').filter({ visible: true });
    await expect(opened.first()).toBeVisible();
    await expectOpen(page, String(opener), isList ? '[role=listbox]' : '[role=dialog]');
    await page.keyboard.press('Escape');
    await expect(opened).toHaveCount(0);
    await expect(opener).toBeFocused();
  });
}

const isInput = (element: Element) => element.tagName === 'INPUT';

/** The dialog that is open; closes it. */
async function expectDialog(page: Page, what: string): Promise<void> {
  const dialog = page.getByRole('dialog').filter({ visible: true });
  await expect(dialog.first()).toBeVisible();
  await expectOpen(page, what, '[role=dialog]');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
}

/** Light and dark. @param within what all of the page is not to be looked at again for */
async function expectOpen(page: Page, what: string, within = 'html'): Promise<void> {
  const [own, ...embedded] = page.frames();
  const frames = embedded.length > 0 ? embedded : [own!];
  for (const frame of frames)
    await styled(
      frame,
      '* { content-visibility: visible !important; transition: none !important; animation: none !important; }',
    );
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const frame of frames)
      await expect(frame.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    expect.soft(await axeViolations(page, colorScheme, within), `${what}: axe, ${colorScheme}`).toEqual([]);
  }
  expect.soft(await smallTexts(page), `${what}: text under 12 px`).toEqual([]);
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

/** Walks the page by Tab from end to end: all that takes the focus shows it. @param passed what it comes by */
async function expectSeen(page: Page, passed: readonly string[]): Promise<void> {
  const visited: string[] = [];
  const unseen: string[] = [];
  await page.evaluate(() => {
    document.querySelectorAll('[data-visited]').forEach((each) => each.removeAttribute('data-visited'));
    document.body.tabIndex = -1; // or it could not be focused, and Tab would go on from the last click
    document.body.focus();
    window.scrollTo(0, 0);
  });
  for (let step = 0; step < 200; step++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(async () => {
      // What lies below is made where the focus comes.
      while (document.querySelector('.below:focus .panel-to-come'))
        await new Promise((resolve) => requestAnimationFrame(resolve));
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
  expect.soft(unseen, 'no visible focus').toEqual([]);
  for (const name of passed) expect.soft(visited, 'Tab comes by').toContain(name);
}
