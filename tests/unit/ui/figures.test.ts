// @vitest-environment happy-dom
/** Figures are compared with the pictures in tests/figures; FIGURES=accept, which `npm run figures` sets, writes them. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { draw } from '../../figures/draw.ts';
import { FIGURES } from '../../figures/figures.tsx';

const COMMITTED = 'tests/figures';
/** Of those that differ, to be looked at. */
const DRAWN = '.cache/figures';
const isAccepting = process.env['FIGURES'] === 'accept';

it('there are nine figures, each with a name of its own', () => {
  expect(new Set(FIGURES.map(({ name }) => name)).size).toBe(9);
});

for (const { name, shows, size, drawing } of FIGURES)
  it(`figure ${name}: ${shows}`, async () => {
    const drawn = await draw(drawing, size);
    expect(drawn).not.toMatch(/NaN|Infinity|undefined/);
    const [file, other] = [`${COMMITTED}/${name}.svg`, `${DRAWN}/${name}.svg`];
    if (isAccepting) return writeFileSync(file, drawn);
    rmSync(other, { force: true });
    const committed = existsSync(file) ? readFileSync(file, 'utf8') : null;
    if (drawn === committed) return;
    mkdirSync(DRAWN, { recursive: true });
    writeFileSync(other, drawn);
    throw new Error(
      `The figure "${name}" is not the one in ${file}${committed === null ? ', which is not there' : ''}.\n` +
        `It should show: ${shows}.\n` +
        `To look at it, before and now, and accept it: npm run figures (the new one lies in ${other}).\n` +
        `Commit ${file} if it is as it should be; if it is not, mend the drawing. First difference:\n${firstDifference(committed ?? '', drawn)}`,
    );
  });

function firstDifference(before: string, now: string): string {
  const [old, fresh] = [before.split('\n'), now.split('\n')];
  const at = fresh.findIndex((line, index) => line !== old[index]);
  return `- ${old[Math.max(0, at)] ?? ''}\n+ ${fresh[Math.max(0, at)] ?? ''}`;
}
