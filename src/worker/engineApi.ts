/** The boundary between page and engine: questions are awaited calls, news is one proxied callback. */
import type { DigitSplit } from '../data/digitSet.ts';
import type { NamedFile } from '../data/own/namedFile.ts';
import type { Backend } from '../engine/backend.ts';
import type { GivenTeacher } from '../engine/teacher.ts';
import type { Config } from '../experiment/config.ts';
import type { DataChoice, DataSummary, Mend, RunEvent } from '../experiment/events.ts';
import type { PackedCheckpoint } from '../experiment/packedCheckpoint.ts';
import type { Pooled } from '../experiment/pool.ts';
import type { TextFile } from '../experiment/poolFiles.ts';
import type { BroughtTeacher, Wish } from '../library/models/bringTeacher.ts';
import type { OpenedFile } from '../library/runFile.ts';
import type { ExperimentApi, SharedDigits } from './experimentApi.ts';

/** A digit of a test set, for the probe. */
export interface TestDigit {
  /** Of the set that it belongs to. */
  readonly setId: string;
  readonly index: number;
  readonly label: number;
  readonly image: Uint8Array; // [784]
}

/**
 * Everything the engine says unasked. Run events carry the run they belong to, news of digits the load, so that what was
 * superseded cannot speak for what took its place.
 */
export type EngineEvent =
  | {
      readonly type: 'dataProgress';
      readonly load: number;
      readonly done: number;
      readonly total: number;
      readonly what: string;
    }
  | {
      /** The test digits of a load are there: one to show while the rest is made. */
      readonly type: 'firstDigit';
      readonly load: number;
      readonly digit: FirstDigit;
    }
  | { readonly type: 'run'; readonly runId: number; readonly events: readonly RunEvent[] }
  | { readonly type: 'runPaused'; readonly runId: number }
  | {
      /** Where the run stands after all that it has told; before two seconds of work are over, whenever it comes to stand, and when it is asked for. */
      readonly type: 'checkpoint';
      readonly runId: number;
      readonly checkpoint: PackedCheckpoint;
    }
  | { readonly type: 'runFailed'; readonly runId: number; readonly message: string };

/** A test digit of a set that has no id yet. */
export type FirstDigit = Omit<TestDigit, 'setId'>;

export interface TrainOptions {
  /** Id of the digits that the run is meant for; it is refused when others are in use. */
  readonly setId: string;
  /** Stands at the first step. */
  readonly paused: boolean;
  /** The shipped teacher, where the settings ask for it. */
  readonly teacher: GivenTeacher | null;
  /** Of the students; those of the config if left out. */
  readonly seeds?: readonly number[];
  /** Where an earlier run of the same settings stood. */
  readonly checkpoint?: PackedCheckpoint | null;
  /** Whether the run may go on from it on another backend: where the one before broke down again and again. */
  readonly onAnyBackend?: boolean;
}

/** What a load was given up for: another was asked for, or somebody cancelled it. The set in use stays. */
export const SUPERSEDED = 'Superseded.';

export interface EngineApi {
  /**
   * Chooses and warms a backend; resolves when ready. Rejects with a message for people.
   * @param pageUrl the page's address, beside which its data lie
   */
  open(
    requested: string | null,
    pageUrl: string,
    onEvent: (event: EngineEvent) => void | Promise<void>,
  ): Promise<Backend>;
  /**
   * Makes or fetches the digits; gives up any load before it, whose call then rejects with SUPERSEDED. On failure the set in
   * use stays. @param load a number of the caller's, higher than that of any load before
   */
  loadData(load: number, choice: DataChoice): Promise<DataSummary>;
  /** Reads a person's own files. As loadData. */
  loadOwn(load: number, files: readonly NamedFile[]): Promise<DataSummary>;
  /** Puts the digits in use right. As loadData. */
  mend(load: number, mend: Mend): Promise<DataSummary>;
  /** Joins result files of the same run; what cannot be joined is told why not. Much reckoning, and so not the page's. */
  poolResults(files: readonly TextFile[]): Promise<Pooled>;
  /** A run, or an experiment, as the page exports it or the command line writes it. Much reading, and so not the page's. */
  readRunFile(file: NamedFile): Promise<OpenedFile>;
  /** The labelled digits of files, which do not come into use. */
  readLabelled(
    files: readonly NamedFile[],
  ): Promise<DigitSplit & { readonly classNames: readonly string[] | null }>;
  /**
   * A network from files, asked by the digits in use what the files leave open, and measured on them. It teaches when a run is given it.
   */
  bringTeacher(files: readonly NamedFile[], wish: Wish): Promise<BroughtTeacher>;
  /** More transfer images, of any set from now on, of which nobody says what they are; none for an empty array. */
  useUnlabelled(images: Uint8Array): Promise<DataSummary>;
  /** The digits in use, to be handed to other workers. */
  shareDigits(): Promise<SharedDigits>;
  /** Puts digits into use that another worker shared, which were written by this page's own procedure or handed in. */
  takeDigits(digits: SharedDigits): Promise<DataSummary>;
  /** Gives up the loading under way, whose call then rejects with SUPERSEDED. @returns the set in use, which stays */
  cancelLoading(): Promise<DataSummary | null>;
  /** The next test digit with this label after a place, from the beginning after the last. */
  testDigit(label: number, after: number): Promise<TestDigit>;
  testDigitAt(index: number): Promise<TestDigit>;
  /** Starts a run; resolves when it has ended or was stopped. `paused` starts it standing at the students' (or teacher's) first step. */
  train(runId: number, config: Config, options: TrainOptions): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** One optimiser step, then a report; the run stays paused. */
  step(): Promise<void>;
  stop(): Promise<void>;
  /** Asks for a checkpoint, which is told at once while paused, else after the step under way. Resolves then, or when the run ends first. */
  checkpoint(): Promise<void>;
}

/** All that one worker offers: the page's own runs, and shards of experiments. */
export type WorkerApi = EngineApi & ExperimentApi;
