/** Prints the tables of simulated cover for src/distillation/README.md. Run: npm run cover -- 1000 [replicates [model]] (trials a cell; an hour). */
import { CELLS, coverOf, type Cell } from '../support/cover.ts';

const numTrials = Number(process.argv[2] ?? 1000);
const [asked, ofModel = ''] = process.argv.slice(3);
const percentOf = (share: number) => (100 * share).toFixed(1);

function tableOf(cells: readonly Cell[], title: (cell: Cell) => string): void {
  const models = [...new Set(cells.map(({ model }) => model))];
  const columns = cells.filter(({ model }) => model === models[0]);
  console.log(`\n| model | ${columns.map(title).join(' | ')} |`);
  console.log(`|---|${columns.map(() => '---').join('|')}|`);
  for (const model of models) {
    const row = cells.filter((cell) => cell.model === model).map((cell) => coverText(cell));
    console.log(`| ${model.name} | ${row.join(' | ')} |`);
  }
}

function coverText(cell: Cell): string {
  const { ofRun, ofUntil } = coverOf(cell, numTrials);
  return `${percentOf(ofRun)} / ${percentOf(ofUntil)}`;
}

for (const numReplicates of new Set(CELLS.map((cell) => cell.numReplicates)))
  if (asked === undefined || Number(asked) === numReplicates)
    tableOf(
      CELLS.filter((cell) => cell.numReplicates === numReplicates && cell.model.name.includes(ofModel)),
      ({ numStudents, numDigits }) =>
        `${numReplicates > 1 ? `${numReplicates} × ` : ''}${numStudents} × ${numDigits}`,
    );
