import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from '../../../admin-app/core/segment/parse.ts';
import { print } from '../../../admin-app/core/segment/print.ts';
import { type ResolvedQuery, resolve } from '../../../admin-app/core/segment/resolve.ts';
import { SegmentEvaluator } from '../../../admin-app/core/segment/to-members.ts';
import { type SqlParameter, toSql } from '../../../admin-app/core/segment/to-sql.ts';
import type { SegmentQuery } from '../../../admin-app/core/segment/types.ts';
import { formatDay, parseDay } from '../../../admin-app/core/time.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createTables, fillTables, SHOP_ID } from './customer-tables.ts';
import { type Customer, columnsOf, customers, type Holdings } from './customers.ts';
import { CASE_REFERENCES, MEMBER_CASES } from './member-cases.ts';
import { type Choices, queries } from './queries.ts';

let database: TestDatabase;
let client: pg.PoolClient;

beforeAll(async () => {
  database = await createTestDatabase();
  client = await database.ownerPool.connect();
  await createTables(client);
});

afterAll(async () => {
  client.release();
  await database.drop();
});

/** From −11 to +14 hours, with clock changes at two, at midnight and by half an hour, and a day that never was. */
const ZONES = [
  'Pacific/Pago_Pago',
  'Pacific/Honolulu',
  'America/Santiago',
  'America/New_York',
  'UTC',
  'Europe/Paris',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Apia',
  'Pacific/Kiritimati',
];
/** Changes of the clock in those zones, ends of months and years, and leap days. */
const TODAYS = [
  '2026-03-08',
  '2026-03-29',
  '2026-04-05',
  '2026-04-24',
  '2026-09-06',
  '2026-09-27',
  '2026-10-25',
  '2026-11-01',
  '2026-12-31',
  '2027-02-28',
  '2028-02-29',
  '2028-03-31',
  '2011-12-31',
];
const TEXTS = [
  '',
  ' ',
  'VIP',
  'vip',
  'Zażółć',
  'ZAŻÓŁĆ',
  // One letter, and a letter with an accent after it.
  'caf\u00e9',
  'CAFE\u0301',
  'Straße',
  'İstanbul',
  'ΟΔΟΣ',
  '🎂',
  "l'été \\ 100%_",
];
const BIRTHDAYS = ['2000-02-29', '2000-02-28', '1999-03-01', '1985-12-31', '1990-01-01'];
const WHOLES = [0, 1, 2, 3, -1, 7, 8_123_456_789_012];
const REALS = [0, 0.3, 0.299_999, 1 / 3, -0.3, 45];
const SEGMENTS = ['Gold', 'Gold friends'];
const REFERENCES = {
  segments: [
    {
      name: 'Gold',
      query: {
        kind: 'attribute',
        attribute: 'number_of_orders',
        test: { operator: '>', value: { kind: 'number', number: 1 } },
      },
    },
    { name: 'Gold friends', query: { kind: 'not', of: { kind: 'in segment', segment: 'gold' } } },
    { name: '', query: { kind: 'everyone' } },
  ],
  scenarios: [{ name: 'Win back', scenarioId: 2 }],
} as const;

const stories = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    today: fc.constantFrom(...TODAYS).map(parseDay),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
  })
  .chain(({ zone, today, currency }) => {
    const texts = TEXTS;
    const days = [today, today - 7, today + 7, ...BIRTHDAYS.map(parseDay)];
    const holdings: Holdings = {
      zone,
      days,
      texts,
      wholes: WHOLES,
      amountsMinor: [0, 1, 1_000, 1_099, 1_100, -500],
      reals: REALS,
    };
    const choices: Choices = {
      texts,
      days: [formatDay(today), ...BIRTHDAYS],
      wholes: WHOLES,
      reals: REALS.map((real) => Number(real.toFixed(6))),
      amounts: [0, 1, 10, 10.99, 10.995, 11, -5, 999_999_999_999_999],
      withTimes: false,
      segments: SEGMENTS,
      scenarios: ['Win back'],
    };
    return fc.record({
      moment: fc.constant({ zone, today, currency }),
      customers: fc.array(customers(holdings), { minLength: 5, maxLength: 25 }),
      queries: fc.array(queries(choices), { minLength: 10, maxLength: 25 }),
    });
  });

