/** Everything a person can do on the page. */
import type { GivenFile } from '../data/own/namedFile.ts';
import type { Config } from '../experiment/config.ts';
import type { NetworkName } from '../experiment/arms.ts';
import type { Mend, Remark } from '../experiment/events.ts';
import type { NotableDigits } from '../experiment/readings.ts';
import type { BroughtTeacher, Wish } from '../library/models/bringTeacher.ts';
import type { Link, Room } from '../library/permalink.ts';
import type { EngineApi } from '../worker/engineApi.ts';
import type { ExperimentOrder } from '../worker/experimentApi.ts';
import type { StrokeAction } from '../data/strokes.ts';
import type { StoryState, Task } from './story.ts';

export interface Actions {
  /**
   * Starts the engine and makes the digits; resolves when a set is in use. Called once, by main.tsx.
   * @param backend the name asked for in the address, or null for the fastest
   * @param isMounted the state stays as it is until then: a change while React renders makes it begin again, in one piece
   */
  open(backend: string | null, pageUrl: string, isMounted?: Promise<void>): Promise<void>;
  /** Settings act on the next run; another data source is loaded at once. */
  setConfig(change: Partial<Config>): void;
  /** Starts a run with the settings of a preset's first variant, as far as the digits go; data and seeds stay. */
  watchPreset(name: string): void;
  /**
   * Takes a person's own files as the set in use.
   * @param files may be still to be found, as those in a folder are
   * @returns its id; null when they were refused, and those in use stay
   */
  openFiles(files: readonly GivenFile[] | Promise<readonly GivenFile[]>): Promise<string | null>;
  /** Puts the digits in use right, as a remark on them offers. */
  mendDigits(mend: Mend): Promise<void>;
  /** Leaves the digits as they are, whatever was remarked. */
  dismissRemark(remark: Remark): void;
  /** The labelled digits of files, for another use. Rejects with a message for people. */
  readLabelled(files: readonly GivenFile[]): ReturnType<EngineApi['readLabelled']>;
  /** Joins result files of the same run. Rejects with a message for people. */
  poolResults: EngineApi['poolResults'];
  /** A zip of the digits in use. Rejects with a message for people where they are not those asked for. @param setId their id */
  packDigits(setId: string): Promise<File>;
  /** A network from files as it could teach, which changes nothing yet. Rejects with a message for people. */
  readTeacher(files: readonly GivenFile[], wish: Wish): Promise<BroughtTeacher>;
  /** Sets it as the teacher of the next run. */
  useTeacher(brought: BroughtTeacher): void;
  /** What a file of a run holds. Rejects with a message for people. */
  readRunFile: EngineApi['readRunFile'];
  /** More transfer images without labels; the next run uses at least these. Rejects with a message for people. */
  useUnlabelled(images: Uint8Array): Promise<void>;
  /** Gives up loading digits; those in use stay. */
  cancelLoading(): Promise<void>;
  /** Goes to another room of the page; whatever is under way goes on. */
  enterRoom(view: Room): void;
  setDisplayTemperature(temperature: number): void;
  setTemperatureLock(isLocked: boolean): void;
  setShownNetwork(network: NetworkName): void;
  /** Turns the Story's page, or sets what its figures are set to. */
  setStory(change: Partial<Omit<StoryState, 'answers'>>): void;
  /** Keeps what a look at a question or challenge found. */
  notice(task: Task, isSolved: boolean): void;
  /** Sets all that a link says; what was made before stays on display. */
  openLink(link: Link, problem: string | null): void;
  /** Draws on the canvas, or takes strokes away. */
  draw(action: StrokeAction): void;
  /** Whether drawings are framed as MNIST was. */
  setFraming(isFramed: boolean): void;
  /** Shows another test digit of this class, of the set in use; what is shown stays where there is none. */
  pickTestDigit(label: number): void;
  /** Shows any test digit of the set in use. */
  pickRandomDigit(): void;
  /** Shows a test digit of the run on display. */
  pickRecordDigit(index: number): void;
  /** Shows another test digit of the run on display: hardest for its teacher, or most disputed among its students. */
  pickFromRecord(kind: keyof NotableDigits): void;
  /** Starts a run with the present settings. One that they rule out touches nothing, and is said. */
  train(): void;
  /** As train, in place of a run under way. */
  trainAnew(): void;
  pause(): void;
  resume(): void;
  step(): void;
  /** Starts the run on display again, with its own settings: from the same first weights. */
  rewind(): void;
  /** Goes on with the run on display: more seeds of the same settings, joined to those that are there. */
  addSeeds(count: number): void;
  /** Likewise: more replicates, each with labels, order, teacher and first weights drawn anew. */
  addReplicates(count: number): void;
  /** Gives the run up; what it measured stays. */
  cancelRun(): void;
  /** Looks for a run that an earlier visit left unfinished, and offers to go on with it. @returns whether there is one */
  lookForRun(): Promise<boolean>;
  /** Goes on with the run on offer, on its digits and with its settings. */
  goOnWithRun(): void;
  /** Forgets the run on offer. */
  letRunGo(): void;
  /** Keeps where the run stands now, as the page may go in a moment. */
  saveRun(): void;
  /** Runs an experiment on the digits in use, beside the page's own run. @param name under which its state is kept */
  runExperiment(name: string, order: ExperimentOrder): void;
  /** As runExperiment; then T and weight of its best cell, chosen on held-out training digits, are set. */
  findSettings(name: string, order: ExperimentOrder): void;
  /** Sets T and weight as they were before they were found. */
  undoFound(): void;
  /** Gives the experiment up; what is done stays. */
  cancelExperiment(): void;
  /** About how many milliseconds it would take here. Rejects with a message for people. */
  estimateExperiment(order: ExperimentOrder): Promise<number>;
}
