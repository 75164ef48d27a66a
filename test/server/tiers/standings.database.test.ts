import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { forecastValue } from '../../../admin-app/core/tier/forecast.ts';
import { standingOf } from '../../../admin-app/core/tier/standing.ts';
import {
  TIER_WINDOWS,
  type TierDefinition,
  type TierHold,
} from '../../../admin-app/core/tier/types.ts';
import { dayOf, formatDay, HOUR_MS, parseDay, startOfDay } from '../../../admin-app/core/time.ts';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import {
  type StandingsQuestion,
  standingsParameters,
  standingsSql,
} from '../../../admin-app/server/database/tier-standings.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer, insertShop } from '../../support/shop-rows.ts';
import { tier } from './tier-world.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.drop());

const CUSTOMERS = 12;
const TIERS = ['a', 'b', 'c'];
/** Days around ends of years and of Februaries, leap ones too. */
const DAYS = [
  '2024-02-28',
  '2024-02-29',
  '2024-03-01',
  '2024-12-31',
  '2025-01-01',
  '2025-02-28',
  '2025-03-01',
].map(parseDay);
const anyDay = fc.oneof(
  fc.constantFrom(...DAYS),
  fc.integer({ min: parseDay('2023-11-01'), max: parseDay('2025-06-30') }),
);
const anyOrder = fc.record({
  customerId: fc.integer({ min: 1, max: CUSTOMERS }),
  day: anyDay,
  hour: fc.constantFrom(0, 1, 12, 22),
  amount: fc.integer({ min: 0, max: 120 }),
  status: fc.constantFrom('paid', 'paid', 'partially_refunded', 'refunded', 'pending'),
});
const anyBefore = fc.record({
  customerId: fc.integer({ min: 1, max: CUSTOMERS }),
  earned: fc.integer({ min: 0, max: 3 }),
  held: fc.integer({ min: 0, max: 3 }),
  heldEarned: fc.integer({ min: 0, max: 3 }),
  until: fc.option(anyDay, { nil: null }),
});
const anyCase = fc.record({
  zone: fc.constantFrom('UTC', 'Pacific/Auckland', 'Pacific/Honolulu', 'America/Sao_Paulo'),
  basis: fc.constantFrom('spend' as const, 'orders' as const),
  window: fc.constantFrom(...TIER_WINDOWS),
  today: fc.oneof(
    fc.constantFrom(...DAYS.slice(3)),
    fc.integer({ min: parseDay('2024-06-01'), max: parseDay('2025-06-30') }),
  ),
  levels: fc.constantFrom([0, 1, 2], [1, 60, 200], [2, 3, 5]),
  easier: fc.constantFrom(0, 1),
  nobody: fc.constantFrom(null, 1, 2),
  orders: fc.array(anyOrder, { maxLength: 50 }),
  before: fc.uniqueArray(anyBefore, { selector: ({ customerId }) => customerId }),
});

type Case = typeof anyCase extends fc.Arbitrary<infer Value> ? Value : never;

/** Gold until 28 February 2025, by an order of 29 February. */
const LEAP_DAY: Case = {
  zone: 'UTC',
  basis: 'spend',
  window: '12 months',
  today: parseDay('2024-12-31'),
  levels: [1, 60, 200],
  easier: 0,
  nobody: null,
  orders: [
    { customerId: 1, day: parseDay('2024-02-29'), hour: 12, amount: 100, status: 'paid' },
    { customerId: 1, day: parseDay('2024-03-01'), hour: 12, amount: 120, status: 'paid' },
  ],
  before: [],
};

interface Found {
  readonly customer_id: number;
  readonly rank: number;
  readonly earned: number;
  readonly holds: boolean;
  readonly lose_on: string | null;
  readonly lose_to: number | null;
  readonly keeps: number | null;
  readonly check_on: string | null;
}

let shops = 0;
async function emptyShop(zone: string): Promise<number> {
  shops += 1;
  const shopId = await insertShop(db, `standings-${shops}.myshopify.com`, zone);
  await withShop(db, shopId, async (tx) => {
    for (let id = 1; id <= CUSTOMERS; id += 1) await insertCustomer(tx, { customer_id: id });
  });
  return shopId;
}