function resolvedCase(text: string): ResolvedQuery {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.fault.cause.code}`);
  const result = resolve(parsed.query, CASE_REFERENCES);
  if (!result.ok) throw new Error(`${text}: ${result.fault.cause.code}`);
  return result.query;
}

interface Moment {
  readonly zone: string;
  readonly today: number;
  readonly currency: string;
}

function resolved(query: SegmentQuery): ResolvedQuery {
  const result = resolve(query, REFERENCES);
  if (!result.ok) throw new Error(`${print(query)}: ${result.fault.cause.code}`);
  return result.query;
}

/** For each query the ids of its members, all asked in one statement. */
async function membersInSql(asked: readonly ResolvedQuery[], moment: Moment): Promise<number[][]> {
  const parameters: SqlParameter[] = [SHOP_ID];
  const conditions = asked.map((query) => {
    const context = { ...moment, shopId: SHOP_ID, firstParameter: parameters.length + 1 };
    const condition = toSql(query, context);
    parameters.push(...condition.parameters);
    return `array_agg(c.customer_id order by c.customer_id) filter (where ${condition.sql})`;
  });
  const { rows } = await client.query<(string[] | null)[]>({
    text: `select ${conditions.join(', ')} from segment_customers c where c.shop_id = $1`,
    values: parameters,
    rowMode: 'array',
  });
  return (rows[0] ?? []).map((ids) => (ids ?? []).map(Number));
}

function membersInColumns(query: SegmentQuery, all: readonly Customer[], moment: Moment): number[] {
  const evaluator = new SegmentEvaluator(columnsOf(all, moment.zone));
  const members = evaluator.members(resolved(query), moment);
  if (!members.ok) throw new Error(`${print(query)} lacks ${JSON.stringify(members.lacks)}`);
  const ids = all.flatMap((_, id) => (members.included[id] === 1 ? [id] : []));
  expect(members.count).toBe(ids.length);
  return ids;
}

describe('the members of a segment', () => {
  it('are the same in SQL and over columns', { timeout: 120_000 }, async () => {
    const property = fc.asyncProperty(
      stories,
      async ({ moment, customers: all, queries: asked }) => {
        await fillTables(client, all);
        const inSql = await membersInSql(asked.map(resolved), moment);
        asked.forEach((query, index) => {
          const inColumns = membersInColumns(query, all, moment);
          expect(inColumns, print(query)).toEqual(inSql[index]);
        });
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  it('are in SQL who they are over columns, case by case', async () => {
    await fillTables(
      client,
      MEMBER_CASES.map(({ customer }) => customer),
    );
    const found: string[] = [];
    for (const [id, { query, name, isMember, ...moment }] of MEMBER_CASES.entries()) {
      const [members = []] = await membersInSql([resolvedCase(query)], moment);
      if (members.includes(id) !== isMember) found.push(`${query}, ${name}: ${!isMember}`);
    }
    expect(found).toEqual([]);
  });

  it('are compared with a time of the shop’s clock to the second', async () => {
    const times = [
      '2026-05-30T13:59:59.999Z',
      '2026-05-30T14:00:00Z',
      '2026-05-30T14:00:00.999Z',
      '2026-05-30T14:00:01Z',
    ];
    const facts = (time: string) => ({
      number_of_orders: 1,
      amount_spent: 0,
      ever_engaged: false,
      last_order_date: Date.parse(time),
    });
    const rows = { orders: [], purchases: [], activities: [], appended: [], enrolments: [] };
    await fillTables(
      client,
      times.map((time) => ({ facts: facts(time), rows })),
    );
    const texts = ['=', '<', '<=', '>', '>='].map(
      (operator) => `last_order_date ${operator} 2026-05-30T16:00:00`,
    );
    const moment = { zone: 'Europe/Paris', today: parseDay('2026-06-15'), currency: 'EUR' };
    const members = await membersInSql(texts.map(resolvedCase), moment);
    expect(members).toEqual([[1, 2], [0], [0, 1, 2], [3], [1, 2, 3]]);
  });

  it('can be asked for a few customers alone', async () => {
    const rows = {
      purchases: [],
      activities: [],
      appended: [],
      enrolments: [],
      orders: [{ date: 0, amount: 500, order_id: 1 }],
    };
    const facts = { number_of_orders: 1, amount_spent: 500, ever_engaged: false };
    await fillTables(client, [
      { facts, rows },
      { facts, rows },
      { facts, rows: { ...rows, orders: [] } },
    ]);
    const query = resolvedCase(
      'orders_placed MATCHES (sum_amount >= 5) OR orders_placed MATCHES (count = 0)',
    );
    const context = { shopId: SHOP_ID, zone: 'UTC', today: 0, currency: 'EUR' };
    const { sql, parameters } = toSql(query, {
      ...context,
      firstParameter: 3,
      onlyCustomers: '$2::bigint[]',
      alias: 'one',
    });
    const found = await client.query(
      `select customer_id::int as id from segment_customers one
        where shop_id = $1 and customer_id = any ($2::bigint[]) and ${sql} order by 1`,
      [SHOP_ID, [1, 2], ...parameters],
    );
    expect(found.rows).toEqual([{ id: 1 }, { id: 2 }]);
    expect(sql).toContain('any ($2::bigint[])');
  });

  it('never hold values in the text of the statement', () => {
    const query = resolvedCase(
      "customer_tags CONTAINS 'x\\'); drop table customers; --' AND amount_spent > 12.34",
    );
    const { sql, parameters } = toSql(query, {
      shopId: SHOP_ID,
      zone: 'UTC',
      today: 0,
      currency: 'EUR',
    });
    expect(sql).toBe('(c.customer_tags && $1::text[] and c.amount_spent >= $2::bigint)');
    expect(parameters).toEqual([["x'); drop table customers; --"], 1_235]);
  });
});
