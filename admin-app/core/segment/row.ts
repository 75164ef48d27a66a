/**
 * What the SQL of a query reads: six relations (tables or views), each with `shop_id` and `customer_id` (both bigint, not
 * null) and the columns below. `segment_customers` has one row for each customer that can be a member; the others have
 * any number. Texts are folded (see fold.ts); values of enumerations are in small letters, and `customer_countries` holds
 * codes such as `fr`. Money is in minor units of the shop's currency. Null means unknown; an empty list may be either.
 *
 * - `segment_orders` holds the order log alone: paid, not cancelled, not test orders.
 * - `segment_purchases` holds the lines of those orders, with what the product is now; `amount` is that of the line.
 * - `segment_activities` holds what customers did and received. `id` is the product or collection looked at.
 * - `segment_appended` holds what is known from outside, one row for each attribute; the latest import's.
 * - `segment_enrolments` holds passages that have not ended, held out or not.
 */
import { ATTRIBUTES } from './attributes.ts';
import { type EventSource, FUNCTIONS } from './functions.ts';
import type { ValueType } from './operators.ts';

/** Narrower whole numbers will do where bigint is named. */
export type ColumnType = 'bigint' | 'real' | 'timestamptz' | 'date' | 'text' | 'text[]' | 'boolean';
export type Columns = Readonly<Record<string, ColumnType>>;

export const COLUMN_TYPES: Readonly<Record<ValueType, ColumnType>> = {
  number: 'bigint',
  real: 'real',
  money: 'bigint',
  instant: 'timestamptz',
  day: 'date',
  text: 'text',
  list: 'text[]',
  boolean: 'boolean',
  enumeration: 'text',
};

/** Answered by the date of the next order and today. */
export const OVERDUE = { attribute: 'days_overdue', column: 'predicted_next_order_date' } as const;

const SUMS: Readonly<Record<string, string>> = { sum_amount: 'amount', sum_quantity: 'quantity' };

/** The column that an aggregate adds up. */
export function summedColumn(parameter: string): string {
  return SUMS[parameter] ?? parameter;
}

export const CUSTOMER_COLUMNS: Columns = Object.fromEntries(
  ATTRIBUTES.filter(({ name }) => name !== OVERDUE.attribute).map(({ name, type }) => [
    name,
    COLUMN_TYPES[type],
  ]),
);

function rowColumns(source: EventSource): Columns {
  const parameters = FUNCTIONS.filter((each) => each.source === source).flatMap((each) =>
    each.parameters.filter(({ aggregate }) => !aggregate),
  );
  return Object.fromEntries(parameters.map(({ name, type }) => [name, COLUMN_TYPES[type]]));
}

export const ROW_COLUMNS: Readonly<Record<EventSource, Columns>> = {
  orders: { order_id: 'bigint', ...rowColumns('orders') },
  purchases: { order_id: 'bigint', amount: 'bigint', ...rowColumns('purchases') },
  activities: { kind: 'text', by_machine: 'boolean', ...rowColumns('activities') },
  appended: rowColumns('appended'),
};

export const RELATIONS = {
  customers: 'segment_customers',
  orders: 'segment_orders',
  purchases: 'segment_purchases',
  activities: 'segment_activities',
  appended: 'segment_appended',
  enrolments: 'segment_enrolments',
} as const;
