/** What the server sends with each file, and what the page may not do even if somebody else's text got into it. */
import { expect, test } from './fixture.ts';

const isGuarded = (headers: Readonly<Record<string, string>>) =>
  headers['content-security-policy']?.includes("default-src 'none'") &&
  headers['x-content-type-options'] === 'nosniff' &&
  headers['referrer-policy'] === 'no-referrer';

test('each file comes with the policy, its type is not guessed, and no other site is told of this one', async ({
  page,
  on,
  baseURL,
}) => {
  const bare: string[] = [];
  const seen = new Set<string>();
  page.on('response', (response) => {
    if (!response.url().startsWith(baseURL ?? '')) return;
    seen.add(new URL(response.url()).pathname.split('.').at(-1));
    if (!isGuarded(response.headers())) bare.push(response.url());
  });
  await on.open();
  await on.enter('Story');
  await on.enter('Experiments');
  await page.evaluate(() => fetch('./icon.svg')); // a browser without windows wants none
  expect(isGuarded((await page.request.get('./nothing-here')).headers())).toBe(true);
  expect([...seen]).toEqual(
    expect.arrayContaining(['/', 'js', 'css', 'wasm', 'bin', 'json', 'woff2', 'svg']),
  );
  expect(bare).toEqual([]);
});

test.describe('somebody else’s text', () => {
  test.use({ expectedErrors: /Content Security Policy|Trusted ?Type|TrustedHTML|TrustedScript/ });

  test('is neither run, nor taken for markup or style, nor sent anywhere', async ({ page, on }) => {
    await on.open();
    const done = await page.evaluate(async () => {
      const refused = (act: () => unknown) => {
        try {
          act();
          return 'done';
        } catch {
          return 'refused';
        }
      };
      const script = document.createElement('script');
      const isTyped = 'trustedTypes' in window;
      const style = document.createElement('style');
      style.append('h1 { display: none }');
      document.head.append(style);
      return {
        isTyped,
        markup: refused(() => (document.createElement('p').innerHTML = '<img src=x onerror=alert(1)>')),
        // Later: what a test evaluates may evaluate in turn.
        code: await new Promise((resolve) => setTimeout(() => resolve(refused(() => eval('1'))))),
        text: refused(() => (script.text = 'document.title = "taken"')),
        foreign: refused(() => new Worker('https://elsewhere.example/worker.js')),
        style: getComputedStyle(document.querySelector('h1')!).display === 'none' ? 'done' : 'refused',
        sent: await fetch('https://elsewhere.example/').then(
          () => 'done',
          () => 'refused',
        ),
      };
    });
    expect(done).toEqual({
      isTyped: true,
      markup: 'refused',
      code: 'refused',
      text: 'refused',
      foreign: 'refused',
      style: 'refused',
      sent: 'refused',
    });
    await expect(page).toHaveTitle('Playground · Distillery');
  });
});
