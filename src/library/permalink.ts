/** What a link says: every setting that differs from its default, readable, e.g. "#T=4&hidden=128&show=distilled". */
import { z } from 'zod';
import type { Stroke } from '../data/framing.ts';
import { messageOf } from '../experiment/messageOf.ts';
import { NETWORKS, type NetworkName } from '../experiment/arms.ts';
import { DEFAULT_CONFIG, LIMITS, type Config } from '../experiment/config.ts';
import {
  parseConfig,
  parseSettings,
  settingNamed,
  SETTING_NAMES,
  SettingsError,
  writeSettings,
} from '../experiment/settings.ts';
import { packDrawing, unpackDrawing } from './drawingLink.ts';
import { defaultsOf, LINK_VERSION } from './linkVersions.ts';
import { STORY_STEPS, type StoryStep } from './storySteps.ts';

/** Views of the one page; a run goes on while one changes them. */
export const ROOMS = ['playground', 'story', 'experiments'] as const;
export type Room = (typeof ROOMS)[number];

/** All that a link can carry. */
export interface Link {
  readonly view: Room;
  /** Of the Story; in another room it is where one left it. */
  readonly step: StoryStep;
  readonly config: Config;
  /** Null where it follows the training temperature. */
  readonly displayTemperature: number | null;
  readonly shownNetwork: NetworkName;
  /** Number of a test digit; null for the first one shown, or a drawing. */
  readonly probe: number | null;
  /** What is drawn, as exactly as a link can carry it; null for a test digit. */
  readonly drawing: readonly Stroke[] | null;
}

export const DEFAULT_LINK: Link = {
  view: 'playground',
  step: STORY_STEPS[0],
  config: DEFAULT_CONFIG,
  displayTemperature: null,
  shownNetwork: 'teacher',
  probe: null,
  drawing: null,
};

/** Far more than all settings together take. */
const MAX_CHARACTERS = 4_000;
const MAX_PROBLEMS = 4;
const MAX_PROBLEM_CHARACTERS = 300;

const number = z
  .string()
  .regex(/^\s*[-+.\deE]+\s*$/, 'expected a number')
  .transform(Number);

/** What a link says besides the settings of the run. */
const pageSchema = z.strictObject({
  view: z.enum(ROOMS),
  step: z.enum(STORY_STEPS),
  display: number.pipe(z.number().min(LIMITS.temperature.min).max(LIMITS.temperature.max)),
  show: z.enum(NETWORKS),
  probe: number.pipe(z.number().int().min(0)),
  draw: z.string().transform((packed, { addIssue }) => {
    try {
      return canonical(unpackDrawing(packed));
    } catch (error) {
      addIssue(messageOf(error));
      return z.NEVER;
    }
  }),
  v: number.pipe(z.number().int().min(1)),
});
type PagePart = Partial<z.infer<typeof pageSchema>>;
type PageKey = keyof PagePart;
const PAGE_KEYS = pageSchema.keyof().options;
const KNOWN = `T, ${[...SETTING_NAMES, ...PAGE_KEYS].join(', ')}`;

/** As it comes back from a link. */
const canonical = (strokes: readonly Stroke[]) => unpackDrawing(packDrawing(strokes) ?? '');

/** @returns "" when nothing differs from the default */
export function writeHash(link: Link): string {
  const { view, step, config, displayTemperature, shownNetwork, probe, drawing } = link;
  const drawn = drawing && packDrawing(drawing);
  const pairs = [
    ...(view === DEFAULT_LINK.view ? [] : [`view=${view}`]),
    ...(view !== 'story' || step === DEFAULT_LINK.step ? [] : [`step=${step}`]),
    ...writeSettings(config),
    ...(displayTemperature === null ? [] : [`display=${displayTemperature}`]),
    ...(shownNetwork === DEFAULT_LINK.shownNetwork ? [] : [`show=${shownNetwork}`]),
    ...(probe === null ? [] : [`probe=${probe}`]),
    ...(drawn === null ? [] : [`${DRAWING}=${drawn}`]),
  ];
  return pairs.length === 0 ? '' : `#${[...pairs, `v=${LINK_VERSION}`].join('&')}`;
}

