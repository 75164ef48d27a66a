/**
 * Who is a member and who is not, case by case: asked over columns by members.test.ts and in SQL by
 * same-members.database.test.ts. What a case does not name, its customer does not have.
 */
import { parseDay } from '../../../admin-app/core/time.ts';
import type { Cell, Customer, Row, Rows } from './customers.ts';

export interface MemberCase {
  readonly name: string;
  readonly query: string;
  readonly isMember: boolean;
  readonly today: number;
  readonly zone: string;
  readonly currency: string;
  readonly customer: Customer;
}

const TODAY = '2026-06-15';
const day = parseDay;
const at = (text: string) => Date.parse(text);

interface Given {
  readonly facts?: Row;
  readonly rows?: Partial<Record<Rows, readonly Row[]>>;
  readonly today?: string;
  readonly zone?: string;
  readonly currency?: string;
}

function cases(query: string, given: readonly (readonly [string, Given, boolean])[]): MemberCase[] {
  return given.map(
    ([name, { facts, rows, today = TODAY, zone = 'UTC', currency = 'EUR' }, isMember]) => ({
      name,
      query,
      isMember,
      today: day(today),
      zone,
      currency,
      customer: {
        facts: { number_of_orders: 0, amount_spent: 0, ever_engaged: false, ...facts },
        rows: { orders: [], purchases: [], activities: [], appended: [], enrolments: [], ...rows },
      },
    }),
  );
}

const due = (text: string): Given => ({ facts: { predicted_next_order_date: day(text) } });
const fact = (name: string, value: Cell): Given => ({ facts: { [name]: value } });
const born = (birthday: string, today: string): Given => ({
  facts: { birthday: day(birthday) },
  today,
});
const lastOrder = (time: string, zone: string, today: string): Given => ({
  facts: { last_order_date: at(time) },
  zone,
  today,
});
const orders = (...given: readonly (readonly [date: string, amount: number])[]): Given => ({
  rows: { orders: given.map(([date, amount]) => ({ date: at(date), amount, order_id: 1 })) },
});
const line = (orderId: number, type: string, quantity: number, amount: number): Row => ({
  order_id: orderId,
  product_type: type,
  quantity,
  amount,
  date: at('2026-03-01'),
  tag: ['sale'],
});
const heard = (kind: string, byMachine: boolean): Given => ({
  rows: {
    activities: [{ kind, by_machine: byMachine, channel: 'email', date: at('2026-06-01') }],
  },
});

