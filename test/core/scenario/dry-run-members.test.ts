/** Who matched which query on which day of the past. */
import { describe, expect, it } from 'vitest';
import {
  isMemberAt,
  joinsOf,
  type Membership,
} from '../../../admin-app/core/scenario/dry-run/membership.ts';
import type { PastFacts } from '../../../admin-app/core/scenario/dry-run/past-facts.ts';
import {
  replayMembers,
  takenAsToday,
} from '../../../admin-app/core/scenario/dry-run/replay-members.ts';
import type { TierRules } from '../../../admin-app/core/scenario/dry-run/replay-tiers.ts';
import { columnBuilder } from '../../../admin-app/core/segment/column-builder.ts';
import type { ColumnSet, CustomerRows } from '../../../admin-app/core/segment/columns.ts';
import type { ResolvedQuery } from '../../../admin-app/core/segment/resolve.ts';
import { type Columns, ROW_COLUMNS } from '../../../admin-app/core/segment/row.ts';
import { resolveText, segmentBook } from '../../../admin-app/core/segment/segment-book.ts';
import { DAY_MS, HOUR_MS, parseDay } from '../../../admin-app/core/time.ts';

const day = (text: string) => parseDay(text);
const WINDOW = { from: day('2026-03-01'), until: day('2026-06-30') };
const TERMS = { window: WINDOW, midnight: (on: number) => on * DAY_MS, currency: 'EUR' };

type Row = Readonly<Record<string, number | string | null>>;

function setOf(columns: Columns, rows: readonly Row[]): ColumnSet {
  const built = Object.entries(columns).flatMap(([name, type]) => {
    const builder = columnBuilder(name, type);
    for (const row of rows) builder.push(row[name] ?? null);
    const column = builder.finish();
    return column ? [[name, column] as const] : [];
  });
  return { size: rows.length, columns: Object.fromEntries(built) };
}

/** Of each customer. */
function rowsOf(source: keyof typeof ROW_COLUMNS, rows: readonly (readonly Row[])[]): CustomerRows {
  const starts = [0];
  for (const own of rows) starts.push((starts.at(-1) ?? 0) + own.length);
  return { ...setOf(ROW_COLUMNS[source], rows.flat()), starts: Uint32Array.from(starts) };
}

interface Life {
  /** Ten euros each, at noon; the product type of each after a colon. */
  readonly orders?: readonly string[];
  /** "2026-03-05 opened", by people; in e-mail. */
  readonly activities?: readonly string[];
  readonly facts?: Partial<PastFacts>;
  readonly language?: string;
}

function lifeOf({ orders = [], activities = [], facts = {} }: Life) {
  const ordered = orders.map((text) => {
    const [on = '', type = 'hats'] = text.split(':');
    return { on: day(on), type };
  });
  const acted = activities.map((text) => {
    const [on = '', kind = ''] = text.split(/ (.*)/);
    return { date: day(on), kind, by_machine: 0, channel: 'email' };
  });
  const customer: PastFacts = {
    orders: ordered.map(({ on, type }) => ({
      at: on * DAY_MS + 12 * HOUR_MS,
      day: on,
      categories: [type],
      amountMinor: 1_000,
      isRefunded: false,
    })),
    dueDayAfter: (count) => (ordered[count - 1]?.on ?? 0) + 30,
    tiers: null,
    tierChanges: [],
    knownOn: day('2025-01-01'),
    passages: [],
    actedAt: new Map(acted.map(({ date }) => [date, date * DAY_MS + 9 * HOUR_MS])),
    ...facts,
  };
  return { customer, ordered, acted };
}

