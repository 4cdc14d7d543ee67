/** The teacher that ships with the page: made by `npm run train-teacher`, checked, and unpacked. */
import type { ReadDigit } from '../data/own/looks.ts';
import { sha256Of } from '../data/sha256.ts';
import { predictedClasses } from '../distillation/classification.ts';
import { logitsFor } from '../distillation/ensemble.ts';
import { NUM_CLASSES } from '../distillation/shape.ts';
import type { GivenTeacher } from '../engine/teacher.ts';
import { usesGivenTeacher, type Config } from '../experiment/config.ts';
import { decodeWeights, modelSchema } from './modelFile.ts';

/** Fetches a file of the folder of models. */
export type ReadModelFile = (name: string) => Promise<Uint8Array>;

/** The teachers that lie in the folder of models, by what the settings call them. */
const SHIPPED: Readonly<Partial<Record<Config['teacher'], string>>> = {
  shipped: 'teacher',
  middle: 'teacher-middle',
  early: 'teacher-early',
};

/** The network that the settings ask for; null where one is trained for the run. @throws as loadShippedTeacher */
export async function loadTeacherFor(config: Config, read: ReadModelFile): Promise<GivenTeacher | null> {
  const name = usesGivenTeacher(config) ? SHIPPED[config.teacher] : undefined;
  return name === undefined ? null : loadShippedTeacher(read, name);
}

/** @throws Error for people, naming the file, what was received and what was expected */
export async function loadShippedTeacher(read: ReadModelFile, name = 'teacher'): Promise<GivenTeacher> {
  const text = new TextDecoder().decode(await read(`${name}.json`));
  const description = modelSchema.safeParse(parseJson(text));
  if (!description.success)
    throw new Error(
      `models/${name}.json does not describe a model: ${description.error.issues[0]?.message}.`,
    );
  const { file, sha256, layers } = description.data;
  const bytes = await read(file);
  const network = decodeWeights(layers, bytes);
  const found = await sha256Of(bytes);
  if (found !== sha256)
    throw new Error(
      `models/${file} has SHA-256 ${found.slice(0, 12)}…; its description expects ${sha256.slice(0, 12)}….`,
    );
  return { id: `${name} ${sha256}`, predictor: { networks: [network], average: 'logits' } };
}

/** The shipped teacher as a reader of single digits; null where it cannot be had. */
export async function openReader(read: ReadModelFile): Promise<ReadDigit | null> {
  const teacher = await loadShippedTeacher(read).catch(() => null);
  return teacher && ((image) => predictedClasses(logitsFor(teacher.predictor, image)(1), NUM_CLASSES)[0]!);
}

/** @param folder address that ends in "/" */
export function fetchModelsFrom(folder: string): ReadModelFile {
  return async (name) => {
    const response = await fetch(folder + name);
    const type = response.headers.get('content-type') ?? '';
    if (!response.ok || type.startsWith('text/html'))
      throw new Error(`models/${name} is missing (status ${response.status}, ${type || 'no type'}).`);
    return new Uint8Array(await response.arrayBuffer());
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
