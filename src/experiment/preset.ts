/** What an experiment is: a claim from the literature, where it was made, and the runs that try it. */
import type { NetworkName } from './arms.ts';
import type { Expectation } from './claim.ts';
import type { Config } from './config.ts';

/**
 * What is read off the results.
 * gain: distilled against standalone. accuracy, errors: of both arms. agreement: of both arms with the teacher.
 * unseen: digits that the transfer set lacked. problem: why a run was refused.
 */
export type Measure = 'gain' | 'accuracy' | 'errors' | 'agreement' | 'unseen' | 'problem';

/** Who read the test digits; shifted: the distilled student once the biases of unseen digits were moved. */
export type Reader = NetworkName | 'shifted';

/** What the source counted, in shares of its test digits. */
interface SourceWrong {
  readonly reader: Reader;
  readonly wrong: number;
  /** Of these, on digits that the transfer set lacked. */
  readonly wrongUnseen?: number;
}

/** One run of an experiment. */
export interface Variant {
  /** For a table or a chart, e.g. "T = 8". Tells it from its siblings. */
  readonly label: string;
  /** What differs from the config of the preset. */
  readonly config: Partial<Config>;
  /** Label of an earlier variant whose distilled student of the first seed is the teacher here (teacher: student). */
  readonly taughtBy?: string;
}

/** A setting that is swept. */
export interface SweepAxis {
  readonly name: keyof Config;
  /** As typed. */
  readonly values: readonly string[];
}

export interface Preset {
  /** For the command line, links and files. */
  readonly name: string;
  /** For people: a few words. */
  readonly title: string;
  /** One sentence. */
  readonly claim: string;
  readonly source: string;
  /** What was found there. */
  readonly sourceNumber: string;
  /** The same as shares, where what is measured here counts the same; of the first variant. */
  readonly sourceWrong?: readonly SourceWrong[];
  /** What the claim comes to in numbers; at least one. */
  readonly expects: readonly Expectation[];
  readonly measures: readonly Measure[];
  /** What a reader of the result should know, e.g. which teacher and why. */
  readonly remark?: string;
  /** On one core with three seeds on MNIST, reckoned from timed steps (engine/timeSteps.ts). */
  readonly minutes: number;
  /** Digits that it wants; it can be tried on others. */
  readonly data: 'embedded' | 'mnist';
  /** Shared by all variants: what differs from the default settings. */
  readonly config: Partial<Config>;
  /** At least one. */
  readonly variants: readonly Variant[];
}

/** One variant per value of a setting. @param label of a value, "labels = 500" if left out */
export function varying<Name extends keyof Config>(
  name: Name,
  values: readonly Config[Name][],
  label: (value: Config[Name]) => string = (value) => `${name} = ${String(value)}`,
): Variant[] {
  return values.map((value) => ({ label: label(value), config: { [name]: value } }));
}

/** One variant per temperature. */
export function temperatures(...values: readonly number[]): Variant[] {
  return varying('temperature', values, (value) => `T = ${value}`);
}

/** Every variant of one list with every one of another; who taught one of the outer list is crossed too. */
export function crossed(outer: readonly Variant[], inner: readonly Variant[]): Variant[] {
  return outer.flatMap((one) =>
    inner.map((other) => ({
      ...one,
      label: `${one.label}, ${other.label}`,
      config: { ...one.config, ...other.config },
      ...(one.taughtBy !== undefined && { taughtBy: `${one.taughtBy}, ${other.label}` }),
    })),
  );
}
