/** What the page knows. Run state changes only in applyEvent, settings only by actions, derived values live in selectors. */
import { DIGIT_NAMES, type DrawnDigit } from '../data/drawnDigits.ts';
import type { Stroke } from '../data/framing.ts';
import type { Backend } from '../engine/backend.ts';
import type { GivenTeacher } from '../engine/teacher.ts';
import { DEFAULT_CONFIG, type Config } from '../experiment/config.ts';
import type { NetworkName } from '../experiment/arms.ts';
import type { DataSummary, Remark } from '../experiment/events.ts';
import type { ExperimentResult } from '../experiment/results.ts';
import type { BroughtTeacher } from '../library/models/bringTeacher.ts';
import type { LessonControl } from '../library/lesson.ts';
import { DEFAULT_LINK, type Room } from '../library/permalink.ts';
import type { FirstDigit } from '../worker/engineApi.ts';
import type { ExperimentOrder } from '../worker/experimentApi.ts';
import { EMPTY_LIBRARY, type LibraryState } from './libraryState.ts';
import type { Offer } from './runKeeping.ts';
import { IDLE_RUN, type RunState } from './runState.ts';
import { STORY_BEGIN, type StoryState } from './story.ts';

export type EngineState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly backend: Backend }
  | { readonly status: 'failed'; readonly message: string };

/** A set can be in use while another one loads. */
export interface DataState {
  /** The digits in use; null before any are there. */
  readonly summary: DataSummary | null;
  /** What is being loaded; null when nothing is. */
  readonly loading: {
    readonly load: number;
    readonly progress: { readonly done: number; readonly total: number; readonly what: string } | null;
  } | null;
  /** Why the asked-for set is not the one in use. */
  readonly message: string | null;
  /** What a person should know of the set in use. */
  readonly note: string | null;
  /** What was seen in digits that a person brought, until it is mended or sent away. */
  readonly remarks: readonly Remark[];
  /** Transfer images without labels that a person gave to it. */
  readonly numHanded: number;
}

/** The teacher that ships with the page. */
type ShippedState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly teacher: GivenTeacher }
  | { readonly status: 'failed'; readonly message: string };

/** The digit on display. Its image and what networks read in it are derived. */
export type Probe =
  | {
      readonly source: 'test';
      /** With the id of its set; null while that set is still being loaded. */
      readonly digit: (FirstDigit & { readonly setId: string | null }) | null;
      /** Whether a person or a link chose it: such a one belongs into the link. */
      readonly isPicked: boolean;
      /** Number of the test digit that a link wants and that is still to come. */
      readonly wanted: number | null;
    }
  | {
      readonly source: 'drawn';
      readonly strokes: readonly Stroke[];
      /** Whether the next stroke begins a new drawing. */
      readonly isSealed: boolean;
    };

/** The set that a person draws on the page. */
interface DrawnState {
  readonly digits: readonly DrawnDigit[];
  /** Id of the set as it was last trained on; null before. */
  readonly setId: string | null;
  /** What its ten classes are called. */
  readonly classNames: readonly string[];
  /** What was done, or why something could not be done or kept. */
  readonly message: string | null;
  /** Whether a person draws what the page asks for: until they stop, nobody sees what networks read. */
  readonly isAsking: boolean;
  /** What was on the canvas when the asking was put aside; it comes back with it. */
  readonly unfinished: readonly Stroke[];
}

/** An experiment of several runs, as the page knows it. */
export interface ExperimentState {
  readonly status: 'running' | 'finished' | 'cancelled' | 'failed';
  readonly order: ExperimentOrder;
  /** performance.now() when it began. */
  readonly startedMs: number;
  /** Done of all of it, 0 … 1. */
  readonly share: number;
  /** Variants under way. */
  readonly labels: readonly string[];
  /** What is done so far; null before anything is. */
  readonly result: ExperimentResult | null;
  /** Mean test accuracy of the distilled students by epoch, by variant. */
  readonly curves: Readonly<Record<string, readonly { readonly epoch: number; readonly accuracy: number }[]>>;
  /** Why it ended early. */
  readonly message: string | null;
}

/** What can be found by a small sweep. */
type FoundSettings = Pick<Config, 'temperature' | 'softWeight'>;

export interface State {
  /** The room that one is in. */
  readonly view: Room;
  readonly engine: EngineState;
  readonly data: DataState;
  readonly config: Config;
  /** The temperature on display; training has its own in config. */
  readonly displayTemperature: number;
  /** Whether the training temperature follows the one on display, and the other way round. */
  readonly isTemperatureLocked: boolean;
  readonly probe: Probe;
  /** Whether drawings are framed as MNIST was. */
  readonly isFramed: boolean;
  readonly shipped: ShippedState;
  /** The network that a person brought last to teach; null for none. */
  readonly brought: BroughtTeacher | null;
  /** Whose probabilities the chart shows. */
  readonly shownNetwork: NetworkName;
  /** What could not be read of the link that was opened last. */
  readonly linkProblem: string | null;
  /** What the lesson in the address hides. */
  readonly hidden: ReadonlySet<LessonControl>;
  readonly lessonProblem: string | null;
  /** The seed that a link for a class drew for this person; null where it drew none. */
  readonly drawnSeed: number | null;
  readonly run: RunState;
  /** A run that an earlier visit left unfinished. */
  readonly offer: Offer | null;
  /** Why a run that was asked for was not begun; whatever is under way goes on. */
  readonly refusal: string | null;
  /** Why something that was asked for could not be done. */
  readonly notice: string | null;
  /** Whether a newer version of the page waits for a reload. */
  readonly hasNewerPage: boolean;
  /** How often the page put its own settings right: Back does not lead into what could not be had. */
  readonly numCorrections: number;
  /** What people call the ten classes of their own sets, by the id of the set. */
  readonly classNames: Readonly<Record<string, readonly string[]>>;
  readonly drawn: DrawnState;
  /** By the name of the preset, or "sweep". */
  readonly experiments: Readonly<Record<string, ExperimentState>>;
  /** T and weight were found by held-out digits and are set: what was set before, null where it was the same; null while nothing was found. */
  readonly foundSettings: { readonly before: FoundSettings | null } | null;
  /** The one that is running; one at a time. */
  readonly currentExperiment: string | null;
  readonly library: LibraryState;
  readonly story: StoryState;
}

export const INITIAL_STATE: State = {
  view: DEFAULT_LINK.view,
  engine: { status: 'loading' },
  data: { summary: null, loading: null, message: null, note: null, remarks: [], numHanded: 0 },
  config: DEFAULT_CONFIG,
  displayTemperature: DEFAULT_CONFIG.temperature,
  isTemperatureLocked: true,
  probe: { source: 'test', digit: null, isPicked: false, wanted: null },
  isFramed: true,
  shipped: { status: 'loading' },
  brought: null,
  shownNetwork: 'teacher',
  linkProblem: null,
  hidden: new Set(),
  lessonProblem: null,
  drawnSeed: null,
  run: IDLE_RUN,
  offer: null,
  refusal: null,
  notice: null,
  hasNewerPage: false,
  numCorrections: 0,
  classNames: {},
  drawn: {
    digits: [],
    setId: null,
    classNames: DIGIT_NAMES,
    message: null,
    isAsking: false,
    unfinished: [],
  },
  experiments: {},
  foundSettings: null,
  currentExperiment: null,
  library: EMPTY_LIBRARY,
  story: STORY_BEGIN,
};
