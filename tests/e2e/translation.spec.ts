/** A translation tool puts its own elements in the place of every text, again and again: the page goes on, and what changes is seen. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';

/** As Chrome does, but for the words: every text goes into two elements, and what is marked is left alone. */
async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    setInterval(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
      for (const text of texts) {
        if (!text.data.trim() || text.parentElement?.closest('script, style, font, svg, [translate=no]'))
          continue;
        const outer = document.createElement('font');
        outer.append(document.createElement('font'));
        outer.firstElementChild!.textContent = text.data;
        text.replaceWith(outer);
      }
    }, 100);
  });
}

test('a whole run, another digit and another room while the page is translated', async ({ page, on }) => {
  await on.open('#seeds=2&epochs=12&teacherEpochs=1&labels=500');
  await translate(page);
  await expect(page.locator('main font font').first()).toBeVisible();
  await on.train.click();
  await on.untilStudents();
  await on.untilDone();
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await expect(comparison).toContainText(/pairs won/);
  await on.button('Show a test 3').click();
  await expect(on.figure).toContainText(/The teacher .*this 3/);
  await expect(on.figure).not.toContainText(/this 7/); // nothing is left of what was said before
  await expect(on.probe).toContainText(/test digit \d+/);
  await on.enter('Experiments');
  await on.enter('Story');
  await on.enter('Playground');
  await on.train.click();
  await expect(comparison).not.toContainText(/pairs won/);
  await on.untilDone();
  await expect(comparison).toContainText(/pairs won/);
});
