import { t } from '../../language/t.ts';
import { Icon } from '../icon.tsx';
import './chart.css';

interface Props {
  /** What the table is about, for those who hear it. */
  readonly about: string;
  readonly summary?: string;
  readonly heads: readonly string[];
  /** The first cell names its row. */
  readonly rows: readonly (readonly [name: string, ...cells: readonly string[]])[];
}

/** The table behind a chart, one click away. */
export function Behind({ about, summary, heads, rows }: Props) {
  return (
    <details class="behind">
      <summary>
        <Icon name="next" size={14} />
        {summary ?? t('chart.numbers')}
      </summary>
      <table aria-label={about}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells], nth) => (
            // Two rows of one table may be named alike (two groups with the same chance).
            <tr key={nth}>
              <th scope="row">{name}</th>
              {cells.map((cell, column) => (
                <td key={heads[column + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
