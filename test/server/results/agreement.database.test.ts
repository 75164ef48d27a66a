/**
 * Whatever happens, in whatever order: the sums that pages read are what a count from nothing comes to, totals agree
 * wherever they are shown, and nothing is credited beyond what the shop took in.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type AttributionRules,
  TOUCHES,
  USUAL_RULES,
} from '../../../admin-app/core/results/attribution.ts';
import { DAY_MS, dayOf, formatDay } from '../../../admin-app/core/time.ts';
import { writeAttributionRules } from '../../../admin-app/server/database/attribution-settings.ts';
import { redactCustomer } from '../../../admin-app/server/database/privacy.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { resultRoutes } from './result-routes.ts';
import { createResultWorld, day, type ResultWorld, ZONE } from './result-world.ts';
import { expectAgreement, expectTotals } from './surfaces.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const CUSTOMERS = [1, 2, 3, 4];
const customer = fc.constantFrom(...CUSTOMERS);
const scenario = fc.constantFrom(0, 1, 2);
/** Hours after the first day: across months, a clock change and midnights. */
const hours = fc.noBias(fc.integer({ min: 0, max: 24 * 20 }));
const orderHours = fc.noBias(fc.integer({ min: 24 * 8, max: 24 * 40 }));
const channel = fc.constantFrom('email', 'email', 'sms', 'push', 'on-site');

