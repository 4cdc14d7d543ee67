/** Reads the bytes of an ONNX model. Fields that are not known are passed over, as protobuf has it. */
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { fromFloat16 } from '../../float16.ts';
import { floatsOf } from '../../../experiment/base64.ts';
import { UnlikeError } from '../draft.ts';
import {
  ATTRIBUTE_TYPE,
  type OnnxAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
} from './model.ts';

/** Gives the file of external data that a model names; null where it is not there. */
export type ReadBeside = (location: string) => Uint8Array | null;

/** What each field of a message does; its number is that of onnx.proto. */
type Fields = Readonly<Record<number, (reader: BinaryReader, wireType: WireType) => void>>;

function readMessage(bytes: Uint8Array, fields: Fields): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    const read = fields[field];
    if (read) read(reader, wireType);
    else reader.skip(wireType, field);
  }
}

const int = (reader: BinaryReader) => Number(reader.int64());

/** One number of a repeated field, or all of them in one piece. */
function ints(reader: BinaryReader, wireType: WireType, into: number[]): void {
  if (wireType !== WireType.LengthDelimited) {
    into.push(int(reader));
    return;
  }
  const packed = new BinaryReader(reader.bytes());
  while (packed.pos < packed.len) into.push(int(packed));
}

function floats(reader: BinaryReader, wireType: WireType, into: number[]): void {
  if (wireType === WireType.LengthDelimited) for (const value of floatsOf(reader.bytes())) into.push(value);
  else into.push(reader.float());
}

/** @throws Error when it is no protobuf, or one that is cut off @throws UnlikeError when weights are missing or of a type that is not read */
export function decodeOnnx(bytes: Uint8Array, beside: ReadBeside): OnnxModel {
  let graph: Pick<OnnxModel, 'nodes' | 'constants' | 'inputs' | 'outputs'> | null = null;
  let opset = 0;
  const metadata: Record<string, string> = {};
  readMessage(bytes, {
    7: (reader) => (graph = decodeGraph(reader.bytes(), beside)),
    8: (reader) => {
      let [domain, version] = ['', 0];
      readMessage(reader.bytes(), {
        1: (own) => (domain = own.string()),
        2: (own) => (version = int(own)),
      });
      if (domain === '' || domain === 'ai.onnx') opset = version;
    },
    14: (reader) => {
      let [key, value] = ['', ''];
      readMessage(reader.bytes(), { 1: (own) => (key = own.string()), 2: (own) => (value = own.string()) });
      metadata[key] = value;
    },
  });
  if (!graph) throw new UnlikeError('it holds no graph');
  return { ...(graph as Omit<OnnxModel, 'opset' | 'metadata'>), opset, metadata };
}

function decodeGraph(bytes: Uint8Array, beside: ReadBeside) {
  const nodes: OnnxNode[] = [];
  const constants = new Map<string, OnnxTensor>();
  const [inputs, outputs] = [[] as OnnxValue[], [] as OnnxValue[]];
  readMessage(bytes, {
    1: (reader) => nodes.push(decodeNode(reader.bytes(), beside)),
    5(reader) {
      const { name, tensor } = decodeTensor(reader.bytes(), beside);
      constants.set(name, tensor);
    },
    11: (reader) => inputs.push(decodeValue(reader.bytes())),
    12: (reader) => outputs.push(decodeValue(reader.bytes())),
  });
  return { nodes, constants, inputs, outputs };
}

function decodeNode(bytes: Uint8Array, beside: ReadBeside): OnnxNode {
  const [inputs, outputs] = [[] as string[], [] as string[]];
  const attributes: Record<string, OnnxAttribute> = {};
  let [op, domain] = ['', ''];
  readMessage(bytes, {
    1: (reader) => inputs.push(reader.string()),
    2: (reader) => outputs.push(reader.string()),
    4: (reader) => (op = reader.string()),
    5(reader) {
      const { name, attribute } = decodeAttribute(reader.bytes(), beside);
      if (attribute) attributes[name] = attribute;
    },
    7: (reader) => (domain = reader.string()),
  });
  return { op, domain: domain === 'ai.onnx' ? '' : domain, inputs, outputs, attributes };
}

function decodeAttribute(bytes: Uint8Array, beside: ReadBeside) {
  let [name, text, float, whole, type] = ['', '', 0, 0, 0];
  let tensor: OnnxTensor | null = null;
  const [manyFloats, manyInts] = [[] as number[], [] as number[]];
  readMessage(bytes, {
    1: (reader) => (name = reader.string()),
    2: (reader) => (float = reader.float()),
    3: (reader) => (whole = int(reader)),
    4: (reader) => (text = new TextDecoder().decode(reader.bytes())),
    5: (reader) => ({ tensor } = decodeTensor(reader.bytes(), beside)),
    7: (reader, wireType) => floats(reader, wireType, manyFloats),
    8: (reader, wireType) => ints(reader, wireType, manyInts),
    20: (reader) => (type = int(reader)),
  });
  const kinds: Readonly<Record<number, OnnxAttribute | null>> = {
    [ATTRIBUTE_TYPE.float]: { kind: 'float', value: float },
    [ATTRIBUTE_TYPE.int]: { kind: 'int', value: whole },
    [ATTRIBUTE_TYPE.string]: { kind: 'string', value: text },
    [ATTRIBUTE_TYPE.tensor]: tensor && { kind: 'tensor', value: tensor },
    [ATTRIBUTE_TYPE.floats]: { kind: 'floats', value: manyFloats },
    [ATTRIBUTE_TYPE.ints]: { kind: 'ints', value: manyInts },
  };
  return { name, attribute: kinds[type] ?? null };
}

