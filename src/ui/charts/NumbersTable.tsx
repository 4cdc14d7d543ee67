/** The numbers of a picture as a table that scrolls in its place. */
import { written, type Numbers } from './numbers.ts';

interface Props {
  readonly title: string;
  readonly numbers: Numbers;
}

export function NumbersTable({ title, numbers: { header, rows } }: Props) {
  return (
    <div className="table-scroll numbers-table" tabIndex={0} role="group" aria-label={`${title}, as numbers`}>
      <table className="numbers" aria-label={title}>
        <thead>
          <tr>
            {header.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((field, column) => (
                <td key={column} className={typeof field === 'string' ? 'text-field' : undefined}>
                  {written(field)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
