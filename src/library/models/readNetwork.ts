/** A network in a person's files: ONNX, a tfjs layers model or this page's JSON, plain or in a zip; read as this page's own kind. */
import { collect, slicesOf, type ByteStream } from '../../data/byteStream.ts';
import { DataFileError } from '../../data/dataFileError.ts';
import type { NamedFile } from '../../data/own/namedFile.ts';
import { entriesOf } from '../../data/own/zip.ts';
import type { Predictor } from '../../distillation/ensemble.ts';
import { requireReader } from '../../distillation/forward.ts';
import { describeLayers } from '../../distillation/layers.ts';
import { messageOf } from '../../experiment/messageOf.ts';
import { finished, UnlikeError, type Draft, type Ending } from './draft.ts';
import { bearsShift, forLevels, GREY_RANGES } from './greys.ts';
import { JSON_FORMAT, readJsonModel } from './jsonModel.ts';
import { ModelFileError } from './modelFileError.ts';
import { readTfjsModel } from './tfjsReading.ts';
import { transposed } from './transposed.ts';

/** All files together, unpacked: sixteen million weights. */
export const MAX_MODEL_BYTES = 64 * 2 ** 20;

/** What a file leaves open: how a network wants its images. */
export interface InputReading {
  /** Name of the grey levels that it takes (greys.ts). */
  readonly range: string;
  /** Whether rows and columns are exchanged, as EMNIST's and MATLAB's are. */
  readonly isTransposed: boolean;
}

/** A network for one of these readings, made when it is asked for: each has weights of its own. */
export interface Candidate extends InputReading {
  readonly open: () => Predictor;
}

/** One network, for every reading that its file leaves open: digits tell which is the right one. */
export interface ReadNetwork {
  /** The file that says what it is. */
  readonly file: string;
  readonly ending: Ending;
  readonly candidates: readonly Candidate[];
}

type Files = ReadonlyMap<string, Uint8Array>;

/** @throws ModelFileError for people, naming the file, what was received and what was expected */
export async function readNetwork(given: readonly NamedFile[]): Promise<ReadNetwork> {
  const files = await unpacked(given);
  const names = [...files.keys()];
  const onnx = names.filter((name) => /\.onnx$/i.test(name));
  const json = names.filter((name) => /\.json$/i.test(name));
  const [main, second] = onnx.length > 0 ? onnx : json;
  if (second !== undefined)
    throw new ModelFileError(
      `${main} and ${second} were given together; a teacher is one network. Give one.`,
    );
  if (main === undefined) throw new ModelFileError(foreign(names));
  try {
    return await (onnx.length > 0 ? readOnnxFile(main, files) : readJsonFile(main, files));
  } catch (error) {
    if (error instanceof ModelFileError) throw error;
    const isRaw = error instanceof TypeError || error instanceof RangeError; // of a decoder that read beyond the end
    const why = isRaw ? 'parts are missing, or lie beyond its end' : messageOf(error);
    if (error instanceof UnlikeError)
      throw new ModelFileError(
        `${main} was not taken: ${why}. Networks of dense layers and convolutions with ReLU are read, with 28 × 28 pixels in and ten outputs.`,
      );
    const { length } = files.get(main)!;
    throw new ModelFileError(
      `${main} is damaged or of another kind: in its ${length} bytes, ${why.replace(/\.$/, '')}. Is it whole? Export or fetch it again.`,
    );
  }
}

async function readOnnxFile(file: string, files: Files): Promise<ReadNetwork> {
  const [{ decodeOnnx }, { readOnnx }] = await Promise.all([
    import('./onnx/decode.ts'),
    import('./onnx/read.ts'),
  ]);
  const model = decodeOnnx(files.get(file)!, (location) => beside(files, location));
  return fromDrafts(file, readOnnx(model));
}

function readJsonFile(file: string, files: Files): ReadNetwork {
  const parsed: unknown = JSON.parse(new TextDecoder().decode(files.get(file)));
  const isOurs = typeof parsed === 'object' && parsed !== null && 'format' in parsed;
  if (isOurs && parsed.format === JSON_FORMAT) {
    const predictor = checked(file, readJsonModel(file, parsed));
    const ownReading = { range: GREY_RANGES[0]!.name, isTransposed: false };
    return { file, ending: 'logits', candidates: [{ ...ownReading, open: () => predictor }] };
  }
  return fromDrafts(
    file,
    readTfjsModel(parsed, (path) => beside(files, path)),
  );
}

/** A file that another one names: by its last name, wherever it was put. */
function beside(files: Files, location: string): Uint8Array | null {
  const last = location.split('/').at(-1);
  return [...files].find(([name]) => name.split('/').at(-1) === last)?.[1] ?? null;
}

interface FromFile {
  readonly drafts: readonly Draft[];
  readonly average: Predictor['average'];
}

