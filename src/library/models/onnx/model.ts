/** An ONNX model as this page speaks of it: the part of onnx.proto that networks of digits need. */

export interface OnnxModel {
  /** Version of the operators of the default domain. */
  readonly opset: number;
  readonly nodes: readonly OnnxNode[];
  /** By name. */
  readonly constants: ReadonlyMap<string, OnnxTensor>;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly metadata: Readonly<Record<string, string>>;
}

export interface OnnxNode {
  readonly op: string;
  /** Of its operator; empty for ONNX's own. */
  readonly domain: string;
  /** Names of values; empty for one that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

export type OnnxAttribute =
  | { readonly kind: 'float' | 'int'; readonly value: number }
  | { readonly kind: 'ints' | 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'tensor'; readonly value: OnnxTensor };

export interface OnnxTensor {
  readonly dims: readonly number[];
  /** 64-bit integers are numbers here: dimensions and axes fit. */
  readonly type: 'float' | 'int64';
  readonly values: Float32Array | readonly number[];
}

export interface OnnxValue {
  readonly name: string;
  /** A name stands for any number. */
  readonly dims: readonly (number | string)[];
}

/** Numbers of onnx.proto's TensorProto.DataType. */
export const DATA_TYPE = { float: 1, int64: 7 } as const;
/** Numbers of onnx.proto's AttributeProto.AttributeType. */
export const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7 } as const;
