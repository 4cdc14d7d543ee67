/**
 * What a kernel is told, field by field, as it lies in the heap: four bytes a field, in this order. compile.ts gives the
 * AssemblyScript side the classes of the same names, so that the two sides cannot disagree.
 */

/** usize is the address of a byte in the heap, 0 for none. */
const [usize, i32, f32] = ['usize', 'i32', 'f32'] as const;
type Kind = typeof usize | typeof i32 | typeof f32;

/** Of Adam, at one step. */
const ADAM_RATES = {
  beta1: f32,
  /** 1 − β₁, handed over because 1 − 0.999 in 32 bits is off by 1e-5. */
  rest1: f32,
  beta2: f32,
  rest2: f32,
  /** Learning rate / (1 − β₁ᵗ). */
  stepSize: f32,
  /** 1 / √(1 − β₂ᵗ). */
  secondCorrection: f32,
  epsilon: f32,
  /** 1 − learning rate · weight decay, by which weights shrink first; 1 for none. */
  keep: f32,
};

/** Element (i, k) of a matrix lies at its address + 4 · (i · row + k · column). */
const GEMM = {
  ...{ a: usize, aRow: i32, aColumn: i32 },
  ...{ b: usize, bRow: i32, bColumn: i32 },
  ...{ c: usize, cRow: i32 }, // neighbours in a row
  ...{ m: i32, n: i32, k: i32 },
  /** n floats added to every row. */
  bias: usize,
  /** Floats that lie as those of C: where one is not > 0, C becomes 0 (ReLU's gradient). */
  mask: usize,
  /** 1 clips at zero after the bias. */
  relu: i32,
  scratch: usize,
};

/** Convolutions of one group of channels, forward and back; each kernel says which parts it reads. */
const CONVOLUTION = {
  /** First image, and floats from pixel to pixel: more than `channels` where groups lie side by side. */
  ...{ x: usize, xPixel: i32 },
  ...{ batch: i32, height: i32, width: i32, channels: i32 },
  /** Where the image begins in a frame of zeros, which holds all that the filters reach. */
  ...{ top: i32, left: i32, frameHeight: i32, frameWidth: i32 },
  /** Pixels of the image stand so far apart in the frame; 1 is dense. */
  spacing: i32,
  ...{ size: i32, stride: i32, filters: i32 },
  /** Weights are [size, size, channels, filters]; flipped 1: [size, size, filters, channels], turned by 180°. */
  ...{ weights: usize, flipped: i32, bias: usize, relu: i32 },
  /** What is written. */
  out: usize,
  /** Pixels before pooling, and floats from pixel to pixel after it. */
  ...{ outHeight: i32, outWidth: i32, outPixel: i32 },
  /** Side of a pooling window, and a byte for which of its pixels won. */
  ...{ pool: i32, winners: usize },
  /** Gradient that comes back, laid out as what went forward. */
  upstream: usize,
  /** As gemm's, of what is written. */
  mask: usize,
  scratch: usize,
};

