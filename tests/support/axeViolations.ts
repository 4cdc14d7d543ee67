/** What axe finds wrong with a page as it stands. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** @param look of a page in the dark, which was looked at in the light: its colours alone @param within what is to be looked at */
export async function axeViolations(page: Page, look: 'light' | 'dark', within = 'html'): Promise<string[]> {
  const axe = new AxeBuilder({ page }).include(within);
  axe.setLegacyMode(page.frames().length === 1); // of one document: no page beside it is opened to put parts together
  const asked = look === 'dark' ? axe.withRules('color-contrast') : axe.withTags(TAGS);
  const { violations } = await asked.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary?.split('\n')[1]}`),
  );
}
