/** Everything a person can do on the page. */
import type { Config } from '../experiment/config.ts';
import type { NetworkName } from '../experiment/arms.ts';
import type { Showcase } from '../experiment/readings.ts';
import type { Link } from '../library/permalink.ts';
import type { TestDigit } from '../worker/engineApi.ts';
import type { ExperimentOrder } from '../worker/experimentApi.ts';

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
