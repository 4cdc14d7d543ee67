/** What a monkey does to the page: whatever can be clicked, typed, drawn, dropped or pressed, and what browsers do to pages. */
import type { CDPSession, Locator, Page } from '@playwright/test';
import type { Random } from '../../../src/data/random.ts';
import { DROPPED } from './droppings.ts';

export interface Monkey {
  readonly page: Page;
  readonly devtools: CDPSession;
  readonly random: Random;
}

/** @returns what was done, for the log; null where there was nothing to do it to */
type Act = (monkey: Monkey) => Promise<string | null>;

const SHORT_MS = 2_000;
const pick = <T>(random: Random, from: readonly T[]): T => from[random.integer(from.length)]!;

const TYPED = [
  ...['4', '2,5', '1e-3', '60 000', '16, 32', '0.9', '1, 2, 4', 'kitten', '−7', '1e999', 'NaN', '', '   '],
  ...['__proto__', '<b>x</b>', '\u202eabc', '9'.repeat(300), '300+100', '=1+1', '٣'],
];
const KEYS = [
  ...['Escape', 'Tab', 'Shift+Tab', 'Enter', 'Space', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
  ...[
    'Home',
    'End',
    'PageDown',
    'PageUp',
    'Backspace',
    '+',
    '-',
    'p',
    's',
    'r',
    'c',
    'u',
    '1',
    '2',
    '3',
    'f',
    '?',
  ],
];
const HASHES = [
  ...['#view=story&step=temperature', '#view=experiments', '#T=4&hidden=16', '#T=4&hidden=abc&nope=1', '#'],
  ...['#labels=200&epochs=2&teacherEpochs=1&seeds=2', '#draw=AgIEBg', '#%E0%A4%A', `#${'a'.repeat(5_000)}`],
];

/** A kind first, as there are hundreds of cells and a few links. */
const CLICKED = [
  ...[
    'button:not([role])',
    'button:not([role])',
    'button:not([role])',
    'a[href]',
    '[role=gridcell], td button',
  ],
  ...['[role=combobox], [role=option]', 'label, input[type=checkbox], input[type=radio]'],
  'summary, [role=tab], [role=button]',
];

/** What leaves the page, or asks for hours. */
const LEAVES =
  'a[target=_blank], a[download], a[href^="http"], a[href*="?"], [disabled], [aria-disabled=true]';

/** One of those that can be seen; it may be gone in a moment. */
async function anyOf({ page, random }: Monkey, selector: string): Promise<Locator | null> {
  const all = page.locator(`:is(${selector}):not(:is(${LEAVES})):visible`);
  const count = await all.count();
  return count === 0 ? null : all.nth(random.integer(count));
}

const nameOf = (found: Locator) =>
  found
    .evaluate((element) =>
      (element.getAttribute('aria-label') ?? (element as HTMLElement).innerText ?? element.tagName).slice(
        0,
        50,
      ),
    )
    .catch(() => 'what has gone');

const click: Act = async (monkey) => {
  const found = await anyOf(monkey, pick(monkey.random, CLICKED));
  if (!found) return null;
  const name = await nameOf(found);
  const isClicked = await found.click({ timeout: SHORT_MS }).then(
    () => true,
    () => false, // covered by a dialog, or gone
  );
  return isClicked ? `click "${name}"` : `click "${name}", which was out of reach`;
};

const type: Act = async (monkey) => {
  const found = await anyOf(monkey, 'input:not([type]), input[type=text], input[type=search], textarea');
  if (!found) return null;
  const [text, key] = [
    pick(monkey.random, TYPED),
    pick(monkey.random, ['Enter', 'Tab', 'Escape', 'ArrowUp']),
  ];
  const name = await nameOf(found);
  await found.fill(text, { timeout: SHORT_MS }).catch(() => undefined);
  await found.press(key, { timeout: SHORT_MS }).catch(() => undefined);
  return `type "${text.slice(0, 20)}" ${key} into "${name}"`;
};

const slide: Act = async (monkey) => {
  const found = await anyOf(monkey, '[role=slider], input[type=range]');
  if (!found) return null;
  const name = await nameOf(found);
  const box = await found.boundingBox({ timeout: SHORT_MS }).catch(() => null);
  if (!box) return null;
  const { mouse } = monkey.page;
  await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await mouse.down();
  await mouse.move(box.x + (monkey.random.uniform() - 0.5) * 600, box.y, { steps: 5 });
  await mouse.up();
  return `slide "${name}"`;
};

const draw: Act = async (monkey) => {
  const found = await anyOf(monkey, 'canvas[role=img], canvas');
  const box = await found?.boundingBox({ timeout: SHORT_MS }).catch(() => null);
  if (!box) return null;
  const { page, random } = monkey;
  const place = (): [number, number] => [
    box.x + (1.4 * random.uniform() - 0.2) * box.width,
    box.y + (1.4 * random.uniform() - 0.2) * box.height,
  ];
  await page.mouse.move(...place());
  await page.mouse.down();
  for (let point = random.integer(6); point >= 0; point--) await page.mouse.move(...place(), { steps: 6 });
  if (random.integer(6) === 0) await page.keyboard.press(pick(random, ['u', 'c', '2', 'Escape'])); // in mid-stroke
  await page.mouse.up();
  return 'draw';
};

const drop: Act = async ({ page, random }) => {
  const [name, bytes] = pick(random, DROPPED);
  await page.evaluate(
    ({ file, base64 }) => {
      const transfer = new DataTransfer();
      const binary = atob(base64);
      transfer.items.add(new File([Uint8Array.from(binary, (letter) => letter.charCodeAt(0))], file));
      for (const kind of ['dragenter', 'dragover', 'drop'])
        document.body.dispatchEvent(
          new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: transfer }),
        );
    },
    { file: name, base64: Buffer.from(bytes).toString('base64') },
  );
  return `drop ${name}`;
};

