/** What stands in addresses, and what is typed: links, drawings, lessons, panels, settings, numbers, lists and sweeps. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Stroke } from '../../../src/data/framing.ts';
import { DEFAULT_CONFIG, type Config } from '../../../src/experiment/config.ts';
import { cellsOf } from '../../../src/experiment/sweep.ts';
import { kindOf, shownSetting } from '../../../src/experiment/settingKinds.ts';
import {
  parseConfig,
  parseSettings,
  readList,
  SETTING_NAMES,
  writeSettings,
} from '../../../src/experiment/settings.ts';
import { nextStep, readNumber, shownNumber } from '../../../src/experiment/typedNumber.ts';
import { drawSeed } from '../../../src/library/classLink.ts';
import { packDrawing, unpackDrawing } from '../../../src/library/drawingLink.ts';
import { EMBEDDED_PANELS, readEmbed, withEmbed } from '../../../src/library/embed.ts';
import { CONTROL_NAMES, readLesson, withLesson } from '../../../src/library/lesson.ts';
import { defaultsOf, versionOf } from '../../../src/library/linkVersions.ts';
import { DEFAULT_LINK, readHash, withoutDrawing, writeHash } from '../../../src/library/permalink.ts';
import { readValues, SWEEPS } from '../../../src/ui/experiments/sweeps.ts';
import { hostileNumber, hostileText } from './hostile.ts';
import { lawful, requireText, target, type Target } from './law.ts';
import { mutatedText, mutatedTree } from './mutations.ts';

const SEVEN: Stroke[] = [
  [
    { x: 0.3, y: 0.25 },
    { x: 0.7, y: 0.25 },
    { x: 0.45, y: 0.8 },
  ],
];
const DRAWN = packDrawing(SEVEN)!;
const LINKS = [
  '#T=4&hidden=128,64&labels=500&show=distilled&v=1',
  '#view=story&step=temperature&display=3.5&probe=7',
  `#convolutions=3x3x8%2Bpool&teacherHidden=&softWeight=0.5&draw=${DRAWN}`,
  '#data=own&seed=7&seeds=3&heldOut=true&control=shuffledLabels&teacherFile=a.onnx-0123456789ab',
];
const coordinate = fc.oneof(fc.double({ min: -1, max: 2, noNaN: true }), hostileNumber);
const strokes = fc.array(fc.array(fc.record({ x: coordinate, y: coordinate }), { maxLength: 30 }), {
  maxLength: 8,
});
const config = mutatedTree([
  () => structuredClone({ ...DEFAULT_CONFIG, hidden: [30], convolutions: ['3x3x8+pool'] }),
]);
const pairs = fc.array(
  fc.oneof(
    fc
      .tuple(fc.constantFrom(...SETTING_NAMES, 'T'), fc.oneof(hostileText, hostileNumber.map(String)))
      .map((pair) => pair.join('=')),
    mutatedText('T=4', 'hidden=300,100', 'convolutions=3x3x8+pool', 'heldOut=true', 'schedule=cosine'),
  ),
  { maxLength: 4 },
);

/** What a link says is said again by the link that is written of it. */
function readLink(hash: string): void {
  const { link, problem } = readHash(hash);
  requireText(problem);
  assert.deepEqual(parseConfig(link.config), link.config);
  assert.deepEqual(readHash(writeHash(link)), { link, problem: null });
  withoutDrawing(hash);
}

function requireOnCanvas(drawing: readonly Stroke[]): void {
  for (const { x, y } of drawing.flat()) assert.ok(x >= -1 && x <= 2 && y >= -1 && y <= 2);
  const again = packDrawing(drawing);
  if (again !== null) assert.ok(unpackDrawing(again).length > 0);
}

/** Whether it has a point that lies anywhere. */
const isSeen = (stroke: Stroke) => stroke.some(({ x, y }) => !Number.isNaN(x) && !Number.isNaN(y));

function packStrokes(drawn: readonly Stroke[]): void {
  const packed = packDrawing(drawn);
  if (packed === null || packed === '') return;
  assert.equal(unpackDrawing(packed).length, drawn.filter(isSeen).length);
  assert.deepEqual(readHash(`#draw=${packed}`).problem, null);
}

function requireSame(whole: Config): void {
  const text = JSON.stringify(whole); // −0 of a file is 0 in a link
  assert.equal(JSON.stringify(parseConfig(DEFAULT_CONFIG, parseSettings(writeSettings(whole)))), text);
  const { link } = readHash(writeHash({ ...DEFAULT_LINK, config: whole }));
  assert.equal(JSON.stringify(link.config), text);
}

