/** The numbers of a picture as a table that scrolls in its place. */
import { written, type Field, type Numbers } from './numbers.ts';

interface Props {
  readonly title: string;
  readonly numbers: Numbers;
}

/** A number that is missing is an empty text, and stands where numbers do. */
const isText = (field: Field | undefined) => typeof field === 'string' && field !== '';

export function NumbersTable({ title, numbers: { header, rows } }: Props) {
  return (
    <div className="table-scroll numbers-table" tabIndex={0} role="group" aria-label={`${title}, as numbers`}>
      <table className="numbers" aria-label={title}>
        <thead>
          <tr>
            {header.map((name, column) => (
              <th key={name} scope="col" className={isText(rows[0]?.[column]) ? 'text-field' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((field, column) => (
                <td key={column} className={isText(field) ? 'text-field' : undefined}>
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
