/** Whether a run can be made with the digits there are; asked by the page before it gives up what it shows, and by the engine. */
import type { Config } from './config.ts';
import type { DataSummary } from './events.ts';

/** @returns null when it can, else what was asked for, what there is, and what to do */
export function obstacleTo(
  { labels, unlabelled }: Config,
  { name, numTrain, numUnlabelled, isEndless }: DataSummary,
): string | null {
  if (labels > numTrain)
    return `The run asks for ${labels} labelled digits, but ${name} has ${numTrain}. Lower labels to at most ${numTrain}.`;
  const numImages = numTrain + numUnlabelled;
  if (labels + unlabelled > numImages && !isEndless)
    return (
      `The run asks for ${labels} labelled digits and ${unlabelled} more without labels, but ${name} has ${numImages}. ` +
      `Lower unlabelled to at most ${numImages - labels}.`
    );
  return null;
}