function pageOf(lives: readonly Life[]) {
  const lived = lives.map(lifeOf);
  const languages = lives.map(({ language }) => ({ customer_language: language ?? null }));
  const columns = {
    customers: setOf({ customer_language: 'text' }, languages),
    rows: {
      orders: rowsOf(
        'orders',
        lived.map(({ ordered }) =>
          ordered.map(({ on }, id) => ({ order_id: id, date: on, amount: 1_000 })),
        ),
      ),
      purchases: rowsOf(
        'purchases',
        lived.map(({ ordered }) =>
          ordered.flatMap(({ on, type }, id) => [
            { order_id: id, date: on, amount: 900, product_type: type },
            { order_id: id, date: on, amount: 100, product_type: 'wrapping' },
          ]),
        ),
      ),
      activities: rowsOf(
        'activities',
        lived.map(({ acted }) => acted),
      ),
    },
  };
  return { columns, customers: lived.map(({ customer }) => customer) };
}

function queryOf(text: string): ResolvedQuery {
  const book = segmentBook([], [{ name: 'Winter', scenarioId: 5 }]);
  const resolved = resolveText(book, text, null);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.fault));
  return resolved.query;
}

function membershipsOf(text: string, lives: readonly Life[]): readonly (Membership | null)[] {
  const members = replayMembers(pageOf(lives), new Map([['asked', queryOf(text)]]), TERMS);
  return members.get('asked') ?? lives.map(() => null);
}

/** "2026-03-05T12" for each turn, after how it began. */
function told(membership: Membership | null): string {
  if (membership === null) return 'cannot be asked';
  const turns = membership.turns.map((at) => new Date(at).toISOString().slice(0, 13));
  return [membership.atFirst ? 'in' : 'out', ...turns].join(' ');
}

const TIERS: TierRules = {
  basis: 'orders',
  window: 'always',
  tiers: [
    { id: 'b', name: 'Bronze' },
    { id: 's', name: 'Silver' },
  ],
  levels: [
    { enter: 1, stay: 1 },
    { enter: 2, stay: 2 },
  ],
};