function fromDrafts(file: string, { drafts, average }: FromFile): ReadNetwork {
  const { networks } = checked(file, { networks: drafts.map(finished), average });
  const candidates = [false, true].flatMap((isTransposed) =>
    GREY_RANGES.flatMap(({ name, scale, shift }): Candidate[] => {
      const levels = drafts.map(({ greys }) => ({
        scale: greys.scale * scale,
        shift: greys.scale * shift + greys.shift,
      }));
      if (networks.some((network, at) => !bearsShift(network, levels[at]!.shift))) return [];
      const open = () => ({
        average,
        networks: networks.map((network, at) => {
          const read = forLevels(network, levels[at]!);
          return isTransposed ? transposed(read) : read;
        }),
      });
      return [{ range: name, isTransposed, open }];
    }),
  );
  if (candidates.length === 0)
    throw new UnlikeError(
      'it shifts grey levels and puts zeros around the image; zeros are then no longer the ground',
    );
  return { file, ending: drafts[0]?.ending ?? 'logits', candidates };
}

/** @throws Error when it does not read digits */
function checked(file: string, predictor: Predictor): Predictor {
  const { networks } = predictor;
  if (networks.length === 0) throw new UnlikeError('it has no outputs');
  networks.forEach((network) => requireReader(network, file));
  const [first, ...others] = networks.map(({ layers }) => describeLayers(layers));
  const other = others.find((each) => each !== first);
  if (other !== undefined)
    throw new UnlikeError(`its networks differ: ${first} and ${other}; an ensemble is of one architecture`);
  return predictor;
}

/** The bytes of every file, those in zips too, by name. @throws ModelFileError when there are more than fit */
async function unpacked(given: readonly NamedFile[]): Promise<Files> {
  const files = new Map<string, Uint8Array>();
  let numLeft = MAX_MODEL_BYTES;
  const keep = async (name: string, bytes: ByteStream) => {
    const read = await collect(bytes, numLeft);
    if (!read)
      throw new ModelFileError(
        `${name} is larger than fits: more than ${MAX_MODEL_BYTES / 2 ** 20} MB came out of the files by then, and no more is read. Give a smaller network.`,
      );
    numLeft -= read.length;
    files.set(name, read);
  };
  for (const { name, blob } of given) {
    if (blob.size > MAX_MODEL_BYTES) throw new ModelFileError(tooLarge(name, blob.size));
    const [first, second] = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
    const isZip = first === 0x50 && second === 0x4b && !isForeign(name);
    if (!isZip) {
      await keep(name, slicesOf(blob));
      continue;
    }
    try {
      for await (const entry of entriesOf(name, blob, undefined, isOfSystem))
        await keep(entry.name, entry.bytes);
    } catch (error) {
      if (error instanceof DataFileError) throw new ModelFileError(error.message);
      throw error;
    }
  }
  return files;
}

/** @param size in bytes, a zip's packed */
const tooLarge = (name: string, size: number) =>
  `${name} has ${Math.ceil(size / 2 ** 20)} MB, and at most ${MAX_MODEL_BYTES / 2 ** 20} MB are read. Give a smaller network.`;

const isOfSystem = (path: string) => /(^|\/)(__MACOSX\/|\.[^/]*$)/.test(path);

/** Kinds that people have and that are not read, with the way out. */
const FOREIGN: readonly { readonly pattern: RegExp; readonly what: string; readonly wayOut: string }[] = [
  {
    pattern: /\.(pt|pth|safetensors|ckpt)$/i,
    what: 'weights of PyTorch without their network',
    wayOut: 'In Python: torch.onnx.export(model, torch.zeros(1, 1, 28, 28), "teacher.onnx").',
  },
  {
    pattern: /\.(h5|hdf5|keras)$/i,
    what: 'a Keras model',
    wayOut:
      'In Python: tensorflowjs_converter --input_format keras FILE FOLDER, and give the files of the folder; or model.export(..., format="onnx").',
  },
  {
    pattern: /\.(pb|tflite)$/i,
    what: 'a TensorFlow model',
    wayOut: 'In Python: python -m tf2onnx.convert, which writes ONNX.',
  },
];

const isForeign = (name: string) => FOREIGN.some(({ pattern }) => pattern.test(name));

function foreign(names: readonly string[]): string {
  const found = FOREIGN.find(({ pattern }) => names.some((name) => pattern.test(name)));
  const expected = 'Expected .onnx, or model.json with its weights, plain or in a zip';
  if (found)
    return `${names.find((name) => found.pattern.test(name))} is ${found.what}, which is not read. ${found.wayOut}`;
  if (names.length === 0) return `There is no file in what was given. ${expected}.`;
  return `${names.slice(0, 3).join(', ')} ${names.length === 1 ? 'is' : 'are'} no network that is read. ${expected}.`;
}
