/** When a loss is no longer a number, or beyond all measure: the run stops before anything wrong is shown. */

/** Nats above which a mean loss means that the networks are lost: one is surer of a wrong digit than e⁻¹⁰⁰⁰ allows. */
const EXPLODED = 1_000;

export class DivergedError extends Error {
  readonly #story: string;
  readonly #advice: string;

  constructor(story: string, advice: string) {
    super(`${story} ${advice}`);
    this.#story = story;
    this.#advice = advice;
  }

  /** The same, telling where the networks were put back to. */
  restoredTo(step: number): DivergedError {
    return new DivergedError(`${this.#story} The networks are back at step ${step}.`, this.#advice);
  }
}

/**
 * @param losses mean losses @param what whose @param setting the learning rate's name
 * @throws DivergedError saying at which step and setting
 */
export function requireSound(
  losses: Iterable<number>,
  what: string,
  step: number,
  setting: string,
  learningRate: number,
): void {
  for (const loss of losses)
    if (!(Math.abs(loss) <= EXPLODED))
      throw new DivergedError(
        `Training stopped: the loss of the ${what} became ${loss} by step ${step}.`,
        `${setting} is ${learningRate}; try a smaller one.`,
      );
}
