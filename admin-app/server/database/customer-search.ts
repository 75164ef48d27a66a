/**
 * Finds customers by the beginnings of their names, e-mail address, phone number or order names: what migration 021
 * keeps for that, each by a range of its index. As many of each kind are looked up as anybody would look through.
 */
import type { ShopTransaction } from './tenant.ts';

export interface FoundCustomers {
  readonly customerIds: readonly number[];
  /** By customer: the order that was named. */
  readonly orderNames: ReadonlyMap<number, string>;
  /** There are more than were looked up; a longer text finds those. */
  readonly cut: boolean;
}

/** Of each kind: more than the first pages, and few enough to put in order at once. */
const MOST_OF_A_KIND = 300;
/** Fewer digits end too many phone numbers. */
const LEAST_END_DIGITS = 5;

/** Nobody for a text without letters and digits. */
export async function findCustomers(tx: ShopTransaction, text: string): Promise<FoundCustomers> {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const whole = words.join(' ');
  if (!/[\p{L}\p{N}]/u.test(whole)) {
    return { customerIds: [], orderNames: new Map(), cut: false };
  }
  const named = await findByName(tx, whole, words);
  const called = isNumberLike(whole) ? await findByPhone(tx, whole) : [];
  const ordered = words.length === 1 && /\d/.test(whole) ? await findByOrder(tx, whole) : [];
  const orders = onlyExact(ordered, whole);
  return {
    customerIds: [...new Set([...named, ...called, ...orders.map((it) => it.customer_id)])],
    orderNames: new Map(orders.toReversed().map((it) => [it.customer_id, it.name])),
    cut: [named, called, orders].some((found) => found.length >= MOST_OF_A_KIND),
  };
}

/** "+48 600-100", "(0)600": nothing in it but what a phone number is written with. */
function isNumberLike(text: string): boolean {
  return /^[+()\d\s./-]+$/.test(text) && (text.match(/\d/g)?.length ?? 0) >= 3;
}

/** A text begins with another if it lies between that one and that one followed by the last character there is. */
const begins = (column: string, text: string) =>
  `${column} >= search_key(${text}) and ${column} < search_key(${text}) || chr(1114111)`;

const MOST_WORDS = 4;
const PAIRS = [
  ['first_name_key', 'last_name_key'],
  ['last_name_key', 'first_name_key'],
  ['first_name_key', 'second_name_key'],
] as const;
const ONE_NAME = ['first_name_key', 'last_name_key', 'second_name_key', 'email_key'] as const;

async function findByName(
  tx: ShopTransaction,
  whole: string,
  words: readonly string[],
): Promise<readonly number[]> {
  const parts = ONE_NAME.map((column) => taken(begins(column, '$1'), column));
  const values = [whole];
  // Each way to part the words into two names, and both ways round: "Anna Maria Nowak", "Nowak Anna".
  for (let at = 1; at < Math.min(words.length, MOST_WORDS); at += 1) {
    const former = `$${values.push(words.slice(0, at).join(' '))}`;
    const latter = `$${values.push(words.slice(at).join(' '))}`;
    for (const [one, other] of PAIRS) {
      parts.push(taken(`${begins(one, former)} and ${begins(other, latter)}`, one));
    }
  }
  const rows = await tx.query<{ customer_id: number }>(parts.join(' union all '), values);
  return rows.map((row) => row.customer_id);
}

/** From the first on, however many there are. */
function taken(condition: string, by: string): string {
  return `(select customer_id from customers where ${condition} order by ${by} limit ${MOST_OF_A_KIND})`;
}

/** From the country on, or, when it is long enough, from the end: then the country may be missing. */
async function findByPhone(tx: ShopTransaction, text: string): Promise<readonly number[]> {
  const digits = text.replace(/\D/g, '');
  // 00 is how a country is dialled, 0 stands before numbers within one.
  const international = digits.replace(/^00/, '');
  const ending = digits.replace(/^0+/, '');
  const parts = [taken(begins('phone_key', '$1'), 'phone_key')];
  if (ending.length >= LEAST_END_DIGITS) {
    parts.push(taken(begins('phone_end_key', '$2'), 'phone_end_key'));
  }
  const rows = await tx.query<{ customer_id: number }>(
    parts.join(' union all '),
    parts.length === 1 ? [international] : [international, [...ending].reverse().join('')],
  );
  return rows.map((row) => row.customer_id);
}

interface FoundOrder {
  readonly customer_id: number;
  readonly name: string;
}

/** "#1042", "1042" and "EN1042" for an order of that name, and for those whose name begins so. */
async function findByOrder(tx: ShopTransaction, text: string): Promise<readonly FoundOrder[]> {
  const found = await tx.query<FoundOrder>(
    `select customer_id, name from orders
      where customer_id is not null and deleted_at is null and ${beginsWithNumber('name_key', '$1')}
      order by name_key, order_id desc limit ${MOST_OF_A_KIND}`,
    [numberOf(text)],
  );
  const typed = plain(text);
  // Letters before the number, where some were typed, are the order's own.
  return /^[#\d]/.test(text) ? found : found.filter(({ name }) => plain(name).startsWith(typed));
}

/** The same without folding: order names are plain. Not compared when nothing is left to compare. */
const beginsWithNumber = (column: string, text: string) =>
  `${text} <> '' and ${column} >= ${text}::text and ${column} < ${text}::text || chr(1114111)`;

/** As `orders.name_key` is written. */
function numberOf(orderName: string): string {
  return orderName.toLowerCase().replace(/^[#a-z\-_./ ]+/, '');
}

function plain(orderName: string): string {
  return orderName.toLowerCase().replace(/^#/, '');
}

/** Whoever types a whole name means that order, and not the ten that begin with it. */
function onlyExact(orders: readonly FoundOrder[], text: string): readonly FoundOrder[] {
  const exact = orders.filter(({ name }) => isNamed(name, text));
  return exact.length > 0 ? exact : orders;
}

function isNamed(name: string, text: string): boolean {
  return plain(name) === plain(text) || numberOf(name) === plain(text);
}