it('says of a whole shop what the pure rules say of each customer', async () => {
  const shopOf = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(anyCase, async (given) => {
      const { zone, today, orders, before } = given;
      const shopId = shopOf.get(zone) ?? (await emptyShop(zone));
      shopOf.set(zone, shopId);
      const definition: TierDefinition = {
        ...given,
        limits: 'thresholds',
        tagPrefix: null,
        metafield: null,
        tiers: TIERS.map((id, i) => tier(id, given.levels[i] ?? 0)),
      };
      const levels = given.levels.map((enter, i) =>
        i === given.nobody
          ? { enter: null, stay: null }
          : { enter, stay: Math.max(0, enter - given.easier) },
      );
      const instantOf = (day: number, hour: number) => startOfDay(day, zone) + hour * HOUR_MS;
      const found = await withShop(db, shopId, async (tx) => {
        await tx.execute('delete from orders');
        await tx.execute('delete from customer_tiers');
        await tx.execute(
          `insert into orders (shop_id, order_id, customer_id, name, currency, total_minor, financial_status,
                               processed_at, created_at, updated_at)
           select $1, o.id, o.customer_id, '', 'EUR', o.amount, o.status, o.at, o.at, o.at
             from unnest($2::bigint[], $3::bigint[], $4::text[], $5::timestamptz[]) with ordinality
               as o (customer_id, amount, status, at, id)`,
          [
            shopId,
            orders.map(({ customerId }) => customerId),
            orders.map(({ amount }) => amount),
            orders.map(({ status }) => status),
            orders.map(({ day, hour }) => new Date(instantOf(day, hour)).toISOString()),
          ],
        );
        for (const { customerId, earned, held, heldEarned, until } of before) {
          await tx.execute(
            `insert into customer_tiers (shop_id, customer_id, tier_id, earned_id, held_id, held_earned_id, held_until)
             values ($1, $2, null, $3, $4, $5, $6)`,
            [
              shopId,
              customerId,
              TIERS[earned - 1] ?? null,
              TIERS[held - 1] ?? null,
              TIERS[heldEarned - 1] ?? null,
              until === null ? null : formatDay(until),
            ],
          );
        }
        const question: StandingsQuestion = {
          definition,
          levels,
          today,
          zone,
          customerIds: null,
          fresh: false,
        };
        return await tx.query<Found>(
          `with ${standingsSql(question)} select * from standing order by customer_id`,
          standingsParameters(tx, question),
        );
      });
      const expected = Array.from({ length: CUSTOMERS }, (_, i) => {
        const log = orders
          .filter(({ customerId, status }) => customerId === i + 1 && status !== 'pending')
          .map(({ day, hour, amount, status }) => ({
            day: dayOf(instantOf(day, hour), zone),
            amountMinor: amount,
            isRefunded: status === 'refunded',
          }));
        const was = before.find(({ customerId }) => customerId === i + 1);
        const hold: TierHold | null = was
          ? { rank: was.held, earnedThen: was.heldEarned, until: was.until }
          : null;
        const standing = standingOf(
          levels,
          forecastValue(log, given, today),
          { earned: was?.earned ?? 0, hold },
          today,
        );
        const text = (day: number | null | undefined) => (day == null ? null : formatDay(day));
        return {
          customer_id: i + 1,
          rank: standing.rank,
          earned: standing.earned,
          holds: standing.hold !== null,
          lose_on: text(standing.loss?.on),
          lose_to: standing.loss?.to ?? null,
          keeps: standing.loss?.keeps ?? null,
          check_on: text(standing.checkOn),
        };
      });
      const compared = found.map(
        ({ customer_id, rank, earned, holds, lose_on, lose_to, keeps, check_on }) => ({
          customer_id,
          rank,
          earned,
          holds,
          lose_on,
          lose_to,
          keeps,
          check_on,
        }),
      );
      expect(compared).toEqual(expected);
    }),
    { numRuns: 80, examples: [[LEAP_DAY]] },
  );
});
