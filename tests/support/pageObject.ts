/** The page by the names that people with screen readers know; all specs find things here. */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

/** Longer than any run of the tests takes on a busy machine. */
const RUN_MS = 120_000;

export function pageObject(page: Page) {
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const status = (name: string) => page.getByRole('status', { name, exact: true });
  const run = status('Run');
  const canvas = page.getByRole('img', { name: 'Drawing canvas' });
  const rooms = page.getByRole('navigation', { name: 'Rooms' });
  return {
    button,
    rooms,
    run,
    canvas,
    backend: status('Backend'),
    data: status('Data'),
    train: button('Train'),
    alert: page.getByRole('alert'),
    probe: page.getByRole('region', { name: 'Probe' }),
    figure: page.getByRole('region', { name: 'Softened probabilities' }),
    probabilities: page.getByRole('table', { name: 'Probabilities' }),
    temperature: page.getByRole('slider', { name: 'Temperature', exact: true }),
    /** What the teacher makes of the probe. */
    reading: page
      .getByRole('list', { name: 'Predictions' })
      .getByRole('listitem')
      .filter({ hasText: 'Teacher' }),

    /** Opens the page, which waits for Train. @param hash with its # */
    async open(hash = ''): Promise<void> {
      await page.goto(`./?autostart=0${hash}`);
      await expect(button('Train')).toBeEnabled({ timeout: RUN_MS });
    },
    /** Goes to another room by its link. */
    async enter(room: 'Playground' | 'Story' | 'Experiments'): Promise<void> {
      await rooms.getByRole('link', { name: room }).click();
      await expect(page.getByRole('main', { name: room })).toBeVisible();
    },
    /** Scrolls there. What lies below the first screen is made when it comes near, in another element's place. */
    async reach(part: Locator): Promise<void> {
      await expect(() => part.scrollIntoViewIfNeeded({ timeout: 1_000 })).toPass();
    },
    async untilStudents(): Promise<void> {
      await expect(run).toContainText('Students', { timeout: RUN_MS });
    },
    async untilDone(): Promise<void> {
      await expect(run).toHaveText(/^done in/, { timeout: RUN_MS });
    },
    /** Number of the step that the status tells. */
    async step(): Promise<number> {
      const text = await run.innerText();
      return Number(/step ([\d ]+) of/.exec(text)?.[1]?.replaceAll(' ', '') ?? NaN);
    },
    async choose(digits: string): Promise<void> {
      await page.getByRole('combobox', { name: 'Digits' }).click();
      await page.getByRole('option', { name: digits, exact: true }).click();
    },
    /** Sweeps T against the weight, as they are typed, in the room Experiments. @returns the region, and the cells that are done */
    async sweep(temperatures: string, weights: string): Promise<{ region: Locator; done: Locator }> {
      const region = page.getByRole('region', { name: 'Sweep' });
      await region.getByLabel('T', { exact: true }).fill(temperatures);
      await region.getByLabel('softWeight', { exact: true }).fill(weights);
      await button('Run the sweep').click({ timeout: 30_000 });
      return { region, done: region.getByRole('cell').filter({ hasText: /^[+−]\d+\.\d\d/ }) };
    },
    /** What a button hands over as a file. */
    async download(name: string): Promise<Buffer> {
      const [download] = await Promise.all([page.waitForEvent('download'), button(name).click()]);
      return readFile(await download.path());
    },
    /** Draws with the mouse, stroke by stroke. @param strokes corners in shares of the canvas */
    async draw(...strokes: readonly (readonly (readonly [x: number, y: number])[])[]): Promise<void> {
      for (const stroke of strokes) await drawOn(page, canvas, stroke);
      await page.evaluate(untilPainted); // what is asked for next is not what stood there before
    },
  };
}

export type PageObject = ReturnType<typeof pageObject>;

async function drawOn(
  page: Page,
  canvas: Locator,
  stroke: readonly (readonly [x: number, y: number])[],
): Promise<void> {
  const box = (await canvas.boundingBox())!;
  for (const [index, [x, y]] of stroke.entries()) {
    const steps = index === 0 || stroke.length > 8 ? 1 : 12; // many points are a hand's own
    await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps });
    if (index === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

function untilPainted(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/** A 7 in one stroke. */
export const SEVEN = [
  [0.3, 0.25],
  [0.7, 0.25],
  [0.45, 0.8],
] as const;
