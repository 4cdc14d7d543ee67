/** The page in a browser that Playwright does not drive: found by the same accessible names, asked until it answers. */
import { expect } from 'vitest';
import type { BrowserPage } from './browserPage.ts';

/** Of a busy machine: a browser that paints without a graphics card leaves little to what trains beside it. */
const LONG = { timeout: 300_000, interval: 200 };

export type StrangePage = ReturnType<typeof strangePage>;

/** What runs in the page uses nothing from outside itself, so each function finds its elements anew. */
export function strangePage(page: BrowserPage) {
  const status = (name: string) =>
    page.evaluate(
      (label) => document.querySelector(`[role=status][aria-label="${label}"]`)?.textContent ?? '',
      name,
    );
  const hasText = async (name: string, text: RegExp) => expect.poll(() => status(name), LONG).toMatch(text);
  return {
    status,
    hasText,
    untilDone: () => hasText('Run', /^done in/),
    /** Texts of what is shown as an alert. */
    alerts: () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('[role=alert]')]
          .filter((alert) => alert.offsetParent !== null)
          .map(({ textContent }) => textContent),
      ),
    async press(name: string): Promise<void> {
      const press = () =>
        page.evaluate((wanted) => {
          const nameOf = (button: Element) => button.getAttribute('aria-label') ?? button.textContent.trim();
          const found = [...document.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
          const button = found.find((each) => nameOf(each).startsWith(wanted));
          button?.click();
          return button !== undefined;
        }, name);
      await expect.poll(press, LONG).toBe(true);
    },
    /** What the next button hands over, in place of the browser's own download, which no driver tells of. */
    async saved(name: string): Promise<{ fileName: string; bytes: Uint8Array }> {
      await page.evaluate(() => {
        const told = window as unknown as { saved?: { fileName: string; blob: Blob } };
        delete told.saved;
        let blob: Blob | null = null;
        const create = URL.createObjectURL.bind(URL);
        URL.createObjectURL = (made) => {
          if (made instanceof Blob) blob = made;
          return create(made);
        };
        HTMLAnchorElement.prototype.click = function () {
          if (blob) told.saved = { fileName: this.download, blob };
        };
      });
      await this.press(name);
      const read = () =>
        page.evaluate(async () => {
          const { saved } = window as unknown as { saved?: { fileName: string; blob: Blob } };
          if (!saved) return null;
          return { fileName: saved.fileName, bytes: [...new Uint8Array(await saved.blob.arrayBuffer())] };
        });
      await expect.poll(read, LONG).not.toBeNull();
      const { fileName, bytes } = (await read())!;
      return { fileName, bytes: Uint8Array.from(bytes) };
    },
    /** Draws one stroke. @param stroke corners in shares of the canvas */
    async draw(stroke: readonly (readonly [x: number, y: number])[]): Promise<void> {
      const box = await page.evaluate(() => {
        const canvas = document.querySelector('[aria-label="Drawing canvas"]')!;
        canvas.scrollIntoView({ block: 'center' });
        const { left, top, width, height } = canvas.getBoundingClientRect();
        return { left, top, width, height };
      });
      const corners = stroke.map(([x, y]) => [box.left + x * box.width, box.top + y * box.height] as const);
      const between = corners.flatMap(([x, y], index) => {
        const [nextX, nextY] = corners[index + 1] ?? [x, y];
        return [0, 0.25, 0.5, 0.75].map(
          (share) => [x + share * (nextX - x), y + share * (nextY - y)] as const,
        );
      });
      await page.drag(between);
    },
    /** First line of Predictions. */
    prediction: () =>
      page.evaluate(() => document.querySelector('[aria-label=Predictions] li')?.textContent ?? ''),
  };
}
