/** The cohort table: customers by the month of their first order, and what they did in each month after it. */
import type { Day } from '../time.ts';
import { firstDayOf, type Month, monthOfDay } from './month.ts';
import { FEWEST_CUSTOMERS } from './survival.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** Customers of a cohort with orders in one month, `since` months after the cohort's own. */
export interface CohortActivity {
  readonly cohort: Month;
  readonly since: number;
  readonly customers: number;
  readonly revenueMinor: number;
}

export interface CohortCell {
  readonly since: number;
  readonly customers: number;
  readonly revenueMinor: number;
  /** Of those who could have ordered in this month, 0–1. */
  readonly share: number;
  /** 95 % interval of the share where the cohort is too small for it to be firm. */
  readonly interval: readonly [low: number, high: number] | null;
  /** The month is not over: this is what there is so far. */
  readonly soFar: boolean;
}

export interface CohortRow {
  readonly cohort: Month;
  readonly customers: number;
  /** By `since`, from 0; months that have not begun have no cell. */
  readonly cells: readonly CohortCell[];
}

/** Cohorts with customers, the oldest first. `asOfDay` is the last day whose orders are in `activity`. */
export function cohortTable(
  activity: readonly CohortActivity[],
  asOfDay: Day,
): readonly CohortRow[] {
  const found = new Map<Month, Map<number, CohortActivity>>();
  for (const each of activity) {
    const cells = found.get(each.cohort) ?? new Map<number, CohortActivity>();
    found.set(each.cohort, cells.set(each.since, each));
  }
  return [...found]
    .sort(([one], [other]) => one - other)
    .map(([cohort, cells]) => rowOf(cohort, cells, asOfDay));
}

function rowOf(cohort: Month, found: ReadonlyMap<number, CohortActivity>, asOfDay: Day): CohortRow {
  const customers = found.get(0)?.customers ?? 0;
  const months = Math.max(0, monthOfDay(asOfDay) - cohort + 1);
  const cells = Array.from({ length: months }, (_, since) =>
    cellOf(since, found.get(since), customers, !isOver(cohort + since, asOfDay)),
  );
  return { cohort, customers, cells };
}

function cellOf(
  since: number,
  found: Pick<CohortActivity, 'customers' | 'revenueMinor'> | undefined,
  of: number,
  soFar: boolean,
): CohortCell {
  const { customers, revenueMinor } = found ?? { customers: 0, revenueMinor: 0 };
  const isSmall = since > 0 && of > 0 && of < FEWEST_CUSTOMERS;
  return {
    since,
    customers,
    revenueMinor,
    share: of === 0 ? 0 : customers / of,
    interval: isSmall ? wilsonInterval({ customers: of, returned: customers }) : null,
    soFar,
  };
}

function isOver(month: Month, asOfDay: Day): boolean {
  return asOfDay >= firstDayOf(month + 1) - 1;
}

export interface CohortSummary extends CohortCell {
  /** Customers whose month `since` is over: those that the share is of. */
  readonly of: number;
  /** The newest cohort among them. */
  readonly newest: Month;
}

/** All cohorts together, by `since`: each month only of the cohorts that have lived through it; null where none has. */
export function summarize(rows: readonly CohortRow[]): readonly (CohortSummary | null)[] {
  const columns = Math.max(0, ...rows.map(({ cells }) => cells.length));
  return Array.from({ length: columns }, (_, since) => {
    const old = rows.filter(({ cells }) => cells[since]?.soFar === false);
    const newest = old.at(-1)?.cohort;
    if (newest === undefined) return null;
    const of = old.reduce((sum, row) => sum + row.customers, 0);
    const together = {
      customers: old.reduce((sum, { cells }) => sum + (cells[since]?.customers ?? 0), 0),
      revenueMinor: old.reduce((sum, { cells }) => sum + (cells[since]?.revenueMinor ?? 0), 0),
    };
    return { ...cellOf(since, together, of, false), of, newest };
  });
}
