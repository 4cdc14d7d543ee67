/** The built page in Chromium, Firefox and WebKit: it trains to Node's numbers, is drawn on, goes on after a reload, and hands over files. */
import { writeFile } from 'node:fs/promises';
import { preview, type PreviewServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeImages, encodeLabels } from '../../src/data/idx.ts';
import { penmanship } from '../../src/data/penmanship/penmanship.ts';
import type { RunResult } from '../../src/experiment/results.ts';
import { experiment, settings, temporaryFolder } from '../support/commandLine.ts';
import { SEVEN } from '../support/pageObject.ts';
import type { BrowserPage } from './browserPage.ts';
import { KINDS } from './kinds.ts';
import { strangePage, type StrangePage } from './strangePage.ts';

/** Over in a second or two. */
const TINY = ['seeds=2', 'epochs=3', 'teacherEpochs=1', 'labels=300', 'hidden=16', 'teacherHidden=32'];
const DEFAULT: readonly string[] = [];

const { path, readJson } = temporaryFolder();
let server: PreviewServer;
let url = '';

beforeAll(async () => {
  server = await preview({ logLevel: 'silent', preview: { port: 0, host: 'localhost' } });
  url = server.resolvedUrls!.local[0]!;
});
afterAll(() => server.close());

type Numbers = readonly (readonly [accuracy: readonly number[], nll: readonly number[]])[];
const numbersIn = ({ arms }: Pick<RunResult, 'arms'>): Numbers =>
  arms.map(({ accuracy, nll }) => [accuracy, nll]);

const found = new Map<readonly string[], Numbers>();

/** By the same engine on the command line, once for all browsers. */
async function numbersOfNode(pairs: readonly string[]): Promise<Numbers> {
  if (!found.has(pairs)) {
    const { code, err } = await experiment(['default', ...settings(...pairs), '--json', path('node.json')]);
    expect([code, err], 'the command line').toEqual([0, expect.any(String)]);
    found.set(pairs, numbersIn(await readJson<RunResult>('node.json')));
  }
  return found.get(pairs)!;
}

async function numbersOn(at: StrangePage): Promise<Numbers> {
  const { bytes } = await at.saved('Download results');
  return numbersIn(JSON.parse(new TextDecoder().decode(bytes)) as RunResult);
}

describe.each(KINDS)('in $name', ({ name, missing, open }) => {
  let page: BrowserPage;
  let at: StrangePage;
  const isSkipped = missing !== null && !process.env['EVERY_BROWSER'];
  if (isSkipped) console.log(`${name} is not tried, because it is not here: ${missing}.`);
  beforeAll(async () => {
    if (missing) throw new Error(`${name} is wanted by EVERY_BROWSER, but it is not here: ${missing}.`);
    page = await open();
    at = strangePage(page);
  });
  afterAll(() => (page as BrowserPage | undefined)?.close());

  it.skipIf(isSkipped)(
    'a link trains by itself on the page’s own kernels, to the numbers that Node finds',
    async () => {
      await page.open(`${url}#${TINY.join('&')}`);
      await at.untilDone();
      expect(await at.status('Backend')).toContain('wasm SIMD');
      expect(await at.alerts()).toEqual([]);
      expect(await numbersOn(at)).toEqual(await numbersOfNode(TINY));
    },
  );

  it.skipIf(isSkipped)('charts are handed over as PNG, SVG and CSV', async () => {
    const png = await at.saved('Save picture: ');
    expect(png.fileName).toMatch(/\.png$/);
    const words = new DataView(png.bytes.buffer);
    expect([words.getUint32(0), words.getUint32(4)]).toEqual([0x89504e47, 0x0d0a1a0a]);
    expect(words.getUint32(16)).toBeGreaterThan(600); // wide
    expect(png.bytes.length).toBeGreaterThan(10_000); // and not empty
    const svg = new TextDecoder().decode((await at.saved('Save drawing: ')).bytes);
    expect(svg).toMatch(/^<svg [^>]*width="\d+"/);
    const csv = new TextDecoder().decode((await at.saved('Save numbers: ')).bytes);
    expect(csv.trim().split('\n').length).toBeGreaterThan(5);
  });

  it.skipIf(isSkipped)('what is drawn by the pointer is read', async () => {
    await at.press('Clear');
    await at.draw(SEVEN);
    await expect.poll(() => at.prediction(), { timeout: 10_000 }).toMatch(/^Shipped\s*7/);
  });

  it.skipIf(isSkipped)(
    'a newcomer’s run begins by itself, goes on when its page is loaded again, and ends with the numbers of an undisturbed one',
    async () => {
      await page.open('about:blank');
      await page.open(url);
      await at.hasText('Run', /Students, step [1-9]\d{2}/);
      await page.reload();
      await at.hasText('Unfinished run', /./);
      await at.press('Go on');
      await at.untilDone();
      expect(await numbersOn(at)).toEqual(await numbersOfNode(DEFAULT));
    },
  );

  it.skipIf(isSkipped)('digits come from IDX files', async () => {
    const { train } = await penmanship({ seed: 3, sloppiness: 'calm', numTrain: 600, numTest: 1 });
    const files = [path('train-images-idx3-ubyte'), path('train-labels-idx1-ubyte')];
    await writeFile(files[0]!, encodeImages(train.images));
    await writeFile(files[1]!, encodeLabels(train.labels));
    await page.open('about:blank');
    await page.open(`${url}?autostart=0`);
    await at.hasText('Data', /Penmanship/);
    await page.upload(files);
    await at.hasText('Data', /500 \+ 100/);
  });
});