export const MEMBER_CASES: readonly MemberCase[] = [
  ...cases('predicted_next_order_date BETWEEN today AND +7d', [
    ['due today', due('2026-06-15'), true],
    ['due in 7 days', due('2026-06-22'), true],
    ['due in 8 days', due('2026-06-23'), false],
    ['due yesterday', due('2026-06-14'), false],
    ['without a prediction', {}, false],
  ]),
  ...cases('predicted_next_order_date = +7d', [
    ['due in 6 days', due('2026-06-21'), false],
    ['due in exactly 7 days', due('2026-06-22'), true],
    ['due in 8 days', due('2026-06-23'), false],
  ]),
  // Who buys gets a later due date: nothing else is needed to leave.
  ...cases('days_overdue >= 7', [
    ['overdue by 7 days', due('2026-06-08'), true],
    ['overdue by 6 days', due('2026-06-09'), false],
    ['overdue, and then bought', due('2026-08-01'), false],
    ['without a prediction', {}, false],
  ]),
  ...cases('days_overdue = -3', [['due in 3 days', due('2026-06-18'), true]]),
  ...cases('days_overdue IN (7, 9)', [
    ['overdue by 9 days', due('2026-06-06'), true],
    ['overdue by 8 days', due('2026-06-07'), false],
  ]),
  ...cases('NOT days_overdue >= 7', [['without a prediction', {}, true]]),
  ...cases('days_overdue IS NULL', [
    ['without a prediction', {}, true],
    ['with one', due('2026-06-18'), false],
  ]),

  ...cases('anniversary(birthday) = today', [
    ['on the birthday', born('1990-06-15', '2026-06-15'), true],
    ['the day after', born('1990-06-14', '2026-06-15'), false],
    ['born on 29 February, on the 28th of a common year', born('2000-02-29', '2027-02-28'), true],
    ['born on 29 February, on 1 March of a common year', born('2000-02-29', '2027-03-01'), false],
    ['born on 29 February, on the 28th of a leap year', born('2000-02-29', '2028-02-28'), false],
    ['born on 29 February, on the 29th', born('2000-02-29', '2028-02-29'), true],
    ['born on 28 February, on the 28th of a common year', born('1999-02-28', '2027-02-28'), true],
    ['without a birthday', {}, false],
  ]),
  ...cases('anniversary(birthday) != today', [['without a birthday', {}, true]]),
  ...cases('anniversary(birthday) BETWEEN today AND +7d', [
    ['born on 1 January, on 25 December', born('1990-01-01', '2026-12-25'), true],
    ['born on 2 January, on 25 December', born('1990-01-02', '2026-12-25'), false],
    [
      'born on 29 February, on 21 February of a common year',
      born('2000-02-29', '2027-02-21'),
      true,
    ],
    ['born on 29 February, on 21 February of a leap year', born('2000-02-29', '2028-02-21'), false],
  ]),
  // The year that is written does not count, and the range may reach over New Year.
  ...cases('anniversary(birthday) BETWEEN 1980-12-20 AND 2020-01-05', [
    ['born on 1 January', born('1990-01-01', '2026-06-15'), true],
    ['born on 6 January', born('1990-01-06', '2026-06-15'), false],
    ['born on 20 December', born('1990-12-20', '2026-06-15'), true],
  ]),
  ...cases('birthday < 1990-01-01', [
    ['born the day before', born('1989-12-31', TODAY), true],
    ['born on that day', born('1990-01-01', TODAY), false],
  ]),

  // The shop's midnight decides, not UTC's.
  ...cases('last_order_date = yesterday', [
    [
      'Auckland, a second before its midnight',
      lastOrder('2026-06-14T11:59:59Z', 'Pacific/Auckland', '2026-06-15'),
      true,
    ],
    [
      'Auckland, at its midnight',
      lastOrder('2026-06-14T12:00:00Z', 'Pacific/Auckland', '2026-06-15'),
      false,
    ],
    [
      'Honolulu, a second before its midnight',
      lastOrder('2026-06-15T09:59:59Z', 'Pacific/Honolulu', '2026-06-15'),
      true,
    ],
    [
      'Honolulu, at its midnight',
      lastOrder('2026-06-15T10:00:00Z', 'Pacific/Honolulu', '2026-06-15'),
      false,
    ],
    // The 29th has 23 hours in Paris, and the 25th of October 25.
    [
      'Paris, last second of the short day',
      lastOrder('2026-03-29T21:59:59Z', 'Europe/Paris', '2026-03-30'),
      true,
    ],
    [
      'Paris, first of the short day',
      lastOrder('2026-03-28T23:00:00Z', 'Europe/Paris', '2026-03-30'),
      true,
    ],
    [
      'Paris, before the short day',
      lastOrder('2026-03-28T22:59:59Z', 'Europe/Paris', '2026-03-30'),
      false,
    ],
    [
      'Paris, last second of the long day',
      lastOrder('2026-10-25T22:59:59Z', 'Europe/Paris', '2026-10-26'),
      true,
    ],
    [
      'Paris, after the long day',
      lastOrder('2026-10-25T23:00:00Z', 'Europe/Paris', '2026-10-26'),
      false,
    ],
    // In Beirut the clock went from midnight to one: the day began at 01:00, 22:00 UTC.
    [
      'Beirut, first second of a day without midnight',
      lastOrder('2026-03-28T22:00:00Z', 'Asia/Beirut', '2026-03-30'),
      true,
    ],
    [
      'Beirut, the second before',
      lastOrder('2026-03-28T21:59:59Z', 'Asia/Beirut', '2026-03-30'),
      false,
    ],
  ]),
  ...cases('last_order_date > 2026-05-30', [
    ['late on that day', lastOrder('2026-05-30T23:59:59Z', 'UTC', TODAY), false],
    ['the next day', lastOrder('2026-05-31T00:00:00Z', 'UTC', TODAY), true],
  ]),
  ...cases('last_order_date BETWEEN 2026-05-30 AND 2026-05-31', [
    ['on the last day', lastOrder('2026-05-31T23:59:59Z', 'UTC', TODAY), true],
  ]),
  ...cases('last_order_date BETWEEN 2026-05-31 AND 2026-05-30', [
    ['within a range the wrong way round', lastOrder('2026-05-31T00:00:00Z', 'UTC', TODAY), false],
  ]),
  // 31 March less a month is the last of February; a year after the leap day is the 28th.
  ...cases('last_order_date = -1m', [
    ['28 February, on 31 March', lastOrder('2026-02-28T12:00:00Z', 'UTC', '2026-03-31'), true],
    ['29 February, on 31 March', lastOrder('2028-02-29T12:00:00Z', 'UTC', '2028-03-31'), true],
    [
      '28 February, on 31 March of a leap year',
      lastOrder('2028-02-28T12:00:00Z', 'UTC', '2028-03-31'),
      false,
    ],
    ['15 December, on 15 January', lastOrder('2025-12-15T12:00:00Z', 'UTC', '2026-01-15'), true],
  ]),
  ...cases('last_order_date = -1y', [
    ['28 February, on 29 February', lastOrder('2027-02-28T12:00:00Z', 'UTC', '2028-02-29'), true],
  ]),
  ...cases('last_order_date < -1y', [['who never ordered', {}, false]]),
  ...cases('last_order_date != today', [['who never ordered', {}, true]]),

  ...cases('amount_spent > 10.99', [
    ['10.99', fact('amount_spent', 1_099), false],
    ['11.00', fact('amount_spent', 1_100), true],
  ]),
  ...cases('amount_spent >= 10.995', [
    ['10.99, a fraction of a cent short', fact('amount_spent', 1_099), false],
    ['11.00', fact('amount_spent', 1_100), true],
  ]),
  ...cases('amount_spent = 0.07', [['7 cents', fact('amount_spent', 7), true]]),
  ...cases('amount_spent = 1500', [
    ['1500 yen', { facts: { amount_spent: 1_500 }, currency: 'JPY' }, true],
    ['1500 dinars of 1000 fils', { facts: { amount_spent: 1_500_000 }, currency: 'KWD' }, true],
  ]),
  ...cases('predicted_lifetime_value < 100', [['not known', {}, false]]),
  // Kept in single precision, 0.3 is a little more than 0.3.
  ...cases('order_probability_30d <= 0.3', [
    ['0.3', fact('order_probability_30d', Math.fround(0.3)), true],
  ]),
  ...cases('order_probability_30d > 0.3', [
    ['0.3', fact('order_probability_30d', Math.fround(0.3)), false],
  ]),

  ...cases("customer_tags CONTAINS 'vip'", [
    ['in another case', fact('customer_tags', ['Wholesale', 'VIP']), true],
    ['part of a tag', fact('customer_tags', ['VIP 2025']), false],
    ['no tags', fact('customer_tags', []), false],
    ['tags not known', {}, false],
  ]),
  ...cases("customer_tags NOT CONTAINS 'VIP'", [
    ['no tags', fact('customer_tags', []), true],
    ['tags not known', {}, true],
  ]),
  ...cases("customer_tags IN ('a', 'b')", [
    ['one of them', fact('customer_tags', ['x', 'b']), true],
  ]),
  ...cases('customer_tags IS NULL', [
    ['no tags', fact('customer_tags', []), true],
    ['an empty tag', fact('customer_tags', ['']), false],
  ]),
  ...cases("customer_language = ''", [
    ['empty', fact('customer_language', ''), true],
    ['not known', {}, false],
  ]),
  ...cases("customer_language != 'en'", [
    ['another', fact('customer_language', 'fr'), true],
    ['not known', {}, true],
    ['the same', fact('customer_language', 'EN'), false],
  ]),
  ...cases("customer_language STARTS WITH 'en'", [
    ['with a country', fact('customer_language', 'en-GB'), true],
    ['another', fact('customer_language', 'fr-en'), false],
  ]),
  ...cases("loyalty_tier CONTAINS '100%_'", [
    ['that text', fact('loyalty_tier', 'Top 100%_ club'), true],
    ['no pattern', fact('loyalty_tier', '1000 points'), false],
  ]),
  ...cases("value_tier = 'CAFÉ'", [['accent apart', fact('value_tier', 'cafe\u0301'), true]]),
  ...cases("email_subscription_status = 'SUBSCRIBED'", [
    ['subscribed', fact('email_subscription_status', 'subscribed'), true],
    ['not', fact('email_subscription_status', 'not_subscribed'), false],
  ]),
  ...cases('ever_engaged = false', [['never', {}, true]]),
  ...cases('ever_engaged != false', [['never', {}, false]]),

  ...cases('orders_placed MATCHES (count > 2, date >= -1y)', [
    [
      'three within the year',
      orders(['2025-06-15', 1], ['2026-01-01', 1], ['2026-06-15', 1]),
      true,
    ],
    ['one a day too old', orders(['2025-06-14', 1], ['2026-01-01', 1], ['2026-06-15', 1]), false],
  ]),
  ...cases('orders_placed MATCHES ()', [
    ['an order', orders(['2020-01-01', 1]), true],
    ['none', {}, false],
  ]),
  ...cases('orders_placed NOT MATCHES (date >= -1y)', [
    ['an old order', orders(['2020-01-01', 1]), true],
    ['none', {}, true],
  ]),
  ...cases('orders_placed MATCHES (count = 0)', [
    ['none', {}, true],
    ['an order', orders(['2020-01-01', 1]), false],
  ]),
  ...cases('orders_placed MATCHES (count < 2, date >= -1y)', [
    ['none', {}, true],
    ['one', orders(['2026-01-01', 1]), true],
    ['two', orders(['2026-01-01', 1], ['2026-01-02', 1]), false],
  ]),
  ...cases('orders_placed MATCHES (sum_amount < 50)', [
    ['none: spending needs an order', {}, false],
    ['little', orders(['2026-01-01', 2_000], ['2026-01-02', 2_999]), true],
    ['more', orders(['2026-01-01', 2_000], ['2026-01-02', 3_000]), false],
  ]),
  ...cases('orders_placed MATCHES (amount >= 50)', [
    ['two of 30', orders(['2026-01-01', 3_000], ['2026-01-02', 3_000]), false],
    ['one of 50', orders(['2026-01-01', 5_000]), true],
  ]),
  ...cases("products_purchased MATCHES (product_type = 'Shoes', date <= -60d)", [
    ['shoes in spring', { rows: { purchases: [line(1, 'shoes', 1, 1)] } }, true],
    ['hats in spring', { rows: { purchases: [line(1, 'hats', 1, 1)] } }, false],
  ]),
  ...cases("products_purchased MATCHES (product_type = 'Shoes', count > 1)", [
    [
      'two lines of an order',
      { rows: { purchases: [line(1, 'shoes', 1, 1), line(1, 'shoes', 1, 1)] } },
      false,
    ],
    ['two orders', { rows: { purchases: [line(1, 'shoes', 1, 1), line(2, 'shoes', 1, 1)] } }, true],
  ]),
  ...cases("products_purchased MATCHES (tag = 'SALE', sum_quantity >= 3)", [
    [
      'three pieces',
      { rows: { purchases: [line(1, 'shoes', 1, 1), line(2, 'hats', 2, 1)] } },
      true,
    ],
    ['two pieces', { rows: { purchases: [line(1, 'shoes', 2, 1)] } }, false],
  ]),
  ...cases("messages_opened MATCHES (channel = 'EMAIL', date >= -30d)", [
    ['opened', heard('opened', false), true],
    ['opened by a machine', heard('opened', true), false],
    ['only sent', heard('sent', false), false],
  ]),
  ...cases("in_scenario('Win back')", [
    ['in it', { rows: { enrolments: [{ scenario_id: 4 }] } }, true],
    ['in another', { rows: { enrolments: [{ scenario_id: 5 }] } }, false],
  ]),
  ...cases("number_of_orders > 0 AND NOT in_segment('Engaged')", [
    ['bought, never engaged', { facts: { number_of_orders: 1 } }, true],
    ['bought and engaged', { facts: { number_of_orders: 1, ever_engaged: true } }, false],
    ['never bought', {}, false],
  ]),
  ...cases('', [['everyone', {}, true]]),
  ...cases('NOT (number_of_orders = 1 AND ever_engaged = true)', [
    ['only one of both', fact('number_of_orders', 1), true],
    ['both', { facts: { number_of_orders: 1, ever_engaged: true } }, false],
  ]),
  ...cases('NOT (number_of_orders = 1 OR ever_engaged = true)', [
    ['only one of both', fact('number_of_orders', 1), false],
    ['neither', {}, true],
  ]),
  // Beyond what is counted exactly in minor units: nobody has more, everybody less.
  ...cases('amount_spent > 999999999999999', [['some', fact('amount_spent', 5), false]]),
  ...cases('amount_spent <= 999999999999999', [['some', fact('amount_spent', 5), true]]),
];

export const CASE_REFERENCES = {
  segments: [
    {
      name: 'Engaged',
      query: {
        kind: 'attribute',
        attribute: 'ever_engaged',
        test: { operator: '=', value: { kind: 'boolean', boolean: true } },
      },
    },
  ],
  scenarios: [{ name: 'Win back', scenarioId: 4 }],
} as const;
