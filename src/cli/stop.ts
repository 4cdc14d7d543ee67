/** How a command is told to end before its time: by a signal, or because npm, which it runs under, was ended by one. */

/** As shells say it. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
/** npm does not hand SIGTERM on: it ends, and whom it started is somebody else's child from then on. */
const LOOK_FOR_PARENT_MS = 300;

export interface Stop {
  readonly signal: AbortSignal;
  /** That the command ends with, once it was stopped. */
  exitCode(): number;
}

/** Called once. A second signal of the same kind ends the command at once, as it would any other. */
export function listenForStop(): Stop {
  const abort = new AbortController();
  let by: keyof typeof EXIT_CODES = 'SIGINT';
  const stop = (signal: keyof typeof EXIT_CODES) => {
    if (!abort.signal.aborted) by = signal;
    abort.abort();
  };
  for (const signal of Object.keys(EXIT_CODES) as (keyof typeof EXIT_CODES)[])
    process.once(signal, () => stop(signal));
  const isUnderNpm = process.env['npm_lifecycle_event'] !== undefined;
  const parent = process.ppid;
  if (isUnderNpm)
    setInterval(() => {
      if (process.ppid !== parent) stop('SIGTERM');
    }, LOOK_FOR_PARENT_MS).unref();
  return { signal: abort.signal, exitCode: () => EXIT_CODES[by] };
}

/** Whoever reads the output may leave (`| head`); the work is done all the same. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}