const happening = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('enter' as const), scenario, customer, hours }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      scenario,
      customer,
      hours,
      channel,
      status: fc.constantFrom('sent', 'sent', 'sent', 'blocked', 'planned'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('react' as const),
      nth: fc.nat(),
      hours,
      reaction: fc.constantFrom('opened', 'clicked', 'bounced', 'answered'),
      byMachine: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('order' as const),
      order: fc.integer({ min: 1, max: 8 }),
      customer,
      hours: orderHours,
      minor: fc.noBias(fc.integer({ min: 0, max: 100_000 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('refund' as const),
      order: fc.integer({ min: 1, max: 8 }),
      percent: fc.integer({ min: 0, max: 100 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('cancel' as const),
      order: fc.integer({ min: 1, max: 8 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rules' as const),
      from: fc.constantFrom(...TOUCHES, 'delivered' as const, 'delivered' as const, null),
      days: fc.integer({ min: 5, max: 30 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('merge' as const), customer }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('catch up' as const) }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never;

const at = (hoursIn: number) => day(0) + (hoursIn * DAY_MS) / 24;
const FIRST_DAY = dayOf(day(0), ZONE);
const PERIOD = { from: '2026-01-01', to: '2026-12-31' };

const GENEROUS: AttributionRules = {
  ...USUAL_RULES,
  email: { from: 'delivered', days: 20 },
  push: { from: 'delivered', days: 10 },
};

/** Held out by scenario and customer, as the hash of the real one does. */
const isHeldOut = (nth: number, who: number) => nth === 2 && who === 3;

async function play(
  world: ResultWorld,
  scenarios: readonly number[],
  it: Happening,
  sends: number[],
) {
  const { shopId } = world;
  const of = (nth: number) => scenarios[nth] ?? 0;
  switch (it.kind) {
    case 'enter':
      await world.enrol(
        of(it.scenario),
        it.customer,
        at(it.hours),
        isHeldOut(it.scenario, it.customer),
      );
      return;
    case 'send': {
      if (isHeldOut(it.scenario, it.customer)) return;
      const place = { scenarioId: of(it.scenario), customer: it.customer };
      const known = await world.sql(
        'select 1 from enrolments where shop_id = $1 and scenario_id = $2 and customer_id = $3',
        [shopId, place.scenarioId, place.customer],
      );
      if (known > 0) {
        sends.push(
          await world.send({ ...place, at: at(it.hours), channel: it.channel, status: it.status }),
        );
      }
      return;
    }
    case 'react': {
      const sendId = sends[it.nth % Math.max(1, sends.length)];
      if (sendId !== undefined)
        await world.react(sendId, it.reaction, at(it.hours), { byMachine: it.byMachine });
      return;
    }
    case 'order':
      await world.order(it.order, it.customer, at(it.hours), it.minor);
      return;
    case 'refund':
      await world.sql(
        `update orders set total_minor = total_minor * $3 / 100, financial_status = 'partially_refunded'
          where shop_id = $1 and order_id = $2`,
        [shopId, it.order, 100 - it.percent],
      );
      return;
    case 'cancel':
      await world.sql(
        'update orders set cancelled_at = now() where shop_id = $1 and order_id = $2',
        [shopId, it.order],
      );
      return;
    case 'rules':
      await world.inShop((tx) =>
        writeAttributionRules(tx, { ...USUAL_RULES, email: { from: it.from, days: it.days } }),
      );
      return;
    case 'merge':
      await merge(world, it.customer);
      return;
    case 'catch up':
      await world.catchUp();
  }
}

/** Into customer 1, as the store's writer does. */
async function merge({ sql, shopId }: ResultWorld, from: number): Promise<void> {
  if (from === 1) return;
  await sql(
    'update customers set merged_into = 1, deleted_at = now() where shop_id = $1 and customer_id = $2',
    [shopId, from],
  );
  for (const table of ['orders', 'activities'])
    await sql(`update ${table} set customer_id = 1 where shop_id = $1 and customer_id = $2`, [
      shopId,
      from,
    ]);
}

const DERIVED = ['attributions', 'enrolment_results', 'send_results', 'shop_days'];
const SUMS = ['result', 'return', 'attributed'].flatMap((sums) => [
  `${sums}_days`,
  `${sums}_months`,
]);

/** Everything worked out, without sums that came to nothing. */
async function derived({ inShop, shopId }: ResultWorld) {
  return await inShop(async (tx) => {
    const found: Record<string, unknown> = {};
    for (const table of [...DERIVED, ...SUMS]) {
      const rows = await tx.query<{ row: Record<string, unknown> }>(
        `select to_jsonb(t) as row from ${table} t where shop_id = $1 order by 1`,
        [shopId],
      );
      found[table] = rows.map(({ row }) => row).filter((row) => saysSomething(row));
    }
    return found;
  });
}

function saysSomething(row: Record<string, unknown>): boolean {
  if (!('orders' in row || 'entered' in row || 'days' in row)) return true;
  return [row.orders, row.entered, row.customers].some(
    (value) => value !== undefined && value !== 0,
  );
}

async function countFromNothing(world: ResultWorld): Promise<void> {
  for (const table of [...DERIVED, ...SUMS])
    await world.sql(`delete from ${table} where shop_id = $1`, [world.shopId]);
  // What the deletion of attributions took off the sums that were gone already.
  for (const table of ['attributed_days', 'attributed_months'])
    await world.sql(`delete from ${table} where shop_id = $1`, [world.shopId]);
  await world.sql(
    `insert into attribution_settings as s (shop_id, recount_through, recount_days) values ($1, 0, true)
     on conflict (shop_id) do update set recount_through = 0, recount_days = true`,
    [world.shopId],
  );
  await world.catchUp();
}

/** Attributions that say anything else than their order does now. */
async function beyondTheirOrders({ sql, shopId }: ResultWorld): Promise<number> {
  return await sql(
    `select 1 from attributions t left join orders o on o.shop_id = t.shop_id and o.order_id = t.order_id and o.counts
      where t.shop_id = $1 and t.amount_minor is distinct from o.total_minor`,
    [shopId],
  );
}

/** Windows of some days in which anything can have happened. */
const window = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 60 }))
  .map(([start, length]) => ({
    from: formatDay(FIRST_DAY + start),
    to: formatDay(FIRST_DAY + start + length),
  }));

async function forget(world: ResultWorld, customerId: number): Promise<void> {
  await world.inShop((tx) =>
    redactCustomer(tx, {
      ...{ customerId, sourceKey: `forget ${customerId}`, at: day(50), orderIds: [] },
    }),
  );
  await world.catchUp();
}

it('agrees everywhere, stays within the shop’s total, and comes to the same from nothing', {
  timeout: 60_000,
}, async () => {
  let credited = 0;
  const stories = fc.tuple(
    fc.array(happening, { minLength: 40, maxLength: 55 }),
    fc.array(window, { minLength: 2, maxLength: 2 }),
    customer,
  );
  await fc.assert(
    fc.asyncProperty(stories, async ([happenings, windows, forgotten]) => {
      const world = await createResultWorld(db, CUSTOMERS);
      await world.inShop((tx) => writeAttributionRules(tx, GENEROUS));
      const scenarios = [
        await world.scenario('Win back', 'scenario', 'pet'),
        await world.scenario('Spring sale', 'campaign'),
        await world.scenario('Second order'),
      ];
      const sends: number[] = [];
      for (const [nth, scenarioId] of scenarios.entries())
        for (const who of CUSTOMERS)
          await world.enrol(scenarioId, who, at(12 * who), isHeldOut(nth, who));
      // Something to agree on, unless it is undone or the rules leave it out.
      await world.send({ scenarioId: scenarios[0] ?? 0, customer: 1, at: day(9) });
      await world.order(9, 1, day(10), 5_000);
      for (const each of happenings) {
        await play(world, scenarios, each, sends);
        // Also before anything is caught up on.
        expect(await beyondTheirOrders(world)).toBe(0);
      }
      await world.catchUp();
      const routes = resultRoutes(db, world.shopId);
      const surfaces = { world, routes, scenarios, customers: CUSTOMERS };
      for (const period of windows) await expectTotals(surfaces, period);
      const before = await expectAgreement(surfaces, PERIOD);
      credited += before;
      const kept = await derived(world);
      await countFromNothing(world);
      expect(await derived(world)).toEqual(kept);
      await forget(world, forgotten);
      expect(await expectAgreement(surfaces, PERIOD)).toBe(before);
    }),
    { numRuns: 4, endOnFailure: true },
  );
  // Otherwise there was nothing to agree on.
  expect(credited).toBeGreaterThan(0);
});
