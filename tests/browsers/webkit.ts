/** WebKitGTK in its MiniBrowser, by WebDriver, on a screen of its own that nobody sees. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Builder, By, Capabilities, Origin, type WebDriver } from 'selenium-webdriver';
import { freePort } from '../support/freePort.ts';
import type { BrowserPage } from './browserPage.ts';

const MINI_BROWSER = ['4.1', '6.0', '4.0']
  .map((version) => `/usr/lib/x86_64-linux-gnu/webkit2gtk-${version}/MiniBrowser`)
  .find((path) => existsSync(path));
const START_MS = 20_000;

export async function openWebkit(): Promise<BrowserPage> {
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const display = await new Promise<string>((resolve) =>
    screen.stdio[3]!.once('data', (number: Buffer) => resolve(`:${number.toString().trim()}`)),
  );
  const port = await freePort();
  const environment = {
    ...{ ...process.env, DISPLAY: display },
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', // its sandbox does not start as root
  };
  const server = spawn('WebKitWebDriver', [`--port=${port}`], { env: environment, stdio: 'ignore' });
  const driver = await connect(port);
  await driver.manage().window().setRect({ width: 1440, height: 1000 });
  await driver.manage().setTimeouts({ script: 300_000 });
  return {
    open: (url) => driver.get(url),
    reload: () => driver.navigate().refresh(),
    evaluate: (run, ...args) => driver.executeScript(run, ...args),
    async drag(path) {
      const actions = driver.actions({ async: true });
      for (const [index, [x, y]] of path.entries()) {
        actions.move({ x: Math.round(x), y: Math.round(y), origin: Origin.VIEWPORT, duration: 10 });
        if (index === 0) actions.press();
      }
      await actions.release().perform();
    },
    upload: async (paths) => driver.findElement(By.css('input[type=file]')).sendKeys(paths.join('\n')),
    async close() {
      await driver.quit();
      await Promise.all([server, screen].map(end));
    },
  };
}

/** The driver takes a moment to listen. */
async function connect(port: number): Promise<WebDriver> {
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: MINI_BROWSER, args: ['--automation'] },
  });
  const untilMs = Date.now() + START_MS;
  for (;;) {
    try {
      return await new Builder()
        .usingServer(`http://127.0.0.1:${port}`)
        .withCapabilities(capabilities)
        .build();
    } catch (error) {
      if (Date.now() > untilMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('close', resolve));
  child.kill();
  await gone;
}
