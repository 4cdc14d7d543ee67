/** What a file is, by how it begins; files that are not read are named for what they are, with the way out. */
import { DataFileError } from '../dataFileError.ts';
import { isGzip } from '../gunzip.ts';
import { firstBytes, isIdx } from '../idx.ts';
import { isText } from './encoding.ts';

export type FileKind = 'gzip' | 'zip' | 'idx' | 'png' | 'table';

const AS_CSV = 'Write it as CSV (a line a digit: label and 784 greys) or as IDX.';
const AS_NUMPY = 'In Python: numpy.savetxt("digits.csv", x.reshape(len(x), -1), fmt="%d", delimiter=",").';
const AS_PNG = 'Save it as PNG of 28×28 pixels, in a folder per class.';

/** Tab, line ends, blank, and the byte order mark of UTF-8. */
const BLANKS = [9, 10, 13, 32, 0xef, 0xbb, 0xbf];

interface Foreign {
  readonly begins: string | readonly number[];
  /** Where that stands; at the beginning if left out, or behind blanks. */
  readonly at?: number;
  readonly what: string;
  readonly wayOut: string;
}

/** Kinds that people have and that are not read. A text stands for its characters, in either case. */
const FOREIGN: readonly Foreign[] = [
  {
    begins: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59],
    what: 'a NumPy array (.npy)',
    wayOut: AS_NUMPY,
  },
  {
    begins: 'PAR1',
    what: 'a Parquet file',
    wayOut: `${AS_CSV} In pandas: to_csv("digits.csv", index=False).`,
  },
  { begins: [0xff, 0xd8, 0xff], what: 'a JPEG picture', wayOut: AS_PNG },
  { begins: 'GIF8', what: 'a GIF picture', wayOut: AS_PNG },
  { begins: 'RIFF', what: 'a WebP picture or another RIFF file', wayOut: AS_PNG },
  { begins: 'BM', what: 'a BMP picture', wayOut: AS_PNG },
  { begins: 'II*\0', what: 'a TIFF picture', wayOut: AS_PNG },
  { begins: 'MM\0*', what: 'a TIFF picture', wayOut: AS_PNG },
  { begins: '%PDF', what: 'a PDF document', wayOut: AS_PNG },
  { begins: 'BZh', what: 'packed by bzip2', wayOut: 'Unpack it first: bunzip2.' },
  { begins: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: 'packed by xz', wayOut: 'Unpack it first: unxz.' },
  { begins: [0x28, 0xb5, 0x2f, 0xfd], what: 'packed by Zstandard', wayOut: 'Unpack it first: unzstd.' },
  { begins: '7z\xbc\xaf', what: 'a 7z archive', wayOut: 'Unpack it first.' },
  {
    begins: 'ustar',
    at: 257,
    what: 'a tar archive',
    wayOut: 'Unpack it first, and give its files or its folder.',
  },
  ...[2, 3, 4, 5].map((protocol) => ({
    begins: [0x80, protocol],
    what: 'a Python pickle',
    wayOut: AS_NUMPY,
  })),
  {
    begins: 'version https://git-lfs',
    what: 'a pointer of Git LFS and not the file itself',
    wayOut: 'Fetch that one: git lfs pull.',
  },
  { begins: '{\\rtf', what: 'an RTF text', wayOut: AS_CSV },
  { begins: 'Rar!', what: 'a RAR archive', wayOut: 'Unpack it first.' },
  { begins: [0x89, 0x48, 0x44, 0x46], what: 'an HDF5 file', wayOut: AS_CSV },
  { begins: 'MATLAB', what: 'a MATLAB file', wayOut: `${AS_CSV} In MATLAB: writematrix.` },
  { begins: 'SQLite', what: 'an SQLite database', wayOut: AS_CSV },
  { begins: '@relation', what: 'an ARFF file', wayOut: 'OpenML offers the same set as CSV.' },
  { begins: '<', what: 'an HTML or XML page', wayOut: 'Was the file itself downloaded? Fetch it again.' },
  { begins: '{', what: 'a JSON file', wayOut: AS_CSV },
  { begins: '[', what: 'a JSON file', wayOut: AS_CSV },
];

/** @param beginning its first 512 bytes, or all there are @throws DataFileError */
export function kindOf(name: string, beginning: Uint8Array): FileKind {
  if (beginning.length === 0)
    throw new DataFileError(`${name} is empty; expected images, labels, or both. Was it saved?`);
  if (/\.onnx$/i.test(name))
    throw new DataFileError(
      `${name} is a network, and digits were expected. Open it by “bring your own” under Teacher.`,
    );
  const behindBlanks = beginning.subarray(beginning.findIndex((byte) => !BLANKS.includes(byte)));
  if (isGzip(beginning)) return 'gzip';
  if (begins(beginning, 'PK\x03\x04') || begins(beginning, 'PK\x05\x06')) return 'zip';
  if (begins(beginning, [0x89, 0x50, 0x4e, 0x47])) return 'png';
  if (isIdx(beginning)) return 'idx';
  const foreign = FOREIGN.find(
    (each) => begins(beginning.subarray(each.at ?? 0), each.begins) || begins(behindBlanks, each.begins),
  );
  if (foreign) throw new DataFileError(`${name} is ${foreign.what}, which is not read. ${foreign.wayOut}`);
  if (isText(beginning)) return 'table';
  throw new DataFileError(
    `${name} is of no kind that is read: it begins with ${firstBytes(beginning)}. Expected IDX (images 0x00000803, labels 0x00000801), CSV, PNG pictures of 28×28, or these packed as .gz or .zip. ` +
      'Numbers without a header, as one-hot labels often are, do not say what they are: write them as IDX or CSV.',
  );
}

function begins(beginning: Uint8Array, expected: string | readonly number[]): boolean {
  if (typeof expected !== 'string') return expected.every((byte, at) => beginning[at] === byte);
  const text = String.fromCharCode(...beginning.subarray(0, expected.length));
  return text.toLowerCase() === expected.toLowerCase();
}