/** Numbers of TensorProto.DataType that can be weights, or shapes. */
const TYPES: Readonly<Record<number, string>> = {
  1: 'float',
  6: 'int32',
  7: 'int64',
  10: 'float16',
  11: 'double',
};

function decodeTensor(bytes: Uint8Array, beside: ReadBeside) {
  let [name, dataType, isExternal] = ['', 0, false];
  const external: Record<string, string> = {};
  const [dims, listedFloats, listedInts] = [[] as number[], [] as number[], [] as number[]];
  let raw: Uint8Array | null = null;
  readMessage(bytes, {
    1: (reader, wireType) => ints(reader, wireType, dims),
    2: (reader) => (dataType = int(reader)),
    4: (reader, wireType) => floats(reader, wireType, listedFloats),
    5: (reader, wireType) => ints(reader, wireType, listedInts), // int32, and float16 by its bits
    7: (reader, wireType) => ints(reader, wireType, listedInts),
    8: (reader) => (name = reader.string()),
    9: (reader) => (raw = reader.bytes()),
    13(reader) {
      let [key, value] = ['', ''];
      readMessage(reader.bytes(), { 1: (own) => (key = own.string()), 2: (own) => (value = own.string()) });
      external[key] = value;
    },
    14: (reader) => (isExternal = int(reader) === 1),
  });
  if (isExternal) raw = externalData(external, name, beside);
  const type = TYPES[dataType];
  if (type === undefined)
    throw new UnlikeError(
      `its constant ${name} is of data type ${dataType}; 32-bit and 16-bit floats, doubles and whole numbers are read`,
    );
  const size = dims.reduce((product, each) => product * each, 1);
  const values = raw ? valuesIn(raw, type) : type === 'float16' ? halves(listedInts) : listedValues(type);
  if (values.length !== size)
    throw new UnlikeError(
      `its constant ${name} has ${values.length} numbers, and ${dims.join(' × ') || 'one'} were expected`,
    );
  const isWhole = type === 'int32' || type === 'int64';
  const tensor: OnnxTensor = isWhole
    ? { dims, type: 'int64', values: Array.from(values) }
    : { dims, type: 'float', values: Float32Array.from(values) };
  return { name, tensor };

  function listedValues(of: string): readonly number[] {
    return of === 'float' ? listedFloats : listedInts;
  }
}

function valuesIn(raw: Uint8Array, type: string): ArrayLike<number> {
  const { buffer } = raw.slice();
  switch (type) {
    case 'float':
      return new Float32Array(buffer);
    case 'double':
      return new Float64Array(buffer);
    case 'float16':
      return fromFloat16(new Uint16Array(buffer));
    case 'int32':
      return new Int32Array(buffer);
    default:
      return Array.from(new BigInt64Array(buffer), Number);
  }
}

const halves = (bits: readonly number[]) => fromFloat16(Uint16Array.from(bits));

function externalData(external: Readonly<Record<string, string>>, name: string, beside: ReadBeside) {
  const { location = '', offset = '0', length } = external;
  const file = beside(location);
  if (!file)
    throw new UnlikeError(
      `the numbers of ${name} lie in another file, ${location || 'which has no name'}, which is missing; give both files together`,
    );
  const first = Number(offset);
  const last = length === undefined ? file.length : first + Number(length);
  if (!(first >= 0 && last <= file.length))
    throw new UnlikeError(
      `the numbers of ${name} lie in ${location} up to byte ${last}, and that file has ${file.length}`,
    );
  return file.subarray(first, last);
}

function decodeValue(bytes: Uint8Array): OnnxValue {
  let name = '';
  const dims: (number | string)[] = [];
  const dim = (own: BinaryReader) => {
    let size: number | string = '';
    readMessage(own.bytes(), {
      1: (reader) => (size = int(reader)),
      2: (reader) => (size = reader.string()),
    });
    dims.push(size);
  };
  const shape: Fields = { 1: dim };
  const tensor: Fields = { 2: (reader) => readMessage(reader.bytes(), shape) };
  const type: Fields = { 1: (reader) => readMessage(reader.bytes(), tensor) };
  readMessage(bytes, {
    1: (reader) => (name = reader.string()),
    2: (reader) => readMessage(reader.bytes(), type),
  });
  return { name, dims };
}