const STRUCTS = {
  Gemm: GEMM,
  AdamRates: ADAM_RATES,
  Adam: {
    ...ADAM_RATES,
    ...{ weights: usize, gradient: usize, firstMoment: usize, secondMoment: usize, count: i32 },
  },
  /** The gradient of the sparse first layer is summed on the way. */
  SparseAdam: {
    ...ADAM_RATES,
    ...{ columnStart: usize, rowOf: usize, columnValue: usize, columns: i32 },
    ...{ upstream: usize, n: i32 },
    ...{ weights: usize, firstMoment: usize, secondMoment: usize, scratch: usize },
  },
  /** Inked pixels listed by image, then by pixel. */
  IndexImages: {
    ...{ images: usize, rows: i32, columns: i32 },
    ...{ rowStart: usize, columnOf: usize, rowValue: usize },
    ...{ columnStart: usize, rowOf: usize, columnValue: usize },
  },
  /** Row i has as many entries as from start[i] to start[i + 1]: an index into the rows of the matrix, and a value. */
  SparseProduct: {
    ...{ start: usize, indices: usize, values: usize, rows: i32 },
    ...{ matrix: usize, n: i32, bias: usize, relu: i32, out: usize },
  },
  Momentum: {
    ...{ weights: usize, gradient: usize, velocity: usize, count: i32 },
    ...{ factor: f32, learningRate: f32, keep: f32 },
  },
  Convolution: CONVOLUTION,
  /** How one member is taught. */
  Lesson: {
    inverseT: f32,
    hardWeight: f32,
    /** Of the soft loss's gradient: w · s / T, s = T² or 1. */
    softGradientWeight: f32,
    /** Of the soft loss's value: s. */
    softLossScale: f32,
    labelSmoothing: f32,
    /** Of the soft loss: placeOfForm. */
    form: f32,
    /** β of decoupled. */
    nonTargetWeight: f32,
    /** β of jensenShannon: 0, 1, or at least 1e-6 from both. */
    klDirection: f32,
    /** k of topK, and 1 where the rest is spread. */
    ...{ topK: f32, spreadsRest: f32 },
  },
  DistillationLoss: {
    ...{ logits: usize, labels: usize, teacher: usize, lessons: usize, imageWeights: usize },
    ...{ batch: i32, members: i32, classes: i32 },
    ...{ gradient: usize, hardSums: usize, softSums: usize, scratch: usize },
  },
} satisfies Record<string, Record<string, Kind>>;

export type StructName = keyof typeof STRUCTS;

/** Forms of the soft loss that the kernels know. */
const FORMS = ['probabilities', 'logits', 'decoupled', 'jensenShannon', 'topK', 'standardised'] as const;

/** As a lesson's field; the assembly says Form.probabilities and so on. */
export const placeOfForm = (name: (typeof FORMS)[number]): number => FORMS.indexOf(name);

/** A place in the heap, in bytes: a count is none. */
export type Address = number & { readonly unit: 'address' };

export type Struct<Name extends StructName> = {
  readonly [Field in keyof (typeof STRUCTS)[Name]]: (typeof STRUCTS)[Name][Field] extends typeof usize
    ? Address
    : number;
};

/** Bytes of the largest. */
export const STRUCT_BYTES =
  4 * Math.max(...Object.values(STRUCTS).map((fields) => Object.keys(fields).length));

/** Writes a struct at a byte of the heap. */
export function writeStruct<Name extends StructName>(
  heap: DataView,
  at: number,
  name: Name,
  values: Struct<Name>,
): void {
  let offset = at;
  for (const [field, kind] of ENTRIES[name]) {
    const value = values[field as keyof Struct<Name>];
    if (kind === 'f32') heap.setFloat32(offset, value, true);
    else heap.setUint32(offset, value, true);
    offset += 4;
  }
}

/** A struct of floats alone, as a row of a tensor. */
export function floatRow<Name extends StructName>(name: Name, values: Struct<Name>): number[] {
  return ENTRIES[name].map(([field]) => values[field as keyof Struct<Name>]);
}

/** Of a field, counted from 0. */
export function placeOf<Name extends StructName>(name: Name, field: keyof Struct<Name>): number {
  return ENTRIES[name].findIndex(([each]) => each === field);
}

const ENTRIES = Object.fromEntries(
  Object.entries(STRUCTS).map(([name, fields]) => [name, Object.entries<Kind>(fields)]),
) as Record<StructName, [string, Kind][]>;

/** The classes and forms as AssemblyScript; a class that begins as an earlier one extends it. */
export function structsInAssembly(): string {
  const names = Object.keys(STRUCTS) as StructName[];
  const textOf = (name: StructName, index: number) => {
    const own = ENTRIES[name];
    const base = names
      .slice(0, index)
      .find((other) => ENTRIES[other].every(([field], at) => own[at]?.[0] === field));
    const rest = own.slice(base ? ENTRIES[base].length : 0);
    const fields = rest.map(([field, kind]) => `  ${field}: ${kind};`).join('\n');
    return `@unmanaged export class ${name}${base ? ` extends ${base}` : ''} {\n${fields}\n}`;
  };
  const forms = FORMS.map((name, at) => `  export const ${name}: i32 = ${at};`).join('\n');
  return [...names.map(textOf), `export namespace Form {\n${forms}\n}`].join('\n');
}
