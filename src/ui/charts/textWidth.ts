/** How wide a text is drawn, reckoned before it is: by the widths of Inter's letters, from which no other type differs much. */

/** Shares of the font's size, measured at 12 pixels with figures of one width. */
const WIDTHS: readonly (readonly [letters: string, width: number])[] = [
  [" .,:;!|'ijlI", 0.29],
  ['ftr()-–/"', 0.45],
  ['0123456789+−±=<>×ABEKPRSTVXYZ', 0.67],
  ['CDGHNOQUw', 0.79],
  ['mMW%…', 1],
];
const OTHER = 0.58;
const WIDTH_OF = new Map(WIDTHS.flatMap(([letters, width]) => [...letters].map((each) => [each, width])));

/** In pixels. @param fontSize in pixels */
export function textWidth(text: string, fontSize = 12): number {
  return fontSize * [...text].reduce((sum, letter) => sum + (WIDTH_OF.get(letter) ?? OTHER), 0);
}

/** Ends in an ellipsis where it has no room; two letters stay. @param room in pixels */
export function cutToWidth(text: string, room: number, fontSize = 12): string {
  if (textWidth(text, fontSize) <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, fontSize) > room) letters.pop();
  return `${letters.join('')}…`;
}
