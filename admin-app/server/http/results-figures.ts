/** Sums of the database as the figures that pages show. */
import type { Figure, ResultsGroup, ShopRevenue } from '../../contract/results.ts';
import { MESSAGE_FIGURES, type MessageFigure } from '../../core/results/figures.ts';
import type * as Sums from '../database/result-sums.ts';

export interface Groups {
  /** Undefined where there is nobody. */
  readonly treated: Sums.ResultSums | undefined;
  readonly heldOut: Sums.ResultSums | undefined;
}

export function groupsOf(rows: readonly Sums.ResultSums[]): Groups {
  return {
    treated: rows.find((row) => !row.held_out),
    heldOut: rows.find((row) => row.held_out),
  };
}

export function figuresOf({ treated, heldOut }: Groups): Readonly<Record<Figure, number>> {
  // Built from MESSAGE_FIGURES, so every one of them is there.
  const ofMessages = Object.fromEntries(
    MESSAGE_FIGURES.map((figure) => [figure, treated?.[figure] ?? 0]),
  ) as Record<MessageFigure, number>;
  const withheld = heldOut?.entered ?? 0;
  return {
    entered: (treated?.entered ?? 0) + withheld,
    'held out': withheld,
    ...ofMessages,
    'coupon issued': treated?.issued ?? 0,
    'coupon redeemed': treated?.redeemed ?? 0,
    returned: treated?.returned_30 ?? 0,
    'returned held out': heldOut?.returned_30 ?? 0,
    'second order': treated?.second_orders ?? 0,
  };
}

/** Entries beyond each customer's first. */
export function enteredAgain({ treated, heldOut }: Groups): number {
  const again = (sums: Sums.ResultSums | undefined) => (sums ? sums.entered - sums.customers : 0);
  return again(treated) + again(heldOut);
}

/** The rows of tables by groups, each with the money that is credited to the same group. */
export function tableOf(
  sums: readonly Sums.ResultSums[],
  credited: readonly Sums.AttributedSums[],
  labelOf: (row: Sums.ResultSums) => string | null,
): readonly ResultsGroup[] {
  const keys = new Map(sums.map((row) => [keyOf(row), row]));
  return [...keys].map(([key, row]): ResultsGroup => {
    const groups = groupsOf(sums.filter((each) => keyOf(each) === key));
    const { entered, sent, delivered, opened, clicked, returned, ...rest } = figuresOf(groups);
    const money = credited.find((each) => keyOf(each) === key);
    return {
      ...{ scenarioId: row.scenario_id, value: row.value, label: labelOf(row) },
      ...{ entered, sent, delivered, opened, clicked },
      ...{ heldOut: rest['held out'], notSent: rest['not sent'] },
      // Messages are not what comes back.
      returned: OF_MESSAGES.has(row.dimension) ? null : returned,
      orders: money?.orders ?? 0,
      revenueMinor: money?.amount_minor ?? 0,
    };
  });
}

function keyOf({
  dimension,
  scenario_id,
  value,
}: Pick<Sums.ResultSums, 'dimension' | 'scenario_id' | 'value'>) {
  return JSON.stringify([dimension, scenario_id, value]);
}

const OF_MESSAGES: ReadonlySet<string> = new Set(['step', 'channel', 'subject']);

export function dayOfRevenue(row: Sums.DayRevenue) {
  return {
    day: row.day,
    orders: row.orders,
    revenueMinor: row.revenue_minor,
    attributedOrders: row.attributed_orders,
    attributedMinor: row.attributed_minor,
  };
}

export function totalOf(days: readonly ShopRevenue[]): ShopRevenue {
  const sum = (of: (each: ShopRevenue) => number) =>
    days.reduce((total, each) => total + of(each), 0);
  return {
    orders: sum(({ orders }) => orders),
    revenueMinor: sum(({ revenueMinor }) => revenueMinor),
    attributedOrders: sum(({ attributedOrders }) => attributedOrders),
    attributedMinor: sum(({ attributedMinor }) => attributedMinor),
  };
}
