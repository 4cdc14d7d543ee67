/** The Story: words and parts of the figure light each other, questions notice what was done, a link leads to a step. */
import type { Locator, Page } from '@playwright/test';
import { STEPS } from '../../src/ui/story/steps.ts';
import { axeViolations } from '../support/axeViolations.ts';
import { SEVEN, type PageObject } from '../support/pageObject.ts';
import { expect, test } from './fixture.ts';

/** Over in a second or two. */
const QUICK = '&seeds=2&epochs=3&teacherEpochs=2';

const steps = (page: Page) => page.getByRole('navigation', { name: 'Steps' }).getByRole('button');
const word = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const part = (page: Page, name: string) => page.locator(`.story-stage [data-part=${name}]`).first();
const question = (page: Page) => page.locator('.story-question');
const bar = (page: Page, name: string) => page.getByRole('slider', { name: `Logit of ${name}` });
const valueOf = async (slider: Locator) => Number(await slider.getAttribute('aria-valuenow'));

async function openStory(on: PageObject, page: Page, step: string, isTrained = false): Promise<void> {
  await on.open(`#view=story&step=${step}${QUICK}`);
  if (!isTrained) return;
  await on.train.click();
  await on.untilDone();
}

/** The class with the highest logit, and its bar. */
async function highestBar(page: Page): Promise<Locator> {
  await expect(bar(page, '7')).toBeVisible();
  const bars = await page.getByRole('slider', { name: /^Logit of/ }).all();
  const values = await Promise.all(bars.map(valueOf));
  return bars[values.indexOf(Math.max(...values))]!;
}

test('a bar is dragged by the mouse and moved by keys, and the question notices', async ({ page, on }) => {
  await openStory(on, page, 'logits');
  const highest = await highestBar(page);
  const before = await valueOf(highest);
  await expect(question(page)).toHaveAttribute('data-answer', 'open');

  await test.step('by the mouse', async () => {
    const box = (await highest.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.3);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.4, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => valueOf(highest)).toBeLessThan(before);
    await expect.poll(() => valueOf(highest)).toBeGreaterThan(0);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.9); // no longer held
    expect(await valueOf(highest)).toBeGreaterThan(0);
  });

  await test.step('and the teacher’s logits come back', async () => {
    await on.button('As the teacher has them').click();
    await expect.poll(() => valueOf(highest)).toBe(before);
  });

  await test.step('by keys, until the second has 0.2', async () => {
    await highest.focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => valueOf(highest)).toBeCloseTo(before - 0.5, 2);
    for (let press = 0; press < 80; press++) {
      if ((await question(page).getAttribute('data-answer')) === 'done') break;
      await page.keyboard.press('ArrowDown');
    }
    await expect(question(page)).toContainText('✓ Done.');
    await page.keyboard.press('End'); // what was done stays done
    await expect(question(page)).toContainText('✓ Done.');
    await expect(steps(page).nth(1)).toContainText('✓');
  });
});

test('each word lights its part and each part its word: by hover, focus and tap', async ({ page, on }) => {
  await openStory(on, page, 'readers');
  const [canvas, words] = [part(page, 'canvas'), word(page, 'the canvas')];
  await words.hover();
  await expect(canvas).toHaveAttribute('data-lit', 'true');
  await page.mouse.move(0, 0);
  await expect(canvas).toHaveAttribute('data-lit', 'false');
  await words.focus();
  await expect(canvas).toHaveAttribute('data-lit', 'true');
  await words.blur();
  await words.click();
  await page.mouse.move(0, 0);
  await words.blur();
  await expect(words).toHaveAttribute('aria-pressed', 'true');
  await expect(canvas).toHaveAttribute('data-lit', 'true'); // held
  await words.click();
  await page.mouse.move(0, 0);
  await words.blur();
  await expect(canvas).toHaveAttribute('data-lit', 'false');

  await canvas.hover();
  await expect(words).toHaveAttribute('data-lit', 'true');
  await page.mouse.move(0, 0);
  await part(page, 'layers').focus();
  await expect(word(page, 'the layers')).toHaveAttribute('data-lit', 'true');
});

test('what is drawn here is the probe of the page', async ({ page, on }) => {
  await openStory(on, page, 'readers');
  await on.draw(SEVEN);
  await expect(part(page, 'teacher')).toContainText(/reads an? \d, /);
  await steps(page).nth(4).click();
  await expect(page.locator('.flow-label')).toContainText('A drawing has none');
  await on.enter('Playground');
  await expect(on.probe).toContainText('drawn by you');
});

test('every word has a part of its figure or formula, every part a word; no step shuts anybody out', async ({
  page,
  on,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openStory(on, page, 'evidence', true);
  for (const [at, { name, title }] of STEPS.entries())
    await test.step(name, async () => {
      await steps(page).nth(at).click();
      await expect(page.getByRole('heading', { level: 2, name: title })).toBeFocused();
      if (name === 'evidence') await expect(page.getByRole('group', { name: 'Patience' })).toBeVisible();
      const named = (attribute: string) =>
        page.evaluate(
          (key) =>
            [
              ...new Set(
                [...document.querySelectorAll(`.story-step [${key}]`)].map((each) => each.getAttribute(key)),
              ),
            ].sort(),
          attribute,
        );
      expect(await named('data-part')).toEqual(await named('data-word'));
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
        expect.soft(await axeViolations(page, colorScheme), colorScheme).toEqual([]);
      }
    });
});

