/** Files that the monkey drops on the page, and gives where it is asked for some. */
import { encode } from 'fast-png';
import { encodeImages, encodeLabels } from '../../../src/data/idx.ts';
import { smallResult } from '../../support/smallResult.ts';

const images = Uint8Array.from({ length: 784 * 60 }, (_, at) => ((at * 7) % 251) * Number(at % 3 === 0));
const row = (label: number) => [label, ...new Array<number>(784).fill(20 * label)].join(',');

export const DROPPED: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['images-idx3-ubyte', encodeImages(images)],
  ['labels-idx1-ubyte', encodeLabels(Uint8Array.from({ length: 60 }, (_, at) => at % 10))],
  ['digits.csv', Buffer.from(Array.from({ length: 40 }, (_, at) => row(at % 10)).join('\n'))],
  ['seven.png', encode({ width: 28, height: 28, data: images.slice(0, 784), channels: 1 })],
  ['result.json', Buffer.from(JSON.stringify(smallResult()))],
  ['half.json', Buffer.from(JSON.stringify(smallResult()).slice(0, 700))],
  ['rubbish.bin', Uint8Array.from({ length: 3_000 }, (_, at) => (at * 131) % 256)],
  ['empty.txt', new Uint8Array()],
  ['a.onnx', Uint8Array.from({ length: 300 }, (_, at) => (at * 37) % 256)],
];
