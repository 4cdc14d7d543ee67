/**
 * The law that every reader of other people's text or bytes, and every reducer, is tried by: it gives something valid, or
 * refuses in words; it changes no object of the language, and ends soon.
 */
import { AssertionError } from 'node:assert';
import assert from 'node:assert/strict';
import fc from 'fast-check';

/** What is tried, and with what. */
export interface Target {
  readonly arbitrary: fc.Arbitrary<unknown>;
  /** Gives what was read, or refuses it. */
  readonly read: (input: unknown) => unknown;
  /** Throws where what was read is not valid: a refusal too, for it was taken. */
  readonly check: (read: unknown, input: unknown) => unknown;
  /** Cases of each hundred that are tried: fewer where one takes long. */
  readonly share: number;
}

export function target<Input, Read>(
  arbitrary: fc.Arbitrary<Input>,
  read: (input: Input) => Read,
  check: (read: Awaited<Read>, input: Input) => unknown = () => undefined,
  share = 100,
): Target {
  return { arbitrary, read: read as Target['read'], check: check as Target['check'], share };
}

/** One that refuses nothing. */
export const lawful = <Input>(
  arbitrary: fc.Arbitrary<Input>,
  check: (input: Input) => unknown,
  share = 100,
) => target(arbitrary, (input) => input, check, share);

export interface Outcome {
  readonly numCases: number;
  readonly seconds: number;
  /** Null where the law held; else what broke it, and how to see it again. */
  readonly failure: string | null;
}

/** Far more than a case takes on a busy machine. */
const CASE_MS = 5_000;

/** Tries a target. @param path of a case that failed before; all cases if left out */
export async function tryTarget(
  { arbitrary, read, check, share }: Target,
  numRuns: number,
  seed: number,
  path?: string,
): Promise<Outcome> {
  const startedMs = performance.now();
  const property = fc.asyncProperty(arbitrary, (input) => abides(read, check, input));
  const found = await fc.check(property, {
    ...{ seed, numRuns: Math.ceil((numRuns * share) / 100) },
    ...(path !== undefined && { path }),
  });
  const { failed, numRuns: numCases, counterexamplePath, counterexample } = found;
  const why = found.errorInstance instanceof Error ? (found.errorInstance.stack ?? '') : '';
  return {
    numCases,
    seconds: (performance.now() - startedMs) / 1_000,
    failure: failed
      ? `--seed ${seed} --path ${counterexamplePath}\n${clip(shown(counterexample))}\n${why}`
      : null,
  };
}

/** What is nested too deep cannot be shown. */
function shown(counterexample: unknown): string {
  try {
    return fc.stringify(counterexample);
  } catch {
    return 'nested deep';
  }
}

const clip = (text: string) => (text.length > 1_500 ? `${text.slice(0, 1_500)} …` : text);

async function abides(read: Target['read'], check: Target['check'], input: unknown): Promise<void> {
  const startedMs = performance.now();
  const taken = await readOrRefused(read, input);
  if (taken) await ended(check(taken.read, input));
  const tookMs = performance.now() - startedMs;
  assert.ok(tookMs < CASE_MS, `it took ${Math.round(tookMs)} ms`);
  assert.deepEqual(ownKeysOfLanguage(), LANGUAGE, 'an object of the language was changed');
}

/** @returns null where it is refused */
async function readOrRefused(read: Target['read'], input: unknown): Promise<{ read: unknown } | null> {
  try {
    return { read: await ended(read(input)) };
  } catch (error) {
    requireRefusal(error);
    return null;
  }
}

async function ended(result: unknown): Promise<unknown> {
  if (!(result instanceof Promise)) return result;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new AssertionError({ message: 'it never ended' })), CASE_MS);
  });
  return Promise.race([result, late]).finally(() => clearTimeout(timer));
}

const ownKeysOfLanguage = () =>
  [Object.prototype, Array.prototype, Function.prototype, String.prototype].map((each) =>
    Reflect.ownKeys(each).map(String),
  );
const LANGUAGE = ownKeysOfLanguage();

/** Errors that the language makes by itself: nobody meant to tell them. */
const RAW = [TypeError, RangeError, ReferenceError, SyntaxError, URIError, DOMException];
/** What they say, wherever it is repeated. */
const RAW_WORDS =
  /Cannot (read|set|convert|destructure|mix|access)|is not (a function|iterable|a constructor|defined)|call stack|Invalid (typed )?array|Array buffer allocation|Offset is outside|out of memory|\[object |undefined is not/;

/** @throws AssertionError where an error was not made for people */
export function requireRefusal(error: unknown): void {
  if (error instanceof AssertionError) throw error;
  const isRaw = !(error instanceof Error) || RAW.some((kind) => error instanceof kind);
  if (isRaw) throw new AssertionError({ message: `raw: ${(error as Error | null)?.stack ?? String(error)}` });
  requireText(error.message);
}

/** Of what is told without being thrown, too. */
export function requireText(message: string | null): void {
  if (message === null) return;
  assert.ok(message.length > 10, `no words: "${message}"`);
  assert.ok(!RAW_WORDS.test(message), `raw words: ${clip(message)}`);
}
