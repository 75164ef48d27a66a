import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../admin-app/core/segment/faults.ts';
import { parse } from '../../../admin-app/core/segment/parse.ts';
import { print, printLines } from '../../../admin-app/core/segment/print.ts';
import { ANY_CHOICES, queries } from './queries.ts';

function treeOf(text: string) {
  const result = parse(text);
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.fault)}`);
  return result.query;
}

/** The style that a query is printed in, whatever style it was written in. */
const STYLES: readonly (readonly [written: string, printed: string])[] = [
  ['', ''],
  [' \n-- nobody left out\n', ''],
  ['NUMBER_OF_ORDERS>2', 'number_of_orders > 2'],
  ['number_of_orders <> 007', 'number_of_orders != 7'],
  ['amount_spent between 10.50 and 20', 'amount_spent BETWEEN 10.5 AND 20'],
  ['amount_spent NOT BETWEEN 1 AND 2', 'amount_spent NOT BETWEEN 1 AND 2'],
  ["customer_tags contains 'VIP'", "customer_tags CONTAINS 'VIP'"],
  ["customer_tags NOT CONTAINS '\\'VIP\\''", "customer_tags NOT CONTAINS '\\'VIP\\''"],
  ['customer_tags IN ("a", "b\'c")', "customer_tags IN ('a', 'b\\'c')"],
  ["customer_tags IN ('b''c', '''', '')", "customer_tags IN ('b\\'c', '\\'', '')"],
  ['customer_tags IN ("12"" vinyl", "it\'\'s")', "customer_tags IN ('12\" vinyl', 'it\\'\\'s')"],
  ["email_subscription_status = 'subscribed'", "email_subscription_status = 'SUBSCRIBED'"],
  ["customer_language STARTS WITH 'en'", "customer_language STARTS WITH 'en'"],
  ["customer_language not ends with 'GB'", "customer_language NOT ENDS WITH 'GB'"],
  ['birthday is not null', 'birthday IS NOT NULL'],
  ['last_order_date >= 12_months_ago', 'last_order_date >= -12m'],
  ['last_order_date = TODAY', 'last_order_date = today'],
  ['last_order_date BETWEEN 2024-02-29 AND -7D', 'last_order_date BETWEEN 2024-02-29 AND -7d'],
  ['last_order_date > 2020-05-30T16:00:00', 'last_order_date > 2020-05-30T16:00:00'],
  ['anniversary(birthday) BETWEEN today AND +7d', 'anniversary(birthday) BETWEEN today AND +7d'],
  ["anniversary('metafields.facts.birth_date') = today", 'anniversary(birthday) = today'],
  ['ever_engaged = TRUE', 'ever_engaged = true'],
  ['orders_placed matches(count>2,date>=-1y)', 'orders_placed MATCHES (count > 2, date >= -1y)'],
  ['orders_placed MATCHES ()', 'orders_placed MATCHES ()'],
  ['orders_placed IS NULL', 'orders_placed NOT MATCHES ()'],
  ['orders_placed IS NOT NULL', 'orders_placed MATCHES ()'],
  ['orders_placed NOT_MATCHES (amount > 5)', 'orders_placed NOT MATCHES (amount > 5)'],
  ['messages_opened() = true', 'messages_opened MATCHES ()'],
  ['messages_opened() != true', 'messages_opened NOT MATCHES ()'],
  [
    'products_purchased(id: (1, 2), quantity: 5) = false',
    'products_purchased NOT MATCHES (id IN (1, 2), quantity = 5)',
  ],
  [
    "products_purchased MATCHES (product_type = 'Shoes', date <= -60d)",
    "products_purchased MATCHES (product_type = 'Shoes', date <= -60d)",
  ],
  [
    "in_segment('Gold') AND NOT in_scenario('Win back')",
    "in_segment('Gold') AND NOT in_scenario('Win back')",
  ],
  // AND binds tighter than OR, NOT tighter than both.
  [
    '(ever_engaged = true AND number_of_orders = 1) OR number_of_orders = 2',
    'ever_engaged = true AND number_of_orders = 1 OR number_of_orders = 2',
  ],
  [
    'ever_engaged = true and (number_of_orders = 1 or number_of_orders = 2)',
    'ever_engaged = true AND (number_of_orders = 1 OR number_of_orders = 2)',
  ],
  ['not (not ever_engaged = true)', 'NOT NOT ever_engaged = true'],
  ['NOT ever_engaged=true AND birthday IS NULL', 'NOT ever_engaged = true AND birthday IS NULL'],
  ['number_of_orders /* all\ntime */ = -- exactly\n 5', 'number_of_orders = 5'],
];

describe('the text of a query', () => {
  it.each(STYLES)('%s is printed as %s', (written, printed) => {
    expect(print(treeOf(written))).toBe(printed);
    expect(treeOf(printed)).toEqual(treeOf(written));
  });

  it('gives the same tree when a printed tree is parsed again', () => {
    fc.assert(
      fc.property(queries(ANY_CHOICES), (query) => {
        expect(treeOf(print(query))).toEqual(query);
        expect(treeOf(printLines(query))).toEqual(query);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(["'", '"'])('reads any text whose quotes are doubled as SQL has them: %s', (quote) => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", '"', '\\', 'a', ' ') }), (said) => {
        const written = said.replaceAll('\\', '\\\\').replaceAll(quote, quote + quote);
        const query = `customer_tags CONTAINS ${quote}${written}${quote}`;
        const value = { kind: 'text', text: said };
        expect(treeOf(query)).toMatchObject({ test: { operator: 'contains', value } });
        expect(treeOf(print(treeOf(query)))).toEqual(treeOf(query));
      }),
    );
  });

  it('never throws, whatever the text', () => {
    const words = fc.constantFrom(
      ...[
        'AND',
        'OR',
        'NOT',
        '(',
        ')',
        "'",
        '"',
        ',',
        '=',
        '<',
        '--',
        '/*',
        '*/',
        '-7d',
        '1',
        '\\',
      ],
      ...[
        'number_of_orders',
        'orders_placed',
        'MATCHES',
        'BETWEEN',
        'IS',
        'NULL',
        'in_segment',
        '\0',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words).map((some) => some.join(' ')),
    );
    fc.assert(
      fc.property(text, (written) => {
        const result = parse(written);
        if (result.ok) return;
        const { offset, length } = result.fault.place;
        expect(offset + length).toBeLessThanOrEqual(written.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['parentheses', `${'('.repeat(20_000)}number_of_orders = 1`, 'too deep'],
    ['negations', `${'NOT '.repeat(12_000)}ever_engaged = true`, 'too deep'],
    ['letters', `number_of_orders = 1${' '.repeat(LIMITS.length)}`, 'too long'],
    ['conditions', Array(201).fill('ever_engaged = true').join(' OR '), 'too many conditions'],
    ['values', `number_of_orders IN (${Array(501).fill('1').join(',')})`, 'too many values'],
  ])('is refused with too many %s', (_, text, code) => {
    const result = parse(text);
    expect(result.ok ? null : result.fault.cause.code).toBe(code);
  });

  it('says where each condition stands', () => {
    const text = 'number_of_orders > 2\n  AND  birthday IS NULL ';
    const result = parse(text);
    if (!result.ok || result.query.kind !== 'and') throw new Error('expected a conjunction');
    const places = result.query.of.map((part) => result.places.get(part));
    expect(places).toEqual([
      { offset: 0, length: 20, line: 1, column: 1 },
      { offset: 28, length: 16, line: 2, column: 8 },
    ]);
  });
});
