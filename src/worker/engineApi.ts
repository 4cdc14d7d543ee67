/** The boundary between page and engine: questions are awaited calls, news is one proxied callback. */
import type { NamedFile } from '../data/ownFiles.ts';
import type { RunCheckpoint } from '../experiment/checkpoint.ts';
import type { GivenTeacher } from '../engine/givenTeacher.ts';
import type { Config } from '../experiment/config.ts';
import type { Backend } from '../engine/backend.ts';
import type { DataSummary, RunEvent } from '../experiment/events.ts';
import type { ExperimentApi, SharedDigits } from './experimentApi.ts';

/** A digit of the test set, for the probe. */
export interface TestDigit {
  readonly index: number;
  readonly label: number;
  readonly image: Uint8Array; // [784]
}

/** Everything the engine says unasked. Run events carry the run they belong to, so that a stopped run cannot speak for the next. */
export type EngineEvent =
  | { readonly type: 'dataProgress'; readonly done: number; readonly total: number; readonly what: string }
  | { readonly type: 'probe'; readonly digit: TestDigit }
  | { readonly type: 'run'; readonly runId: number; readonly events: readonly RunEvent[] }
  | { readonly type: 'runPaused'; readonly runId: number }
  | { readonly type: 'runFailed'; readonly runId: number; readonly message: string };

/** Which digits. */
export type DataChoice = Pick<Config, 'data' | 'sloppiness'>;

export interface TrainOptions {
  /** Stands at the first step. */
  readonly paused: boolean;
  /** The shipped teacher, where the settings ask for it. */
  readonly teacher: GivenTeacher | null;
  /** Where an earlier run of the same settings stood. */
  readonly checkpoint?: RunCheckpoint | null;
}

export interface EngineApi {
  /**
   * Chooses and warms a backend; resolves when ready. Rejects with a message for people.
   * @param pageUrl the page's address, beside which its data lie
   */
  open(requested: string | null, pageUrl: string, onEvent: (event: EngineEvent) => void): Promise<Backend>;
  /** Makes or fetches the digits. On failure the set in use stays. Sends a `probe` event as soon as the test digits are there. */
  loadData(choice: DataChoice): Promise<DataSummary>;
  /** Reads a person's own files. On failure the set in use stays. Sends a `probe` event. */
  loadOwn(files: readonly NamedFile[]): Promise<DataSummary>;
  /** More transfer images, of any set from now on, of which nobody says what they are; none for an empty array. */
  useUnlabelled(images: Uint8Array): Promise<DataSummary>;
  /** The digits in use, to be handed to other workers. */
  shareDigits(): Promise<SharedDigits>;
  /** Gives up the loading under way, whose call then rejects; the set in use stays. */
  cancelLoading(): Promise<void>;
  /** The n-th (modulo count) test digit with this label. */
  testDigit(label: number, nth: number): Promise<TestDigit>;
  /** The test digits of these numbers. */
  testDigits(indices: readonly number[]): Promise<TestDigit[]>;
  /** Starts a run; resolves when it has ended or was stopped. `paused` starts it standing at the students' (or teacher's) first step. */
  train(runId: number, config: Config, options: TrainOptions): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** One optimiser step, then a report; the run stays paused. */
  step(): Promise<void>;
  stop(): Promise<void>;
  /** Where the run stands after its next step; null when none is under way or it ends first. */
  checkpoint(): Promise<RunCheckpoint | null>;
  /** Milliseconds of one step of the teacher that these settings ask for, warm, on this backend. */
  timeTeacherStep(config: Config): Promise<number>;
}

/** All that one worker offers: the page's own runs, and shares of experiments. */
export type WorkerApi = EngineApi & ExperimentApi;
