/** What is set now, as a link carries it. */
import type { Link } from '../library/permalink.ts';
import type { State } from './state.ts';

export function linkTo({
  config,
  displayTemperature,
  isTemperatureLocked,
  shownNetwork,
  probe,
}: State): Link {
  return {
    config,
    displayTemperature: isTemperatureLocked ? null : displayTemperature,
    shownNetwork,
    probe: probe.isPicked ? probe.index : null,
  };
}