const CASES: readonly (Life & { readonly query: string; readonly turns: string })[] = [
  {
    query: 'number_of_orders > 1',
    orders: ['2026-02-01', '2026-04-01', '2026-05-01'],
    turns: 'out 2026-04-01T12',
  },
  {
    query: 'number_of_orders = 1',
    orders: ['2026-02-01', '2026-04-01'],
    turns: 'in 2026-04-01T12',
  },
  {
    query: 'amount_spent >= 20',
    orders: ['2026-03-01', '2026-04-01'],
    turns: 'out 2026-04-01T12',
  },
  {
    query: 'first_order_date >= 2026-03-05',
    orders: ['2026-03-05', '2026-04-01'],
    turns: 'out 2026-03-05T12',
  },
  {
    query: 'last_order_date < -30d',
    orders: ['2026-03-10', '2026-05-20'],
    turns: 'out 2026-04-10T00 2026-05-20T12 2026-06-20T00',
  },
  {
    query: 'average_days_between_orders <= 20',
    orders: ['2026-03-01', '2026-03-11', '2026-06-01'],
    turns: 'out 2026-03-11T12 2026-06-01T12',
  },
  {
    query: "last_purchased_category = 'shoes'",
    orders: ['2026-03-01:shoes', '2026-03-20:hats', '2026-06-01:shoes'],
    turns: 'out 2026-03-01T12 2026-03-20T12 2026-06-01T12',
  },
  {
    query: 'predicted_next_order_date BETWEEN today AND +7d',
    orders: ['2026-03-01'],
    turns: 'out 2026-03-24T00 2026-04-01T00',
  },
  {
    query: 'days_overdue > 5',
    orders: ['2026-03-01', '2026-06-01'],
    turns: 'out 2026-04-06T00 2026-06-01T12',
  },
  {
    query: 'orders_placed MATCHES (count >= 2, date >= -10d)',
    orders: ['2026-03-01', '2026-03-08', '2026-06-01'],
    turns: 'out 2026-03-08T12 2026-03-12T00',
  },
  {
    query: 'orders_placed MATCHES (count = 0)',
    orders: ['2026-05-01'],
    turns: 'in 2026-05-01T12',
  },
  {
    query: "products_purchased NOT MATCHES (product_type = 'hats')",
    orders: ['2026-03-01:shoes', '2026-05-01:hats'],
    turns: 'in 2026-05-01T12',
  },
  {
    query: 'messages_opened MATCHES (count >= 2)',
    activities: ['2026-03-05 opened', '2026-03-09 sent', '2026-04-02 opened'],
    turns: 'out 2026-04-02T09',
  },
  {
    query: 'last_activity_date < -14d',
    activities: ['2026-03-05 clicked', '2026-04-01 sent', '2026-05-01 page viewed'],
    turns: 'out 2026-03-20T00 2026-05-01T09 2026-05-16T00',
  },
  {
    query: 'ever_engaged = true',
    activities: ['2026-03-05 page viewed', '2026-04-01 answered'],
    turns: 'out 2026-04-01T09',
  },
  {
    query: 'last_response_date >= -7d',
    activities: ['2026-03-05 opened', '2026-03-08 page viewed'],
    turns: 'out 2026-03-05T09 2026-03-13T00',
  },
  {
    query: `last_activity_channel = 'EMAIL'`,
    activities: ['2026-03-05 clicked'],
    turns: 'out 2026-03-05T09',
  },
  {
    query: `value_tier = 'silver'`,
    orders: ['2026-01-01', '2026-04-01'],
    facts: { tiers: TIERS },
    turns: 'out 2026-04-01T12',
  },
  {
    query: `value_tier = 'Silver'`,
    facts: {
      tiers: { ...TIERS, basis: 'loyalty tier' },
      tierChanges: [
        { day: day('2026-03-20'), at: 0, from: 's', to: 'b', silent: false },
        { day: day('2026-04-20'), at: 0, from: 'b', to: 's', silent: true },
      ],
    },
    turns: 'in 2026-03-20T00 2026-04-20T00',
  },
  {
    query: `in_scenario('Winter')`,
    facts: {
      passages: [
        { scenarioId: 5, from: day('2026-02-01'), until: day('2026-03-04') },
        { scenarioId: 6, from: day('2026-04-01'), until: null },
        { scenarioId: 5, from: day('2026-05-01'), until: null },
      ],
    },
    turns: 'in 2026-03-04T00 2026-05-01T00',
  },
  {
    query: `customer_language = 'fr' AND number_of_orders = 0`,
    language: 'fr',
    orders: ['2026-05-01'],
    turns: 'in 2026-05-01T12',
  },
  {
    query: 'number_of_orders = 0',
    facts: { knownOn: day('2026-04-04') },
    turns: 'out 2026-04-04T00',
  },
  { query: 'orders_placed MATCHES (date >= 2026-04-01T10:00:00)', turns: 'cannot be asked' },
];

describe('who matched a query', () => {
  it.each(CASES)('$query: $turns', ({ query, turns, ...life }) => {
    expect(membershipsOf(query, [life]).map(told)).toEqual([turns]);
  });

  it('is told of each customer by what is their own', () => {
    const query = `last_purchased_category = 'shoes'`;
    const lives = ['shoes', 'hats', 'shoes'].map((type) => ({ orders: [`2026-04-01:${type}`] }));

    expect(membershipsOf(query, lives).map(told)).toEqual([
      'out 2026-04-01T12',
      'out',
      'out 2026-04-01T12',
    ]);
  });

  it('says which values are those of today', () => {
    const asked = ["customer_tags CONTAINS 'vip' OR number_of_orders > 1", 'birthday IS NULL'];
    expect(takenAsToday(asked.map(queryOf))).toEqual(['customer_tags']);
  });
});

describe('a membership', () => {
  const given: Membership = { atFirst: true, turns: [10, 20, 30] };

  it('turns at its turns', () => {
    expect([9, 10, 19, 20, 29, 30].map((at) => isMemberAt(given, at))).toEqual([
      true,
      false,
      false,
      true,
      true,
      false,
    ]);
  });

  it('is joined at every other turn', () => {
    expect(joinsOf(given)).toEqual([20]);
    expect(joinsOf({ ...given, atFirst: false })).toEqual([10, 30]);
  });
});
