/** A person's network as teacher: read, asked what its file leaves open by digits, and measured. */
import { evenRows, gatherImages, gatherLabels } from '../../data/batches.ts';
import type { DigitSet, DigitSplit } from '../../data/digitSet.ts';
import type { NamedFile } from '../../data/own/namedFile.ts';
import { sha256Of } from '../../data/sha256.ts';
import { joinBytes } from '../../data/joinBytes.ts';
import { predictorParameters, type Predictor } from '../../distillation/ensemble.ts';
import type { NetworkWeights } from '../../distillation/forward.ts';
import { describeLayers } from '../../distillation/layers.ts';
import { yieldToMessages } from '../../engine/messages.ts';
import { logitsOfReader, measureReader, type GivenTeacher } from '../../engine/teacher.ts';
import { DivergedError } from '../../engine/training.ts';
import { bytesOf } from '../../experiment/base64.ts';
import type { NetworkMetrics } from '../../experiment/events.ts';
import type { Ending } from './draft.ts';
import { ModelFileError } from './modelFileError.ts';
import { outputsFrom, outputsIn, requireOutputs, type Outputs } from './outputs.ts';
import { readNetwork, type Candidate, type InputReading } from './readNetwork.ts';

/** Training digits by which a reading is chosen, drawn evenly; test digits have no say. */
const NUM_ASKED = 500;

export interface MeasuredReading extends InputReading {
  /** On training digits; null where the network gives no numbers for it. */
  readonly measured: { readonly accuracy: number; readonly nll: number } | null;
}

export interface BroughtTeacher {
  /** Its id is what the setting teacherFile calls it. */
  readonly teacher: GivenTeacher;
  /** For people, e.g. "784-30-10". */
  readonly layers: string;
  readonly parameters: number;
  /** What its file gives; logits teach. */
  readonly outputs: Outputs;
  readonly readings: readonly MeasuredReading[];
  /** Number of the reading that digits speak for, and of the one in use. */
  readonly found: number;
  readonly chosen: number;
  /** Training digits that were asked. */
  readonly numAsked: number;
  /** On all test digits. */
  readonly metrics: NetworkMetrics;
  /** Whose digits they were. */
  readonly digits: string;
}

/** Where a person knows better than the digits. */
export interface Wish {
  /** Number of a reading. */
  readonly reading: number | null;
  readonly outputs: Ending | null;
}

/** @throws ModelFileError for people, with what was received and what was expected */
export async function bringTeacher(
  files: readonly NamedFile[],
  { name: digits, train, test }: DigitSet,
  wish: Wish,
): Promise<BroughtTeacher> {
  const { file, ending, candidates } = await readNetwork(files);
  const asked = askedOf(train);
  const readings: MeasuredReading[] = [];
  for (const candidate of candidates) {
    readings.push(await measured(candidate, asked));
    await yieldToMessages(); // a run beside it goes on, and the page hears that the worker lives
  }
  const found = bestOf(readings);
  const chosen = wish.reading ?? found;
  const candidate = candidates[chosen];
  if (found < 0 || !candidate || !readings[chosen]?.measured)
    throw new ModelFileError(
      `${file} was not taken: it gives numbers for no digit; its weights are too large for 32-bit floats. Give a network that was trained.`,
    );
  const predictor = candidate.open();
  const outputs = outputsFrom(await logitsOfReader(predictor, asked.images), ending);
  if (wish.outputs) requireOutputs(file, wish.outputs, outputs, asked.labels);
  return {
    teacher: { id: await idOf(file, predictor), predictor },
    layers: layersOf(predictor),
    parameters: predictorParameters(predictor),
    ...{ outputs: { ...outputsIn(outputs), kind: ending }, readings, found, chosen, digits },
    numAsked: asked.labels.length,
    metrics: await measureReader(predictor, test),
  };
}

function askedOf({ images, labels }: DigitSplit): DigitSplit {
  const rows = evenRows(labels.length, NUM_ASKED);
  return { images: gatherImages(images, rows), labels: gatherLabels(labels, rows) };
}

async function measured(
  { range, isTransposed, open }: Candidate,
  digits: DigitSplit,
): Promise<MeasuredReading> {
  const reading = { range, isTransposed };
  const reader = open();
  if (!reader.networks.every(isInBounds)) return { ...reading, measured: null };
  try {
    const { accuracy, nll } = await measureReader(reader, digits);
    return { ...reading, measured: { accuracy, nll } };
  } catch (error) {
    if (error instanceof DivergedError) return { ...reading, measured: null };
    throw error;
  }
}

/** Large weights overflow where grey levels are multiplied into them. */
const isInBounds = ({ layers: [first] }: NetworkWeights) =>
  first !== undefined && [first.weights, first.bias].every((values) => values.every(Number.isFinite));

/**
 * By the loss: a network without biases reads 0 … 255 and 0 … 1 alike, and says the one far too surely or far too vaguely. The
 * first of equal ones. @returns −1 where none gives numbers
 */
function bestOf(readings: readonly MeasuredReading[]): number {
  const nllAt = (at: number) => readings[at]?.measured?.nll ?? Infinity;
  return readings.reduce((best, _, at) => (nllAt(at) < nllAt(best) ? at : best), -1);
}

function layersOf({ networks }: Predictor): string {
  const layers = describeLayers(networks[0]!.layers);
  return networks.length === 1 ? layers : `${networks.length} × ${layers}`;
}

/** What links and settings can carry of the file's name, and what tells the network from all others: its own numbers, in whatever file. */
async function idOf(file: string, { networks, average }: Predictor): Promise<string> {
  const all = networks.flatMap(({ layers }) =>
    layers.flatMap(({ weights, bias, convolution, numInputs }) => [
      new TextEncoder().encode(JSON.stringify([average, convolution, numInputs])),
      bytesOf(weights),
      bytesOf(bias),
    ]),
  );
  const name = file
    .split('/')
    .at(-1)
    .replaceAll(/[^\w.-]+/g, '-');
  return `${name.slice(-MAX_NAME)}-${(await sha256Of(joinBytes(all))).slice(0, FINGERPRINT)}`;
}

/** Characters. */
const [MAX_NAME, FINGERPRINT] = [40, 12];
