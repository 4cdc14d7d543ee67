/** What is wrong with a figure that was saved as SVG, opened by itself, beside the figure on the page. */
import type { Page } from '@playwright/test';

/** @param page that has the figure @param viewer an empty one */
export async function pictureFaults(page: Page, viewer: Page, svg: string, title: string): Promise<string[]> {
  await viewer.setContent(`<body style="margin: 0">${svg}`); // a page of its own: that of the figure lets no markup in
  const { faults, letters } = await viewer.evaluate(faultsAlone);
  const drawn = new Map<string, number>();
  for (const letter of letters) drawn.set(letter, (drawn.get(letter) ?? 0) + 1);
  for (const text of await page.evaluate(textsOf, title))
    for (const letter of text.replace(/\s/g, '')) {
      const left = drawn.get(letter) ?? 0;
      if (left === 0) faults.push(`"${letter}" of "${text}" is missing`);
      drawn.set(letter, left - 1);
    }
  if (/class=|var\(|color-mix/.test(svg)) faults.push('a style sheet of the page is needed to read it');
  return faults;
}

/** What a figure on the page says, but for what is not meant for the picture. Runs in the page. */
function textsOf(title: string): string[] {
  const button = document.querySelector(`[aria-label="Save drawing: ${CSS.escape(title)}"]`)!;
  const walker = document.createTreeWalker(button.closest('figure')!, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement!;
    if (parent.getClientRects().length === 0) continue;
    if (parent.closest('[data-not-in-picture], .unseen, .chart-tooltip, .recharts-tooltip-wrapper, title'))
      continue;
    texts.push(node.textContent ?? '');
  }
  return texts;
}

/** What can be said of a picture without its figure, and the letters in it. Runs in the viewer. */
async function faultsAlone(): Promise<{ faults: string[]; letters: string[] }> {
  /** Of text against what lies below it: WCAG 2.2, 1.4.3. */
  const LEAST_CONTRAST = 4.5;
  await document.fonts.ready;
  const faults: string[] = [];
  const root = document.querySelector('svg')!;
  const frame = root.getBoundingClientRect();

  // The whole of it.
  const ground = root.firstElementChild!;
  const groundBox = ground.getBoundingClientRect();
  if (ground.tagName !== 'rect' || groundBox.width < frame.width - 1 || groundBox.height < frame.height - 1)
    faults.push('the ground is not painted');
  const texts = [...root.querySelectorAll('text')];
  for (const text of texts) {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const isIn = left >= frame.left && right <= frame.right && top >= frame.top && bottom <= frame.bottom;
    if (!isIn) faults.push(`"${text.textContent}" lies outside`);
  }

  // Readable.
  const canvas = document.createElement('canvas').getContext('2d')!;
  const light = (colour: string) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const boxes = [...root.children].filter(({ tagName }) => tagName === 'rect');
  for (const text of texts) {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const below = boxes.findLast((box) => {
      const place = box.getBoundingClientRect();
      return (
        box.getAttribute('fill') !== 'none' &&
        x >= place.left &&
        x <= place.right &&
        y >= place.top &&
        y <= place.bottom
      );
    });
    const pair = [light(text.getAttribute('fill')!), light(below?.getAttribute('fill') ?? '#fff')];
    const contrast = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (contrast < LEAST_CONTRAST)
      faults.push(`"${text.textContent}" has a contrast of ${contrast.toFixed(1)}`);
  }
  const letters = texts.flatMap(({ textContent }) => [...textContent.replace(/\s/g, '')]);
  return { faults, letters };
}
