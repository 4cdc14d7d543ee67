import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NETWORKS } from '../../../src/experiment/arms.ts';
import { configSchema, DEFAULT_CONFIG, LIMITS, type Config } from '../../../src/experiment/config.ts';
import { packDrawing, unpackDrawing } from '../../../src/library/drawingLink.ts';
import { STORY_STEPS } from '../../../src/library/storySteps.ts';
import { DEFAULT_LINK, readHash, ROOMS, writeHash, type Link } from '../../../src/library/permalink.ts';

type Limits = { readonly min: number; readonly max: number };
const real = ({ min, max }: Limits) => fc.double({ min, max, noNaN: true }).map((value) => value + 0);
const whole = ({ min, max }: Limits) => fc.integer({ min, max });

/** Legal values of settings of every kind: whole, real, switch, list, word. */
const VALUES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  seed: whole(LIMITS.seed),
  labels: whole(LIMITS.labels),
  learningRate: real(LIMITS.learningRate),
  temperature: real(LIMITS.temperature),
  softWeight: real(LIMITS.softWeight),
  squareTemperature: fc.boolean(),
  hidden: fc.array(whole(LIMITS.hiddenUnits), { maxLength: LIMITS.numHiddenLayers.max }),
  teacherHidden: fc.array(whole(LIMITS.hiddenUnits), { maxLength: LIMITS.numHiddenLayers.max }),
  teacherConvolutions: fc.subarray(['3x3x16+pool', '5x5x8', '3x3x32+pool']),
  teacherMaxNorm: real(LIMITS.maxNorm),
  data: fc.constantFrom('embedded', 'mnist', 'own'),
  softLoss: fc.constantFrom('probabilities', 'logits', 'decoupled'),
  control: fc.constantFrom('none', 'shuffledLabels', 'randomTeacher', 'permutedNonTargets'),
};
const configs = fc
  .record(VALUES, { requiredKeys: [] })
  .map((change): Config => configSchema.parse({ ...DEFAULT_CONFIG, ...change }));
