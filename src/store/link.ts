/** What is set now as a link carries it, and what a link cannot carry. */
import type { Link } from '../library/permalink.ts';
import { changedSettings } from './selectors.ts';
import type { State } from './state.ts';

export function linkTo(state: State): Link {
  const { config, displayTemperature, isTemperatureLocked, shownNetwork } = state;
  return {
    config,
    displayTemperature: isTemperatureLocked ? null : displayTemperature,
    shownNetwork,
    probe: pickedDigit(state),
  };
}

/** The same with the settings of the run on display, which are what was shown; those of now before the first run. */
export function linkToRun(state: State): Link {
  const { run, displayTemperature } = state;
  if (!run.record) return linkTo(state);
  const { config } = run.record;
  return {
    ...linkTo(state),
    config,
    displayTemperature: displayTemperature === config.temperature ? null : displayTemperature,
  };
}

/** Of the set in use: a number means nothing on another one. */
function pickedDigit({ probe, data }: State): number | null {
  if (probe.source !== 'test' || !probe.isPicked) return null;
  if (probe.wanted !== null) return probe.wanted;
  return probe.digit && probe.digit.setId === data.summary?.id ? probe.digit.index : null;
}

/** What of the run on display, or of the next one, whoever opens its link will not have; in sentences. */
export function notInLink(state: State): string[] {
  const { config, run, data, probe } = state;
  const used = run.record ?? { config, data: data.summary };
  const isHanded = used.config.unlabelled > 0 && (used.data?.numUnlabelled ?? 0) > 0;
  return [
    ...(used.config.data === 'own' ? ['Your own digits are not in it: send the files along.'] : []),
    ...(used.config.data !== 'own' && isHanded
      ? ['The images without labels that you gave are not in it.']
      : []),
    ...(probe.source === 'drawn' && probe.strokes.length > 0 ? ['Your drawing is not in it.'] : []),
    ...(changedSettings(state) === ''
      ? []
      : [`What was changed since this run is not in it: ${changedSettings(state)}.`]),
  ];
}
