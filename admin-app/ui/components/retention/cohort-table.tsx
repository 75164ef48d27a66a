import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CohortCell, CohortRow, CohortSummary } from '../../../core/results/cohorts.ts';
import { formatMonth } from '../../../core/results/month.ts';
import { number, percent, roundMoney } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { Measure, Period } from '../../models/retention.ts';
import { keepOneStop, moveByArrow } from './arrow-keys.ts';
import { PeopleLink } from './people-link.tsx';
import { intervalInWords, monthInWords } from './words.ts';

export interface CohortGroup {
  readonly name: string;
  readonly period: Period;
  readonly customers: number;
  readonly rows: readonly CohortRow[];
  readonly summary: readonly (CohortSummary | null)[];
}

interface Props {
  readonly groups: readonly CohortGroup[];
  readonly measure: Measure;
}

/** Two years on: what lies beyond is in the curve, and hardly differs from month to month. */
const MOST_COLUMNS = 25;

export function CohortTable({ groups, measure }: Props) {
  const table = useRef<HTMLTableElement>(null);
  useLayoutEffect(() => keepOneStop(table.current));
  const columns = columnsOf(groups, measure);
  const most = mostOf(groups, measure, columns);
  return (
    <div class="cohort-scroll">
      <table
        ref={table}
        class="cohorts"
        aria-label={t('retention.cohorts')}
        onKeyDown={moveByArrow}
      >
        <thead>
          <tr>
            <th scope="col">{t('retention.column.month')}</th>
            <th scope="col" class="amount">
              {t('retention.column.customers')}
            </th>
            {columns.map((since) => (
              <th key={since} scope="col" title={sinceInWords(since)}>
                <span aria-hidden="true">{since === 0 ? '0' : `+${number(since)}`}</span>
                <span class="visually-hidden">{sinceInWords(since)}</span>
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group, nth) => (
          <tbody key={`${group.period.from} ${nth}`}>
            <SummaryRow
              {...{ group, columns, measure, most, nth }}
              isCompared={groups.length > 1}
            />
            {group.rows.map((row) => (
              <Row key={row.cohort} {...{ row, columns, measure, most }} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** The cohort's own month says nothing but 100 % of customers, yet it holds their first money. */
function columnsOf(groups: readonly CohortGroup[], measure: Measure): readonly number[] {
  const longest = Math.max(...groups.flatMap(({ rows }) => rows.map(({ cells }) => cells.length)));
  const first = measure === 'revenue' ? 0 : 1;
  const count = Math.min(MOST_COLUMNS, longest) - first;
  return Array.from({ length: Math.max(1, count) }, (_, i) => i + first);
}

/** What the strongest colour stands for: the most of all cells that are over and firm. */
function mostOf(groups: readonly CohortGroup[], measure: Measure, columns: readonly number[]) {
  const values = groups.flatMap(({ rows }) =>
    rows.flatMap(({ cells }) =>
      cells
        .filter(({ since, interval }) => since > 0 && interval === null && columns.includes(since))
        .map((cell) => heatOf(cell, measure)),
    ),
  );
  return Math.max(0.0001, ...values);
}

function heatOf(cell: CohortCell, measure: Measure): number {
  if (measure === 'share') return cell.share;
  return measure === 'customers' ? cell.customers : cell.revenueMinor;
}

interface RowProps {
  readonly row: CohortRow;
  readonly columns: readonly number[];
  readonly measure: Measure;
  readonly most: number;
}

function Row({ row, columns, measure, most }: RowProps) {
  const cohort = formatMonth(row.cohort);
  const name = monthInWords(cohort);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="amount">
        <PeopleLink
          choice={{ from: cohort, to: cohort }}
          label={`${name}: ${t('retention.count.1', { n: row.customers })}`}
        >
          {number(row.customers)}
        </PeopleLink>
      </td>
      {columns.map((since) => {
        const cell = row.cells[since];
        return cell ? (
          <Cell
            key={since}
            {...{ cell, measure, most, name }}
            period={{ from: cohort, to: cohort }}
          />
        ) : (
          <NotYet key={since} />
        );
      })}
    </tr>
  );
}

interface SummaryProps extends Omit<RowProps, 'row'> {
  readonly group: CohortGroup;
  readonly nth: number;
  readonly isCompared: boolean;
}

function SummaryRow({ group, columns, measure, most, nth, isCompared }: SummaryProps) {
  const { name, period, customers, summary } = group;
  return (
    <tr class="together">
      <th scope="row">
        {isCompared && <i class={`period-mark ${nth === 0 ? 'of' : 'other'}`} aria-hidden="true" />}
        {name}
      </th>
      <td class="amount">
        <PeopleLink choice={period} label={`${name}: ${t('retention.count.1', { n: customers })}`}>
          {number(customers)}
        </PeopleLink>
      </td>
      {columns.map((since) => {
        const cell = summary[since];
        if (!cell) return <NotYet key={since} />;
        const of = { from: period.from, to: formatMonth(cell.newest) };
        const heat = measure === 'share' ? most : Number.POSITIVE_INFINITY;
        return <Cell key={since} {...{ cell, measure, name }} most={heat} period={of} />;
      })}
    </tr>
  );
}

interface CellProps {
  readonly cell: CohortCell;
  readonly measure: Measure;
  readonly most: number;
  /** Of its row. */
  readonly name: string;
  readonly period: Period;
}

function Cell({ cell, measure, most, name, period }: CellProps) {
  const { since, interval, soFar } = cell;
  const value = shownOf(cell, measure);
  const range = measure === 'share' && interval ? intervalInWords(...interval) : null;
  const said = [value, range, soFar && t('retention.soFar')].filter(Boolean).join(', ');
  const heat = Math.min(1, Math.max(0, heatOf(cell, measure) / most));
  const look = ['cell', soFar && 'so-far', range && 'uncertain'].filter(Boolean).join(' ');
  return (
    <td class={look} style={{ '--heat': `${Math.round(heat * 100)}%` }}>
      <PeopleLink
        choice={{ ...period, since }}
        label={t('retention.cell', { cohort: name, since: sinceInWords(since), value: said })}
      >
        {value}
        {range && <small>{range}</small>}
      </PeopleLink>
    </td>
  );
}

function NotYet() {
  return (
    <td class="not-yet">
      <span class="visually-hidden">{t('retention.notYet')}</span>
    </td>
  );
}

function shownOf({ share, customers, revenueMinor }: CohortCell, measure: Measure): string {
  if (measure === 'share') return percent(share);
  return measure === 'customers' ? number(customers) : roundMoney(revenueMinor);
}

function sinceInWords(since: number): string {
  return since === 0 ? t('retention.column.same') : t('retention.column.since', { n: since });
}
