/** ONNX models as bytes: protobuf, by the numbers of the fields in onnx.proto. */
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { bytesOf } from '../../../experiment/base64.ts';
import {
  ATTRIBUTE_TYPE,
  DATA_TYPE,
  type OnnxAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
} from './model.ts';

/** That of ONNX 1.12, which has opset 17. */
const IR_VERSION = 8;

type Fields = (writer: Writer) => void;
type Writer = ReturnType<typeof createWriter>;

/** Fields by their number. */
function createWriter(to: BinaryWriter) {
  const writer = {
    text: (field: number, value: string) => void to.tag(field, WireType.LengthDelimited).string(value),
    bytes: (field: number, value: Uint8Array) => void to.tag(field, WireType.LengthDelimited).bytes(value),
    int: (field: number, value: number) => void to.tag(field, WireType.Varint).int64(value),
    float: (field: number, value: number) => void to.tag(field, WireType.Bit32).float(value),
    message(field: number, write: Fields) {
      to.tag(field, WireType.LengthDelimited).fork();
      write(writer);
      to.join();
    },
  };
  return writer;
}

export function encodeOnnx(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const to = new BinaryWriter();
  const writer = createWriter(to);
  writer.int(1, IR_VERSION);
  writer.text(2, 'Distillery');
  writer.message(7, graphOf(model));
  writer.message(8, (opset) => {
    opset.text(1, '');
    opset.int(2, model.opset);
  });
  for (const [key, value] of Object.entries(model.metadata))
    writer.message(14, (entry) => {
      entry.text(1, key);
      entry.text(2, value);
    });
  return to.finish();
}

function graphOf({ nodes, constants, inputs, outputs }: OnnxModel): Fields {
  return (graph) => {
    for (const node of nodes) graph.message(1, nodeOf(node));
    graph.text(2, 'network');
    for (const [name, tensor] of constants) graph.message(5, tensorOf(tensor, name));
    for (const value of inputs) graph.message(11, valueOf(value));
    for (const value of outputs) graph.message(12, valueOf(value));
  };
}

function nodeOf({ op, domain, inputs, outputs, attributes }: OnnxNode): Fields {
  return (node) => {
    for (const name of inputs) node.text(1, name);
    for (const name of outputs) node.text(2, name);
    node.text(3, outputs[0]!);
    node.text(4, op);
    if (domain !== '') node.text(7, domain);
    for (const [name, attribute] of Object.entries(attributes)) node.message(5, attributeOf(name, attribute));
  };
}

function attributeOf(name: string, attribute: OnnxAttribute): Fields {
  return (writer) => {
    const { kind, value } = attribute;
    writer.text(1, name);
    if (kind === 'float') writer.float(2, value);
    if (kind === 'int') writer.int(3, value);
    if (kind === 'string') writer.bytes(4, new TextEncoder().encode(value));
    if (kind === 'tensor') writer.message(5, tensorOf(value, ''));
    if (kind === 'floats') for (const each of value) writer.float(7, each);
    if (kind === 'ints') for (const each of value) writer.int(8, each);
    writer.int(20, ATTRIBUTE_TYPE[kind]);
  };
}

function tensorOf({ dims, type, values }: OnnxTensor, name: string): Fields {
  return (tensor) => {
    for (const size of dims) tensor.int(1, size);
    tensor.int(2, DATA_TYPE[type]);
    if (name !== '') tensor.text(8, name);
    if (values instanceof Float32Array) tensor.bytes(9, bytesOf(values));
    else for (const value of values) tensor.int(7, value);
  };
}

function valueOf({ name, dims }: OnnxValue): Fields {
  return (value) => {
    value.text(1, name);
    value.message(2, (type) =>
      type.message(1, (tensor) => {
        tensor.int(1, DATA_TYPE.float);
        tensor.message(2, (shape) => {
          for (const size of dims)
            shape.message(1, (dim) => (typeof size === 'number' ? dim.int(1, size) : dim.text(2, size)));
        });
      }),
    );
  };
}
