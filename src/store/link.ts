/** What is set now as a link carries it, and what a link cannot carry. */
import type { Stroke } from '../data/framing.ts';
import { usesBroughtTeacher } from '../experiment/config.ts';
import { packDrawing } from '../library/drawingLink.ts';
import type { Link } from '../library/permalink.ts';
import { isSameChoice } from './data.ts';
import { changedSettings } from './selectors.ts';
import type { State } from './state.ts';

export function linkTo(state: State): Link {
  const { view, story, config, data, displayTemperature, isTemperatureLocked, shownNetwork } = state;
  return {
    view,
    step: story.step,
    config,
    displayTemperature: isTemperatureLocked ? null : displayTemperature,
    shownNetwork,
    probe: pickedDigit(
      state,
      data.summary && isSameChoice(config, data.summary.source) ? data.summary.id : null,
    ),
    drawing: drawingOf(state),
  };
}

/** The same with the settings of the run on display, which are what was shown; those of now before the first run. */
export function linkToRun(state: State): Link {
  const { run, displayTemperature } = state;
  if (!run.record) return linkTo(state);
  const { config, data } = run.record;
  return {
    ...linkTo(state),
    config,
    displayTemperature: displayTemperature === config.temperature ? null : displayTemperature,
    probe: pickedDigit(state, data.id),
  };
}

/** What a person drew of their own accord. */
function drawingOf({ probe, drawn }: State): readonly Stroke[] | null {
  return probe.source === 'drawn' && probe.strokes.length > 0 && !drawn.isAsking ? probe.strokes : null;
}

/** As far as a link can tell. */
export const isSameDrawing = (one: readonly Stroke[], other: readonly Stroke[] | null) =>
  other !== null && packDrawing(one) === packDrawing(other);

/** @param setId of the digits that the link asks for: a number means nothing on others; null while they are still to come */
function pickedDigit({ probe }: State, setId: string | null): number | null {
  if (probe.source !== 'test' || !probe.isPicked) return null;
  if (probe.wanted !== null) return probe.wanted;
  return probe.digit && probe.digit.setId === setId ? probe.digit.index : null;
}

/** What of the run on display, or of the next one, whoever opens its link will not have; in sentences. */
export function notInLink(state: State): string[] {
  const { config, run, data } = state;
  const drawing = drawingOf(state);
  const used = run.record ?? { config, data: data.summary };
  const isHanded = used.config.unlabelled > 0 && (used.data?.numUnlabelled ?? 0) > 0;
  return [
    ...(used.config.data === 'own' ? ['Your own digits are not in it: send the files along.'] : []),
    ...(used.config.data !== 'own' && isHanded
      ? ['The images without labels that you gave are not in it.']
      : []),
    ...(usesBroughtTeacher(used.config)
      ? [`The teacher that you brought, ${used.config.teacherFile}, is not in it: send its file along.`]
      : []),
    ...(drawing && packDrawing(drawing) === null
      ? ['Your drawing is not in it: it has more strokes than a link can hold.']
      : []),
    ...(changedSettings(state) === ''
      ? []
      : [`What was changed since this run is not in it: ${changedSettings(state)}.`]),
  ];
}
