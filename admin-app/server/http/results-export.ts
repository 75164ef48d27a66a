/** Results as files (CSV): figures by scenario, orders with what they are credited to, and the customers of a figure. */
import type { Context } from 'hono';
import {
  CUSTOMER_COLUMNS,
  FIGURES,
  ORDER_COLUMNS,
  type ResultsOverview,
  type ResultsPeriod,
  SCENARIO_COLUMNS,
} from '../../contract/results.ts';
import { formatDecimal } from '../../core/money.ts';
import type * as Lists from '../database/result-lists.ts';
import { csvLine, forSpreadsheets } from './csv.ts';
import { streamOf } from './stream-of.ts';

export function csvFile(
  c: Context,
  lines: AsyncGenerator<string>,
  title: string,
  { from, to }: ResultsPeriod,
): Response {
  return c.body(streamOf(forSpreadsheets(lines)), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${title}-${from}-${to}.csv"`,
  });
}

export async function* scenarioLines(
  { scenarios, shop }: ResultsOverview,
  currency: string,
): AsyncGenerator<string> {
  const decimal = (amountMinor: number) => formatDecimal({ amountMinor, currency });
  yield csvLine(SCENARIO_COLUMNS);
  for (const row of scenarios) {
    yield csvLine([
      ...[row.scenarioId, row.name, row.kind, row.template, row.trade, row.status],
      ...FIGURES.map((figure) => row.figures[figure]),
      ...[decimal(row.couponMinor), row.orders, decimal(row.revenueMinor)],
    ]);
  }
  const empty = FIGURES.map(() => null);
  const rest = shop.revenueMinor - shop.attributedMinor;
  const total = (name: string, orders: number, minor: number) =>
    csvLine([null, name, null, null, null, null, ...empty, null, orders, decimal(minor)]);
  yield total('attributed', shop.attributedOrders, shop.attributedMinor);
  yield total('not attributed', shop.orders - shop.attributedOrders, rest);
  yield total('shop', shop.orders, shop.revenueMinor);
}

export async function* orderLines(
  readPage: (after: Lists.FigurePosition | null) => Promise<readonly Lists.AttributedOrder[]>,
  names: ReadonlyMap<number, string>,
  currency: string,
): AsyncGenerator<string> {
  yield csvLine(ORDER_COLUMNS);
  for (let after: Lists.FigurePosition | null = null; ; ) {
    const page = await readPage(after);
    const last = page.at(-1);
    if (!last) return;
    yield page
      .map((row) =>
        csvLine([
          ...[row.order_id, row.order_name, new Date(row.at).toISOString(), row.customer_id],
          ...[nameOf(row), row.email, row.scenario_id, names.get(row.scenario_id) ?? null],
          ...[row.block_id, row.channel, row.touch],
          formatDecimal({ amountMinor: row.amount_minor, currency }),
        ]),
      )
      .join('');
    after = { day: last.day, id: last.id };
  }
}

type FigurePage = Awaited<ReturnType<typeof Lists.listFigure>>;

export async function* customerLines(
  readPage: (after: Lists.FigurePosition | null) => Promise<FigurePage>,
): AsyncGenerator<string> {
  yield csvLine(CUSTOMER_COLUMNS);
  for (let after: Lists.FigurePosition | null = null; ; ) {
    const { rows, scannedTo } = await readPage(after);
    yield rows
      .map((row) =>
        csvLine([
          ...[row.customer_id, nameOf(row), row.email, new Date(row.at).toISOString(), row.note],
          row.comment,
        ]),
      )
      .join('');
    if (!scannedTo) return;
    after = scannedTo;
  }
}

/** A customer's name as far as it is known; null where it is not. */
export function nameOf(row: {
  readonly first_name: string | null;
  readonly last_name: string | null;
}): string | null {
  return [row.first_name, row.last_name].filter((part) => part).join(' ') || null;
}