const numberFormat = fc.record({
  label: fc.constant('The number'),
  limits: fc.constantFrom({ min: 0, max: 1 }, { min: -1e6, max: 1e6 }, { min: 10, max: 60_000 }),
  isWhole: fc.boolean(),
});
const typedNumber = mutatedText('60,000', '2 000', '2,5', '.001', '1e-3', '1.234.567,8', '−3', "1'000");

function readTyped([typed, format]: readonly [string, Parameters<typeof readNumber>[1]]): void {
  const read = readNumber(typed, format);
  if (read === null) return;
  if ('refusal' in read) return requireText(read.refusal);
  const { value } = read;
  assert.ok(value >= format.limits.min && value <= format.limits.max);
  assert.ok(!format.isWhole || Number.isInteger(value) || !Number.isFinite(value));
  if (!Number.isFinite(value)) return;
  assert.deepEqual(readNumber(shownNumber(value), { ...format, isWhole: false }), { value });
  const next = nextStep(value, 1, 0.5, format.limits);
  assert.ok(next >= Math.min(value, format.limits.max), `after ${value} comes ${next}`);
}

const AXES = Object.values(SWEEPS).flat();
const typedValues = mutatedText('1, 2, 4, 8', '0,25; 0,5', '1 2 4', '16, 32,64', '300+100, 50');

function readSweep([at, typed]: readonly [number, string]): void {
  const { name } = AXES[at % AXES.length]!;
  const { values, problem } = readValues(name, typed);
  requireText(problem);
  if (problem !== null) return assert.deepEqual(values, []);
  assert.equal(cellsOf([{ name, values }]).length, values.length);
}

const LISTS = SETTING_NAMES.filter((name) => kindOf(name).kind === 'list');

function readTypedList([at, typed]: readonly [number, string]): void {
  const name = LISTS[at % LISTS.length]!;
  const read = readList(name, typed);
  if ('refusal' in read) return requireText(read.refusal);
  assert.deepEqual(readList(name, shownSetting(read.value[name])), read);
}

const versions = fc.record({
  changed: fc.array(fc.record({ labels: fc.integer({ min: 10, max: 60_000 }) }, { noNullPrototype: true }), {
    maxLength: 4,
  }),
  version: fc.integer({ min: 1, max: 5 }),
});
const address = { pathname: '/', search: '?seed=own' };

export const LINK_TARGETS: Readonly<Record<string, Target>> = {
  'a link': lawful(mutatedText(...LINKS), readLink),
  'the version of a link': lawful(versions, ({ changed, version }) => {
    const later = Math.min(version, versionOf(changed));
    const first = changed[later - 1]; // what stood there before the next version changed it
    assert.deepEqual(defaultsOf(later, changed), first ?? {});
  }),
  'a drawing in a link': target(mutatedText(DRAWN, 'AgIEBg', `${DRAWN}AAAA`), unpackDrawing, requireOnCanvas),
  'a drawing that becomes a link': lawful(strokes, packStrokes),
  'a lesson': lawful(mutatedText('?lesson=files,labels', '?lesson=&fresh', '?a=1&lesson=probe'), (search) => {
    const { hidden, problem } = readLesson(search);
    requireText(problem);
    for (const name of hidden) assert.ok(CONTROL_NAMES.includes(name));
    const written = new URL(withLesson('http://here/?a=1', [...hidden])).search;
    assert.deepEqual(readLesson(written).hidden, hidden);
  }),
  'an embedded panel': lawful(mutatedText('?embed=softened', '?embed=', '?fresh&embed=probe'), (search) => {
    const asked = readEmbed(search);
    requireText(asked?.problem ?? null);
    const panel = asked?.panel ?? null;
    if (panel === null) return;
    assert.ok(EMBEDDED_PANELS.includes(panel));
    assert.equal(readEmbed(new URL(withEmbed('http://here/', panel)).search)?.panel, panel);
  }),
  'a link for a class': lawful(mutatedText(...LINKS), (hash) => {
    const drawn = drawSeed({ ...address, hash });
    const { link, problem } = readHash(new URL(drawn!.address, 'http://here').hash);
    if (!problem?.startsWith('The link was not read')) assert.equal(link.config.seed, drawn!.seed);
  }),
  'settings as key=value': target(
    pairs,
    (typed) => parseConfig(DEFAULT_CONFIG, parseSettings(typed)),
    requireSame,
  ),
  'a whole config': target(config, (value) => parseConfig(value as Config), requireSame),
  'a typed number': lawful(fc.tuple(typedNumber, numberFormat), readTyped),
  'a typed list': lawful(fc.tuple(fc.nat(9), typedValues), readTypedList),
  'a typed sweep': lawful(fc.tuple(fc.nat(9), typedValues), readSweep),
};