/** As they come back from a link. */
const drawings = fc
  .array(
    fc.array(fc.record({ x: real({ min: 0, max: 1 }), y: real({ min: 0, max: 1 }) }), { minLength: 1 }),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((strokes) => unpackDrawing(packDrawing(strokes)!));
const links: fc.Arbitrary<Link> = fc
  .record({
    view: fc.constantFrom(...ROOMS),
    step: fc.constantFrom(...STORY_STEPS),
    config: configs,
    displayTemperature: fc.option(real(LIMITS.temperature)),
    shownNetwork: fc.constantFrom(...NETWORKS),
    probe: fc.option(fc.nat(9_999)),
    drawing: fc.option(drawings),
  })
  .map((link) => (link.view === 'story' ? link : { ...link, step: DEFAULT_LINK.step })) // which is of the Story alone
  .map((link) => (link.drawing ? { ...link, probe: null } : link)); // one digit is on display

describe('a link', () => {
  it('is readable, and says only what differs from the default', () => {
    expect(writeHash(DEFAULT_LINK)).toBe('');
    const config: Config = { ...DEFAULT_CONFIG, temperature: 4, hidden: [128, 32], labels: 5000, seed: 7 };
    const link: Link = {
      view: 'story',
      step: 'losses',
      config,
      displayTemperature: 2.5,
      shownNetwork: 'distilled',
      probe: 3730,
      drawing: null,
    };
    expect(writeHash(link)).toBe(
      '#view=story&step=losses&seed=7&labels=5000&hidden=128,32&T=4&display=2.5&show=distilled&probe=3730&v=1',
    );
  });

  it('comes back as it was, whatever is set', () => {
    fc.assert(
      fc.property(links, (link) => {
        expect(readHash(writeHash(link))).toEqual({ link, problem: null });
      }),
    );
  });

  it('to a step of the Story leads there; a step alone names the room too', () => {
    const link = { ...DEFAULT_LINK, view: 'story', step: 'temperature' };
    expect(readHash('#view=story&step=temperature')).toEqual({ link, problem: null });
    expect(readHash('#step=temperature')).toEqual({ link, problem: null });
    expect(readHash('#view=experiments&step=temperature').link.step).toBe('readers');
    expect(readHash('#view=story&step=attic').link).toEqual({ ...DEFAULT_LINK, view: 'story' });
  });

  it('comes back through a percent-encoding messenger', () => {
    const config: Config = { ...DEFAULT_CONFIG, hidden: [64, 32], teacherConvolutions: ['3x3x16+pool'] };
    const hash = writeHash({ ...DEFAULT_LINK, config });
    expect(
      readHash(`#${encodeURIComponent(hash.slice(1)).replaceAll('%3D', '=').replaceAll('%26', '&')}`),
    ).toEqual({
      link: { ...DEFAULT_LINK, config },
      problem: null,
    });
  });

  it('survives any string: what comes out is within its limits', () => {
    const pieces = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'T=',
        'hidden=',
        '&',
        '=',
        '%',
        '%E0%A4',
        '__proto__',
        'constructor=1',
        '#',
        '1e309',
        'null',
      ),
    );
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const { link } = readHash(parts.join(''));
        expect(configSchema.parse(link.config)).toEqual(link.config);
        expect(readHash(writeHash(link))).toEqual({ link, problem: null });
      }),
    );
  });

  it.each([
    ['#T=1e9&labels=500', /temperature: .*20.*got 1000000000\./],
    ['#display=1e9&labels=500', /display: .*20.*got "1e9"/],
    ['#display=&labels=500', /display: expected a number; got ""/],
    ['#__proto__=1&labels=500', /Unknown: "__proto__"; known are T, .*labels.*probe/],
    ['#constructor&labels=500', /Unknown: "constructor"/],
    ['#alpha=1&beta=2&labels=500', /Unknown: "alpha", "beta"; known are/],
    ['#labels=500&labels=700', /labels stands there twice; the first is used/],
    ['#T=8&temperature=2&labels=500', /temperature stands there twice/],
    ['#seed=%E0%A4%A&labels=500', /"seed=%E0%A4%A" has a % that stands for no character/],
    ['#labels=500&seed', /A setting is written key=value; got "seed"/],
    ['#labels=500&probe=-1', /probe: .*got "-1"/],
    ['#labels=500&step=attic', /step: .*readers.*evidence.*got "attic"/],
    ['#labels=500&view=attic', /view: .*playground.*story.*experiments.*got "attic"/],
    ['#labels=500&draw=AQAAAQ', /draw: the drawing is cut off; got "AQAAAQ"/],
    ['#labels=500&draw=<b>', /draw: expected a drawing in base64url; got "<b>"/],
    ['#labels=500&v=0', /v: .*got "0"/],
    ['#labels=500&v=7', /of a newer page \(v=7\) than this one, which knows links up to v=1/],
    ['#labels=500&show=oracle', /show: .*teacher.*got "oracle"/],
  ])('of %s reads what can be read, and says what was received and expected', (hash, message) => {
    const { link, problem } = readHash(hash);
    expect(link).toEqual({ ...DEFAULT_LINK, config: { ...DEFAULT_CONFIG, labels: 500 } });
    expect(problem).toMatch(message);
    expect(problem).toMatch(/^The link was read in part\. .* What could not be read has its default\.$/);
  });

  it('of 100 kB is refused whole, and many mistakes make a short message', () => {
    expect(readHash(`#labels=500&x=${'y'.repeat(100_000)}`)).toEqual({
      link: DEFAULT_LINK,
      problem: 'The link was not read: it has 100013 characters after the #; expected at most 4000.',
    });
    const { problem } = readHash(
      `#${Array.from({ length: 300 }, (_, at) => `k${at}=${at}`).join('&')}&T=${'9'.repeat(900)}`,
    );
    expect(problem!.length).toBeLessThan(1_600);
  });
});
