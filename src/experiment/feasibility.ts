/** Whether a run can be made with the digits there are; asked by the page before it gives up what it shows, and by the engine. */
import { describeLayers, type LayerShape } from '../distillation/layers.ts';
import { layersOf, teacherLayers } from './architecture.ts';
import { usesGivenTeacher, type Config } from './config.ts';
import type { DataSummary } from './events.ts';
import { numTrained } from './heldOut.ts';
import { obstacleOfMemory } from './memoryLimit.ts';

/** Of a run that its settings rule out, whatever the machine: a result of an experiment, whose other runs go on. */
export class RefusedError extends Error {}

/**
 * @param given layers of the teacher that is there already, null when there is none; left out while it is not known
 * @param numVariants distilled arms that are trained together
 * @returns null when the run can be made, else what was asked for, what there is, and what to do
 */
export function obstacleTo(
  config: Config,
  data: DataSummary,
  given?: readonly LayerShape[] | null,
  numVariants = 1,
): string | null {
  const { name, numTrain, numUnlabelled, isEndless } = data;
  const { labels, unlabelled } = config;
  const isGiven = usesGivenTeacher(config);
  if (isGiven && given === null) {
    const { teacher, teacherFile } = config;
    const [who, how] =
      teacher === 'brought'
        ? [teacherFile || 'a network of yours', 'Open its file by “bring your own” under Teacher, or set']
        : [`the ${teacher} teacher`, 'Set'];
    return `The settings ask for ${who}, but none is there. ${how} teacher to trained.`;
  }
  const numLeft = numTrained(config, numTrain);
  const without = numLeft < numTrain ? `, of which ${numTrain - numLeft} are held out to choose by` : '';
  if (labels > numLeft)
    return `The run asks for ${labels} labelled digits, but ${name} has ${numTrain}${without}. Lower labels to at most ${numLeft}.`;
  const numImages = numLeft + numUnlabelled;
  if (labels + unlabelled > numImages && !isEndless)
    return (
      `The run asks for ${labels} labelled digits and ${unlabelled} more without labels, but ${name} has ${numImages}. ` +
      `Lower unlabelled to at most ${numImages - labels}.`
    );
  const tooLarge = obstacleOfMemory({ config, numVariants, given: given ?? null }, data);
  if (tooLarge) return tooLarge;
  const teacher = isGiven ? given : teacherLayers(config);
  return config.studentStart === 'copied' && teacher ? obstacleToCopying(teacher, layersOf(config)) : null;
}

/** Why a student cannot begin with a teacher's hidden layers; null when it can. */
function obstacleToCopying(teacher: readonly LayerShape[], student: readonly LayerShape[]): string | null {
  const shapeOf = (layer: LayerShape | undefined) => {
    if (!layer) return 'missing';
    const { numInputs, numOutputs, convolution } = layer;
    return convolution
      ? `${convolution.size} × ${convolution.size} × ${convolution.channels} × ${numOutputs} (a convolution)`
      : `${numInputs} × ${numOutputs}`;
  };
  const misfits = Array.from({ length: Math.max(teacher.length, student.length) }, (_, at) => at)
    .map((at) => ({ at, given: shapeOf(teacher[at]), wanted: shapeOf(student[at]) }))
    .filter(({ given, wanted }) => given !== wanted)
    .map(
      ({ at, given, wanted }) => `layer ${at + 1} is ${given} in the teacher and ${wanted} in the student`,
    );
  if (misfits.length === 0) return null;
  return (
    `The teacher's weights do not fit the student (${describeLayers(teacher)} into ${describeLayers(student)}): ` +
    `${misfits.join('; ')}. Give both the same layers, or leave studentStart at seeded and distil.`
  );
}
