import type { InactiveCounts } from '../../../contract/inactive.ts';
import { INACTIVE_RANGES, type InactiveRange } from '../../../core/segment/inactive.ts';
import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { InactiveChoice } from '../../models/inactive.ts';
import { to } from '../../navigation.ts';

interface Props {
  readonly counts: InactiveCounts;
  readonly choice: InactiveChoice;
}

/** Last order × last response: the fuller a cell, the stronger its colour; each leads to its customers. */
export function Matrix({ counts, choice }: Props) {
  const most = Math.max(1, ...counts.cells.map(({ customers }) => customers));
  return (
    <div class="inactive-matrix">
      <table aria-label={t('inactive.matrix')}>
        <thead>
          <tr>
            <th class="corner" rowSpan={2} scope="col">
              {t('inactive.order')}
            </th>
            <th class="over" colSpan={INACTIVE_RANGES.length} scope="colgroup">
              {t('inactive.response')}
            </th>
            <th class="total" rowSpan={2} scope="col">
              {t('inactive.all')}
            </th>
          </tr>
          <tr>
            {INACTIVE_RANGES.map((response) => (
              <th key={response} scope="col">
                {t(`inactive.range.${response}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {INACTIVE_RANGES.map((order) => (
            <tr key={order}>
              <th scope="row">{t(`inactive.range.${order}`)}</th>
              {INACTIVE_RANGES.map((response) => (
                <Cell
                  key={response}
                  {...{ order, response, most }}
                  customers={customersIn(counts, order, response)}
                  chosen={isChosen(choice, order, response)}
                />
              ))}
              <td class="total">{number(customersIn(counts, order, null))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('inactive.all')}</th>
            {INACTIVE_RANGES.map((response) => (
              <td key={response}>{number(customersIn(counts, null, response))}</td>
            ))}
            <td class="total">{number(counts.customers)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

interface CellProps {
  readonly order: InactiveRange;
  readonly response: InactiveRange;
  readonly customers: number;
  readonly most: number;
  readonly chosen: boolean;
}

function Cell({ order, response, customers, most, chosen }: CellProps) {
  if (customers === 0) return <td class="nobody">{number(0)}</td>;
  const words = {
    n: customers,
    order: t(`inactive.long.${order}`),
    response: t(`inactive.long.${response}`),
  };
  return (
    // By the root, so that small cells beside a huge one still differ from empty ones.
    <td style={{ '--full': `${Math.round(4 + 34 * Math.sqrt(customers / most))}%` }}>
      <a
        href={to('/customers/inactive', { order, response })}
        aria-label={t('inactive.cellCount', words)}
        aria-current={chosen ? 'true' : undefined}
      >
        {number(customers)}
      </a>
    </td>
  );
}

/** Null adds up the whole row or column. */
function customersIn(
  { cells }: InactiveCounts,
  order: InactiveRange | null,
  response: InactiveRange | null,
): number {
  return cells
    .filter((cell) => (order ?? cell.order) === cell.order)
    .filter((cell) => (response ?? cell.response) === cell.response)
    .reduce((sum, { customers }) => sum + customers, 0);
}

function isChosen(choice: InactiveChoice, order: InactiveRange, response: InactiveRange): boolean {
  return choice.kind === 'cell' && choice.order === order && choice.response === response;
}
