/** What must hold of the page after whatever was done to it. */
import { expect, type Page } from '@playwright/test';
import { pageObject } from '../../support/pageObject.ts';

const ANSWER_MS = 30_000;
const WRONG_WORDS = /\bNaN\b|\bundefined\b|\[object |Infinity|Cannot read|is not a function|call stack/;

interface Shown {
  readonly text: string;
  /** What the buttons of the run offer in this room; those of others stand still while nobody sees them. */
  readonly runs: readonly string[];
  /** By row of the table of probabilities. */
  readonly sums: readonly number[];
  readonly source: string | null;
  readonly linked: string;
  readonly run: string;
  readonly data: string;
  readonly isLoading: boolean;
}

/** What stands there, read at one moment. */
const shownOn = (page: Page): Promise<Shown> =>
  page.evaluate(() => {
    const textOf = (selector: string) =>
      [...document.querySelectorAll(selector)].find((each) => each.checkVisibility())?.textContent ?? '';
    const table = document.querySelector('table[aria-label=Probabilities]');
    const rows = [...(table?.querySelectorAll('tbody tr') ?? [])].map((row) =>
      [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent)),
    );
    const names = ['Train', 'Pause', 'Resume'];
    const buttons = [...document.querySelectorAll('button')].filter((button) =>
      names.includes((button.getAttribute('aria-label') ?? button.textContent ?? '').trim()),
    );
    const digits = document.querySelector<HTMLInputElement>('input[aria-label=Digits]');
    const data = textOf('[role=status][aria-label=Data]');
    return {
      text: document.body.innerText,
      runs: [
        ...new Set(
          buttons
            .filter((button) => !button.disabled && button.checkVisibility())
            .map((button) => button.textContent ?? ''),
        ),
      ],
      sums: rows.filter(({ length }) => length === 10).map((row) => row.reduce((sum, each) => sum + each, 0)),
      source: digits?.value ?? null,
      linked: new URLSearchParams(location.hash.slice(1)).get('data') ?? 'embedded',
      run: textOf('[role=status][aria-label=Run]'),
      data,
      isLoading: data.includes('%') || /^(Loading|Writing|Reading)/.test(data),
    };
  });

/** What somebody typed themselves may stand there in whatever words. */
const SOURCES: Readonly<Record<string, string>> = {
  embedded: 'Embedded digits',
  mnist: 'MNIST',
};

/** @throws Error that says what does not hold, or that the page does not answer */
export async function requireSound(page: Page): Promise<void> {
  const shown = await answered(shownOn(page));
  const told = shown.text.replaceAll(/"[^"]*"/g, ''); // without what somebody typed, and is told again
  const wrong = WRONG_WORDS.exec(told);
  expect(wrong && told.slice(wrong.index - 80, wrong.index + 80), 'words that no person is told').toBeNull();
  for (const sum of shown.sums) expect(Math.abs(sum - 1), 'a row of probabilities').toBeLessThan(0.002);
  expect(shown.runs.length, `buttons of the run: ${shown.runs.join()}`).toBeLessThanOrEqual(1);
  expect(shown.text.trim(), 'the page is empty').not.toBe('');
}

/** Header, select and link name one set of digits, when nothing is loading. */
async function requireOneSet(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        const { isLoading, source, linked } = await answered(shownOn(page));
        const expected = SOURCES[linked];
        return isLoading ? 'loading' : source === null || !expected || source === expected;
      },
      { timeout: ANSWER_MS, message: 'select and link name one set of digits' },
    )
    .toBe(true);
}

/** What is under way goes on, or stands because somebody paused it. */
async function requireMoving(page: Page): Promise<void> {
  const before = await answered(shownOn(page));
  const isUnderWay = before.isLoading || before.runs.includes('Pause');
  if (!isUnderWay) return;
  await expect
    .poll(
      async () => {
        const { run, data } = await answered(shownOn(page));
        return run !== before.run || data !== before.data;
      },
      { timeout: 3 * ANSWER_MS, message: `"${before.run}" and "${before.data}" stand still` },
    )
    .toBe(true);
}

async function answered<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The page does not answer.')), ANSWER_MS);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

/** All of it, where the page is left alone for as long as it takes. */
export async function requireAtRest(page: Page): Promise<void> {
  await requireSound(page);
  await requireOneSet(page);
  await requireMoving(page);
}

/** The table shows the numbers of the record, which is what is downloaded. */
export async function requireRecordShown(page: Page): Promise<void> {
  const on = pageObject(page);
  const { teacher, arms } = JSON.parse((await on.download('Download results')).toString()) as {
    teacher: { accuracy: number };
    arms: { meanAccuracy: number }[];
  };
  const rows = page.getByRole('table', { name: 'Comparison' }).getByRole('row');
  const text = (await rows.allInnerTexts()).join(' ').replaceAll('\u00ad', '');
  for (const share of [teacher.accuracy, ...arms.map((arm) => arm.meanAccuracy)])
    expect(text, 'the table of the comparison').toContain((100 * share).toFixed(2).replace(/\.?0+$/, ''));
}
