/** What put the digits in use into a worker, so that another one can have the same: handed over where they take long to make, else made again. */
import type { DataChoice, DataSummary } from '../experiment/events.ts';
import type { WorkerApi } from './engineApi.ts';
import type { SharedDigits } from './experimentApi.ts';

type Owner = { readonly api: WorkerApi };
/** Asks a worker for what another was asked for. */
export type Call<Own extends Owner> = (own: Own) => Promise<unknown>;

interface Load<Own extends Owner> {
  readonly name: string;
  readonly call: Call<Own>;
}

export interface DigitsInUse<Own extends Owner> {
  /** A call was answered, which may have put digits into use. */
  note(name: string, args: readonly unknown[], call: Call<Own>, answer: unknown, own: Own): void;
  /** @throws Error for people where they cannot be had as they were */
  putInto(own: Own): Promise<void>;
}

/** What puts digits into use. */
const LOADS: readonly string[] = ['loadData', 'loadOwn', 'mend', 'useUnlabelled'];

export function createDigitsInUse<Own extends Owner>(): DigitsInUse<Own> {
  /** In order. */
  let loads: readonly Load<Own>[] = [];
  let setId: string | null = null;
  /** What the first load gave; null where that is had again sooner than it is copied. */
  let kept: SharedDigits | null = null;

  return {
    note(name, args, call, answer, own) {
      if (!LOADS.includes(name)) return;
      const isAnew = name === 'loadData' || name === 'loadOwn';
      const others = loads.filter((each) =>
        isAnew ? each.name === 'useUnlabelled' : each.name !== name || name === 'mend',
      );
      const load = { name, call };
      loads = isAnew ? [load, ...others] : [...others, load];
      setId = idOf(answer);
      if (!isAnew) return;
      kept = null;
      if (!isWritten(name, args) || others.length > 0) return;
      own.api.shareDigits().then(
        (digits) => {
          if (loads[0] === load && digits.id === idOf(answer)) kept = digits;
        },
        () => undefined, // they are made again, then
      );
    },
    async putInto(own) {
      const [first, ...later] = loads;
      if (!first) return;
      let summary: unknown = kept ? await own.api.takeDigits(kept) : await first.call(own);
      for (const { call } of later) summary = await call(own);
      if (idOf(summary) !== setId)
        throw new Error(
          'The digits in use could not be had again as they were. Reload the page to start anew.',
        );
    },
  };
}

/** To write digits takes seconds; MNIST and a person's own files are read again. */
const isWritten = (name: string, [, choice]: readonly unknown[]): boolean =>
  name === 'loadData' && (choice as DataChoice).data === 'embedded';

const idOf = (summary: unknown): string | null => (summary as Partial<DataSummary> | null)?.id ?? null;
