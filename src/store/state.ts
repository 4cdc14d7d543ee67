/** What the page knows. Run state changes only in applyEvent, settings only by actions, derived values live in selectors. */
import { DIGIT_NAMES, type DrawnDigit } from '../data/drawnDigits.ts';
import type { Backend } from '../engine/backend.ts';
import type { GivenTeacher } from '../engine/teacher.ts';
import { DEFAULT_CONFIG, type Config } from '../experiment/config.ts';
import type { NetworkName } from '../experiment/arms.ts';
import type { DataSummary } from '../experiment/events.ts';
import type { ExperimentResult } from '../experiment/results.ts';
import type { LessonControl } from '../library/lesson.ts';
import type { ExperimentOrder } from '../worker/experimentApi.ts';
import { IDLE_RUN, type RunState } from './runState.ts';

export type EngineState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly backend: Backend }
  | { readonly status: 'failed'; readonly message: string };

export interface DataState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly progress: { readonly done: number; readonly total: number; readonly what: string } | null;
  readonly summary: DataSummary | null;
  /** Why the asked-for set is not the one in use. */
  readonly message: string | null;
}

/** The teacher that ships with the page. */
type ShippedState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly teacher: GivenTeacher }
  | { readonly status: 'failed'; readonly message: string };

/** The digit on display: its 28×28 as the networks see it, or null for an empty canvas. */
interface Probe {
  readonly source: 'test' | 'drawn';
  readonly image: Uint8Array | null; // [784]
  readonly label: number | null; // null for a drawn digit
  /** Test digit number, for the caption. */
  readonly index: number | null;
  /** Whether a person or a link chose it: such a one belongs into the link. One of a link waits for the digits. */
  readonly isPicked: boolean;
}

/** The set that a person draws on the page. */
interface DrawnState {
  readonly digits: readonly DrawnDigit[];
  /** Of a person's own set, drawn or from files: what its ten classes are called. */
  readonly classNames: readonly string[];
  /** What was done, or why something could not be done or kept. */
  readonly message: string | null;
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

export interface State {
  readonly engine: EngineState;
  readonly data: DataState;
  readonly config: Config;
  /** The temperature on display; training has its own in config. */
  readonly displayTemperature: number;
  /** Whether the training temperature follows the one on display, and the other way round. */
  readonly isTemperatureLocked: boolean;
  readonly probe: Probe;
  readonly shipped: ShippedState;
  /** Whose probabilities the chart shows. */
  readonly shownNetwork: NetworkName;
  /** What could not be read of the link that was opened last. */
  readonly linkProblem: string | null;
  /** What the lesson in the address hides. */
  readonly hidden: ReadonlySet<LessonControl>;
  readonly lessonProblem: string | null;
  readonly run: RunState;
  readonly drawn: DrawnState;
  /** By the name of the preset, or "sweep". */
  readonly experiments: Readonly<Record<string, ExperimentState>>;
  /** The one that is running; one at a time. */
  readonly presentExperiment: string | null;
}

export const INITIAL_STATE: State = {
  engine: { status: 'loading' },
  data: { status: 'loading', progress: null, summary: null, message: null },
  config: DEFAULT_CONFIG,
  displayTemperature: DEFAULT_CONFIG.temperature,
  isTemperatureLocked: true,
  probe: { source: 'test', image: null, label: null, index: null, isPicked: false },
  shipped: { status: 'loading' },
  shownNetwork: 'teacher',
  linkProblem: null,
  hidden: new Set(),
  lessonProblem: null,
  run: IDLE_RUN,
  drawn: { digits: [], classNames: DIGIT_NAMES, message: null },
  experiments: {},
  presentExperiment: null,
};