const DRAWING = 'draw';

/** The same address, or the same hash, without what is drawn. */
export const withoutDrawing = (address: string) =>
  address.replace(new RegExp(`([#&])${DRAWING}=[^&]*(&|$)`), (_, before: string, after: string) =>
    before === '#' && after === '' ? '' : after === '' ? '' : before,
  );

interface ReadLink {
  readonly link: Link;
  /** What could not be read, what was received and what was expected; null when all was read. */
  readonly problem: string | null;
}

/** Reads what can be read, from any string; the rest has its default. */
export function readHash(hash: string): ReadLink {
  const text = hash.replace(/^#/, '');
  if (text.length > MAX_CHARACTERS)
    return {
      link: DEFAULT_LINK,
      problem: `The link was not read: it has ${text.length} characters after the #; expected at most ${MAX_CHARACTERS}.`,
    };
  const settings: Partial<Config>[] = [];
  const page: PagePart = {};
  const seen = new Set<string>();
  const unknown = new Set<string>();
  const problems: string[] = [];
  for (const written of text.split('&').filter((pair) => pair !== '')) {
    try {
      const pair = decoded(written);
      const typed = pair.split('=', 1)[0]!;
      const pageKey = PAGE_KEYS.find((key) => key === typed);
      const name = pageKey ?? settingNamed(typed);
      if (name === null) unknown.add(`"${typed.slice(0, 40)}"`);
      else if (seen.has(name)) problems.push(`${typed} stands there twice; the first is used.`);
      else if (pageKey) Object.assign(page, readPagePair(pageKey, pair.slice(typed.length + 1)));
      else settings.push(parseSettings([pair]));
      if (name !== null) seen.add(name);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      problems.push(clip(error.message));
    }
  }
  const version = page.v ?? 1; // as links were before they named it
  const view = page.view ?? (page.step ? 'story' : DEFAULT_LINK.view);
  const link: Link = {
    view,
    step: (view === 'story' && page.step) || DEFAULT_LINK.step,
    config: parseConfig(defaultsOf(Math.min(version, LINK_VERSION)), ...settings),
    displayTemperature: page.display ?? DEFAULT_LINK.displayTemperature,
    shownNetwork: page.show ?? DEFAULT_LINK.shownNetwork,
    probe: page.draw ? null : (page.probe ?? DEFAULT_LINK.probe), // one digit is on display
    drawing: page.draw ?? DEFAULT_LINK.drawing,
  };
  if (version > LINK_VERSION)
    problems.push(
      `It is of a newer page (v=${version}) than this one, which knows links up to v=${LINK_VERSION}: reload the page, or what it says may mean something else here.`,
    );
  if (unknown.size > 0)
    problems.push(`Unknown: ${[...unknown].slice(0, MAX_PROBLEMS).join(', ')}; known are ${KNOWN}.`);
  return { link, problem: problems.length === 0 ? null : inWords(problems) };
}

/** @throws SettingsError */
function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    throw new SettingsError(`"${written}" has a % that stands for no character; expected name=value.`);
  }
}

/** @throws SettingsError */
function readPagePair(key: PageKey, value: string): PagePart {
  const read = pageSchema.shape[key].safeParse(value);
  if (read.success) return { [key]: read.data };
  throw new SettingsError(`${key}: ${read.error.issues[0]!.message}; got ${JSON.stringify(value)}.`);
}

const clip = (text: string) =>
  text.length > MAX_PROBLEM_CHARACTERS ? `${text.slice(0, MAX_PROBLEM_CHARACTERS)} …` : text;

function inWords(problems: readonly string[]): string {
  const more = problems.length - MAX_PROBLEMS;
  return [
    'The link was read in part.',
    ...new Set(problems.slice(0, MAX_PROBLEMS)),
    ...(more > 0 ? [`And ${more} more.`] : []),
    'What could not be read has its default.',
  ].join(' ');
}
