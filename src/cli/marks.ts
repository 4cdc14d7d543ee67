/** Parts of a document that commands write: they lie between two marks, so that no number there is typed. */

/** @param mark e.g. "bench", of <!-- bench --> … <!-- end of bench --> @throws Error when the document has lost its marks */
export function betweenMarks(file: string, document: string, mark: string, text: string): string {
  const [beginMark, endMark] = [`<!-- ${mark} -->`, `<!-- end of ${mark} -->`];
  const [begin, end] = [document.indexOf(beginMark), document.indexOf(endMark)];
  if (begin < 0 || end < begin)
    throw new Error(`${file} has no place for the table: expected "${beginMark}" and later "${endMark}".`);
  return `${document.slice(0, begin + beginMark.length)}\n\n${text}\n\n${document.slice(end)}`;
}
