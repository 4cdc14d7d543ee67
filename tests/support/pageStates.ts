/** The states in which the page is looked at, and how a freshly opened one is brought into each. */
import { expect, type Page } from '@playwright/test';
import { pageObject, SEVEN } from './pageObject.ts';
import { styled } from './styled.ts';

const REACH = {
  async opening(page: Page) {
    await page.route(/engine\.worker/, () => new Promise(() => undefined)); // never comes
    await page.goto('./');
    await expect(pageObject(page).probe).toBeVisible();
  },
  async empty(page: Page) {
    await pageObject(page).open();
  },
  async training(page: Page) {
    const on = pageObject(page);
    await on.open('#epochs=500');
    await on.train.click();
    await on.untilStudents();
    await page.waitForFunction(hasLongCurve);
  },
  async finished(page: Page) {
    const on = pageObject(page);
    await on.open();
    await on.train.click();
    await on.untilDone();
  },
  /** Ten digits of one's own were drawn, and the first of ten more is. */
  async yours(page: Page) {
    await REACH.finished(page);
    const on = pageObject(page);
    await on.button('Draw ten of your own').click();
    for (let at = 0; at < 10; at++) {
      await on.draw(SEVEN);
      await on.button('Next').click();
    }
    await on.button('Draw ten more').click();
    await on.draw(SEVEN);
  },
  async story(page: Page) {
    await REACH.finished(page);
    await pageObject(page).enter('Story');
    await expect(page.getByRole('article')).toBeVisible();
  },
  async experiments(page: Page) {
    await REACH.finished(page);
    await pageObject(page).enter('Experiments');
    await expect(page.getByRole('region', { name: 'Sweep' })).toBeVisible();
  },
  async failed(page: Page) {
    const on = pageObject(page);
    await on.open('#labels=60000');
    const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'a picture with a long name.png', mimeType: 'image/png', buffer: picture });
    await expect(on.alert.first()).toContainText('a picture with a long name.png');
    await on.train.click();
    await expect(on.alert.filter({ hasText: /60.?000/ })).toBeVisible();
  },
};

export type PageState = keyof typeof REACH;
export const STATES: readonly PageState[] = [
  'opening',
  'empty',
  'training',
  'finished',
  'yours',
  'story',
  'experiments',
  'failed',
];

/** All of the page is laid out then, as if somebody had scrolled through it; nothing glides. */
export async function reachState(page: Page, state: PageState): Promise<void> {
  await REACH[state](page);
  await styled(page, '* { content-visibility: visible !important; transition: none !important; }');
}

/** Whether a chart has a line of several points. Runs in the page. */
function hasLongCurve(): boolean {
  const lines = [...document.querySelectorAll('.curves path.recharts-line-curve')];
  return lines.some((line) => (line.getAttribute('d') ?? '').split('L').length > 5);
}
