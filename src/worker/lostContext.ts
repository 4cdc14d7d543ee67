/** A graphics card that takes its memory away ends the worker: nothing that was read of it since can be trusted. */
import { isContextLost } from '../engine/backend.ts';

/** The same events, as long as the context is there; from then on silence, and the page hears that the worker broke down. */
export async function* watchContext<Event, Result, Command>(
  events: AsyncGenerator<Event, Result, Command>,
): AsyncGenerator<Event, Result, Command> {
  let command: Command = undefined as Command; // the first one is heard by nobody
  try {
    for (;;) {
      const next = await events.next(command).finally(requireContext);
      if (next.done) return next.value;
      command = yield next.value;
    }
  } finally {
    await events.return(undefined as never);
  }
}

/** Also where an error came of it, which is then none of the run's. */
async function requireContext(): Promise<void> {
  if (!isContextLost()) return;
  setTimeout(() => {
    throw new Error('the graphics card was lost');
  });
  await new Promise(() => undefined); // nobody is to hear what came of it
}
