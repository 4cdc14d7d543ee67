import { describe, expect, it } from 'vitest';
import { csvFile } from '../../../src/data/digitFiles.ts';
import { isFormula } from '../../../src/data/formula.ts';
import { toCsv } from '../../../src/ui/charts/numbers.ts';

const HOSTILE = ['=HYPERLINK("http://elsewhere","x")', '+1+cmd|x', '-2+3', '@SUM(A1)', '\t=1'];

describe('a file for spreadsheets', () => {
  it.each(HOSTILE)('has %j as a text, not as a formula', (name) => {
    expect(isFormula(name)).toBe(true);
    expect(toCsv({ header: ['name'], rows: [[name]] })).toMatch(/^name\n"?'/);
  });

  it('has numbers, signs and names as they are', () => {
    const fields = [-0.5, '-1e-3', '+', '-', 'a=b', '–'];
    expect(toCsv({ header: ['x'], rows: [fields] })).toBe(`x\n${fields.join(',')}\n`);
  });

  it('of digits calls its classes by number where a name would be a formula', async () => {
    const names = ['=1+1', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
    const split = { images: new Uint8Array(784), labels: Uint8Array.of(0) };
    expect((await (await csvFile(split, 'set', names)).text()).split('\n')[1]).toMatch(/^0,0,/);
  });
});