const press: Act = async ({ page, random }) => {
  const key = pick(random, KEYS);
  await page.keyboard.press(key);
  return `press ${key}`;
};

const followLink: Act = async ({ page, random }) => {
  const hash = pick(random, HASHES);
  await page.evaluate((to) => (location.hash = to), hash);
  return `open ${hash.slice(0, 40)}`;
};

/** Within the page alone. */
const turnBack: Act = async ({ page, random }) => {
  const isBack = random.integer(2) === 0;
  await page.evaluate((back) => {
    const { navigation } = window as unknown as {
      navigation: { canGoBack: boolean; canGoForward: boolean; back(): void; forward(): void };
    };
    if (back && navigation.canGoBack) navigation.back();
    if (!back && navigation.canGoForward) navigation.forward();
  }, isBack);
  return isBack ? 'back' : 'forward';
};

const freeze: Act = async ({ page, devtools }) => {
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  await page.waitForTimeout(1_000);
  await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  return 'freeze, and wake';
};

const hide: Act = async ({ page }) => {
  const other = await page.context().newPage();
  await other.goto('about:blank');
  await other.bringToFront();
  await other.waitForTimeout(1_000);
  await other.close();
  await page.bringToFront();
  return 'another tab before it';
};

/** It may train, and hides no error. */
const secondTab: Act = async ({ page, random }) => {
  const other = await page.context().newPage();
  await other.goto(page.url());
  if (random.integer(2) === 0) await other.keyboard.press('p');
  await other.waitForTimeout(1_500);
  await other.close();
  await page.bringToFront();
  return 'the page in a second tab';
};

const slow: Act = async (monkey) => {
  const { page, devtools } = monkey;
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 20 });
  const done = await click(monkey);
  await page.waitForTimeout(1_000);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return `20 times slower: ${done ?? 'nothing'}`;
};

/** Each as often as it stands there. */
const ACTS: readonly Act[] = [
  ...Array.from({ length: 12 }, () => click),
  ...Array.from({ length: 5 }, () => type),
  ...[slide, slide, slide, draw, draw, draw, drop, drop, press, press, press, followLink, turnBack],
  ...[freeze, hide, secondTab, slow],
];

/** @returns what was done */
export async function actOnce(monkey: Monkey): Promise<string> {
  for (;;) {
    const done = await pick(monkey.random, ACTS)(monkey);
    if (done !== null) return done;
  }
}
