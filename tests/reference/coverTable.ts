/** Prints the table of simulated cover for src/distillation/README.md. Run: npm run cover -- 2000 (trials a cell; minutes). */
import { CELLS, coverOf, ofRun, untilNarrow } from '../support/cover.ts';

const numTrials = Number(process.argv[2] ?? 1000);
const sizes = CELLS.filter(({ model }) => model === CELLS[0]!.model);
const percentOf = (share: number) => (100 * share).toFixed(1);

console.log(
  `| model | ${sizes.map(({ numStudents, numDigits }) => `${numStudents} × ${numDigits}`).join(' | ')} |`,
);
console.log(`|---|${sizes.map(() => '---').join('|')}|`);
for (const model of new Set(CELLS.map((cell) => cell.model))) {
  const cells = CELLS.filter((cell) => cell.model === model).map((cell) => {
    const until =
      cell.numStudents < 10 ? ` / ${percentOf(coverOf(cell, numTrials, untilNarrow(2 / 3)))}` : '';
    return percentOf(coverOf(cell, numTrials, ofRun)) + until;
  });
  console.log(`| ${model.name} | ${cells.join(' | ')} |`);
}
