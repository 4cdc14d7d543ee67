/** What the page knows. Run state changes only in applyEvent, settings only in actions, derived values live in selectors. */
import type { Predictor } from '../distillation/ensemble.ts';
import { DIGIT_NAMES, type DrawnDigit } from '../data/drawnDigits.ts';
import type { Backend } from '../engine/backend.ts';
import type { GivenTeacher } from '../engine/givenTeacher.ts';
import { DEFAULT_CONFIG, type Config } from '../experiment/config.ts';
import type { Arm, NetworkName } from '../experiment/arms.ts';
import type { Phase } from '../experiment/checkpoint.ts';
import type { ArmReport, DataSummary, NetworkMetrics } from '../experiment/events.ts';
import type { Readings, Showcase } from '../experiment/readings.ts';
import type { ExperimentResult, RunResult } from '../experiment/results.ts';
import type { LessonControl } from '../library/lesson.ts';
import type { Link } from '../library/permalink.ts';
import type { TestDigit } from '../worker/engineApi.ts';
import type { ExperimentOrder } from '../worker/experimentApi.ts';

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

/** One measure over the seeds of one arm. */
export interface Spread {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

/** What the charts follow of one arm, by epoch. */
export interface ArmPoint {
  // On test digits: shares 0 … 1, or nats.
  readonly accuracy: Spread;
  readonly agreement: Spread;
  readonly nll: Spread;
  readonly meanKl: Spread;
  /** On the transfer set since the last point, mean over the seeds, nats; null before the first step. */
  readonly hardLoss: Spread | null;
  readonly softLoss: Spread | null;
}

/** One point of the live charts. */
export interface CurvePoint {
  readonly epoch: number;
  readonly arms: Readonly<Record<Arm, ArmPoint>>;
}

/** A setting that was changed while the run was under way; the run goes on with its own. */
export interface Mark {
  readonly epoch: number;
  /** e.g. "temperature → 4" */
  readonly text: string;
}

type RunStatus = 'idle' | 'running' | 'paused' | 'finished' | 'cancelled' | 'failed';

export interface RunState {
  readonly runId: number;
  readonly status: RunStatus;
  /** The settings this run was started with; settings changed since act on the next run. */
  readonly config: Config | null;
  readonly data: DataSummary | null;
  readonly phase: Phase;
  readonly step: number;
  readonly numSteps: number;
  readonly epoch: number;
  /** performance.now() when the present phase began, shifted by the time it was paused; for the time left. */
  readonly phaseStartedMs: number;
  readonly pausedAtMs: number | null;
  readonly message: string | null;
  readonly teacher: NetworkMetrics | null;
  readonly teacherLoss: number | null;
  readonly arms: Readonly<Record<Arm, ArmReport>> | null;
  readonly curve: readonly CurvePoint[];
  readonly marks: readonly Mark[];
  /** The curve of the run before this one, to compare with. */
  readonly previousCurve: readonly CurvePoint[];
  /** Test digits on which the curve is measured; null before its first point. */
  readonly numLive: number | null;
  readonly weights: Readonly<Partial<Record<NetworkName, Predictor>>>;
  readonly result: RunResult | null;
  /** Null until the teacher is trained; without students until they are. */
  readonly readings: Readings | null;
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

/** random; hardest for the run's teacher; most disputed among its students. */
export type PickKind = 'random' | keyof Showcase;

export interface Actions {
  /**
   * Starts the engine and makes the digits. Called once, by main.tsx.
   * @param backend the name asked for in the address, or null for the fastest
   * @param isMounted the state stays as it is until then: a change while React renders makes it begin again, in one piece
   */
  open(backend: string | null, pageUrl: string, isMounted?: Promise<void>): Promise<void>;
  /** Settings act on the next run; another data source is loaded at once. */
  setConfig(change: Partial<Config>): void;
  /** Starts a run with the settings of a preset's first variant, as far as the digits go; data and seeds stay. */
  watchPreset(name: string): void;
  /** Trains on a person's own files: IDX or CSV. Those in use stay when they are refused. */
  openFiles(files: readonly File[]): void;
  /** More transfer images without labels; the next run uses at least these. */
  useUnlabelled(images: Uint8Array): void;
  /** Gives up loading digits; those in use stay. */
  cancelLoading(): void;
  setDisplayTemperature(temperature: number): void;
  setTemperatureLock(isLocked: boolean): void;
  setShownNetwork(network: NetworkName): void;
  /** Sets all that a link says; what was made before stays on display. */
  openLink(link: Link, problem: string | null): void;
  /** A drawn and framed digit, or null when the canvas was cleared. */
  setDrawnProbe(image: Uint8Array | null): void;
  /** Shows another test digit of this class. */
  pickTestDigit(label: number): void;
  /** Shows this test digit; one that is not there is named in a message. */
  pickTestDigitAt(index: number): void;
  /** Shows another test digit of this kind. */
  pickTestDigitBy(kind: PickKind): void;
  /** The pixels of test digits, in the order asked for; empty where the engine has none. */
  fetchTestDigits(indices: readonly number[]): Promise<readonly TestDigit[]>;
  train(): void;
  pause(): void;
  resume(): void;
  step(): void;
  rewind(): void;
  /** Runs an experiment on the digits in use, beside the page's own run. @param name under which its state is kept */
  runExperiment(name: string, order: ExperimentOrder): void;
  /** Gives the experiment up; what is done stays. */
  cancelExperiment(): void;
  /** About how many milliseconds it would take here. Rejects with a message for people. */
  estimateExperiment(order: ExperimentOrder): Promise<number>;
  /** Gives the run up; what it measured stays. */
  cancelRun(): void;
}

export const IDLE_RUN: RunState = {
  runId: 0,
  status: 'idle',
  config: null,
  data: null,
  phase: 'teacher',
  step: 0,
  numSteps: 0,
  epoch: 0,
  phaseStartedMs: 0,
  pausedAtMs: null,
  message: null,
  teacher: null,
  teacherLoss: null,
  arms: null,
  curve: [],
  marks: [],
  previousCurve: [],
  numLive: null,
  weights: {},
  result: null,
  readings: null,
};

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