test('what is trained here answers the questions of matrix, losses and evidence', async ({ page, on }) => {
  await openStory(on, page, 'dark-knowledge', true);

  await test.step('the likest classes', async () => {
    const cells = page.getByRole('grid', { name: 'Mean soft targets' }).getByRole('gridcell');
    const values = (await cells.allTextContents()).map(Number);
    const wrong = values.map((value, at) => (Math.floor(at / 10) === at % 10 ? 0 : value));
    await cells.first().click();
    await expect(question(page)).toHaveAttribute('data-answer', 'open');
    await cells.nth(wrong.indexOf(Math.max(...wrong))).click();
    await expect(question(page)).toContainText('✓ That was the one.');
    const images = page.getByRole('group', { name: 'Images behind the cell' });
    await expect(images.getByRole('button')).toHaveCount(12);
    await images.getByRole('button').first().click();
  });

  await test.step('half of the weight for the labels, in a run of its own', async () => {
    await on.button('Next: Two losses, one student').click();
    await expect(page.getByRole('group', { name: 'Weighted sum' })).toContainText(
      /L = 0\.1 × \d\.\d+ \+ 0\.9 × \d\.\d+ = \d/,
    );
    await page.getByRole('slider', { name: /^Taught by/ }).focus();
    for (let press = 0; press < 45; press++) await page.keyboard.press('ArrowLeft');
    await expect(question(page)).toHaveAttribute('data-answer', 'open'); // it is set, not yet run
    await on.train.click();
    await expect(question(page)).toContainText('✓ Done.', { timeout: 120_000 });
    await on.untilDone();
  });

  await test.step('a recorded run that lost, and its claim', async () => {
    await on.button('Next: What it buys, and when it fails').click();
    await page.getByRole('button', { name: /^80 epochs/ }).click();
    await expect(question(page)).toHaveAttribute('data-answer', 'open');
    await page.getByRole('button', { name: /^5 epochs/ }).click();
    await expect(question(page)).toContainText('✓ That one lost.');
    await expect(page.getByRole('status').filter({ hasText: 'patience' })).toBeVisible();
    await expect(page.getByRole('group', { name: 'Your run' })).toContainText(/[+−]\d/);
  });
});

test('the challenges are judged by the run that has finished', async ({ page, on }) => {
  await on.open('#view=story&labels=1500&epochs=1&teacherEpochs=3');
  const lose = page.getByRole('listitem').filter({ hasText: 'Make it lose' });
  const threes = page.getByRole('listitem').filter({ hasText: 'Read 3s' });
  await expect(lose).toContainText('No run has finished yet.');
  await on.button('Leave them out').click();
  await on.train.click();
  await on.untilDone();
  await expect(threes).toContainText(/by the distilled, \d+ % by their twins|Reached/);
  await expect(page.getByRole('listitem').filter({ hasText: 'Two points' })).toContainText(
    '1 500 labels: too many',
  );
  await expect(lose).toContainText(/The last run: [+−]/);
});

test('a link leads to a step, Back to the one before; a step that is not there is the first, and is said', async ({
  page,
  on,
}) => {
  await openStory(on, page, 'temperature');
  await expect(page.getByRole('heading', { level: 2, name: /^3 of 6/ })).toBeVisible();
  await on.button('Next: Dark knowledge').click();
  await expect(page).toHaveURL(/step=dark-knowledge/);
  await page.goBack();
  await expect(page.getByRole('heading', { level: 2, name: /^3 of 6/ })).toBeVisible();
  await page.goto('./?autostart=0&again#view=story&step=attic');
  await expect(page.getByRole('heading', { level: 2, name: /^1 of 6/ })).toBeVisible();
  await expect(on.alert).toContainText('"attic"');
  await expect(on.alert).toContainText('readers');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the figure stands above the text, nothing scrolls sideways, and a tap on a word shows its part', async ({
    page,
    on,
  }) => {
    await openStory(on, page, 'readers');
    await on.train.tap();
    await on.untilDone();
    for (const [at, { name }] of STEPS.entries())
      await test.step(name, async () => {
        await steps(page).nth(at).tap();
        const [figure, text] = [page.locator('.story-stage'), page.locator('.story-text')];
        if (name === 'evidence') await expect(page.getByRole('group', { name: 'Patience' })).toBeVisible();
        const [above, below] = [(await figure.boundingBox())!, (await text.boundingBox())!];
        expect(above.y + above.height).toBeLessThanOrEqual(below.y);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      });
    await steps(page).first().tap();
    await word(page, 'The teacher').tap();
    await expect(part(page, 'teacher')).toHaveAttribute('data-lit', 'true');
    await expect(part(page, 'teacher')).toBeInViewport();
  });
});
