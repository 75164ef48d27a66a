/**
 * How long pages of results wait for the database, what it takes to count a whole history, and what results cost orders
 * that come in. RONDO_BENCH_CUSTOMERS=1000000 measures the large shop (five orders each).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from '../../admin-app/core/results/figures.ts';
import { dayOf, formatDay } from '../../admin-app/core/time.ts';
import { revenueBroughtBack } from '../../admin-app/server/database/attribution.ts';
import * as Credits from '../../admin-app/server/database/attribution-credits.ts';
import * as Facts from '../../admin-app/server/database/attribution-facts.ts';
import * as Settings from '../../admin-app/server/database/attribution-settings.ts';
import { lockOrderLog } from '../../admin-app/server/database/order-facts.ts';
import { connectDatabase, type Database } from '../../admin-app/server/database/pool.ts';
import * as Lists from '../../admin-app/server/database/result-lists.ts';
import * as Scenarios from '../../admin-app/server/database/result-scenarios.ts';
import * as Sums from '../../admin-app/server/database/result-sums.ts';
import { refreshTableStatistics } from '../../admin-app/server/database/table-statistics.ts';
import {
  type ShopTransaction,
  withReadOnlyShop,
  withShop,
} from '../../admin-app/server/database/tenant.ts';
import { readGroups } from '../../admin-app/server/http/results-groups.ts';
import { readOverview } from '../../admin-app/server/http/results-overview.ts';
import { readScenarioResults } from '../../admin-app/server/http/results-scenario.ts';
import { createAttributeOrders } from '../../admin-app/server/jobs/attribute-orders.ts';
import type { Measurement } from './measurement.ts';

const CUSTOMERS = Number(process.env.RONDO_BENCH_CUSTOMERS ?? 200_000);
const ORDERS_EACH = 5;
const SCENARIOS = 8;
const ZONE = 'Europe/Paris';
const NOW = Date.UTC(2026, 9, 20, 9);
const TODAY = dayOf(NOW, ZONE);
const BUDGET_MS = 300;
const ROUNDS = 7;

export async function measureResults(): Promise<readonly Measurement[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rondo-bench-'));
  const db = await connectDatabase({ dataDir });
  try {
    const shopId = await fill(db);
    return await measure(db, shopId);
  } finally {
    await db.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(db: Database, shopId: number): Promise<readonly Measurement[]> {
  const attribution = createAttributeOrders({
    inShop: (id, run) => withShop(db, id, run),
    zoneOf: async () => ZONE,
    lockOrderLog,
    store: { ...Credits, ...Facts, ...Settings },
  });
  const recount = await time(() => attribution.catchUp(shopId));
  await refreshTableStatistics(db);
  const size = `${CUSTOMERS.toLocaleString('en')} customers, ${(CUSTOMERS * ORDERS_EACH).toLocaleString('en')} orders`;
  const page = async (name: string, work: (tx: ShopTransaction) => Promise<unknown>) => {
    const value = await median(() => withReadOnlyShop(db, shopId, work));
    const reference = `budget ${BUDGET_MS} ms; ${size}`;
    return { name, value, unit: 'ms', reference, ratio: value / BUDGET_MS };
  };
  const source = { ...Sums, ...Lists, ...Scenarios, ...Settings };
  const period = { from: formatDay(TODAY - 364), to: formatDay(TODAY) };
  const before = { from: formatDay(TODAY - 729), to: formatDay(TODAY - 365) };
  const asked = { zone: ZONE, today: TODAY, period, before };
  const readOne = async (tx: ShopTransaction) => {
    const known = await Scenarios.readResultScenarios(tx);
    const scenario = known.find((each) => each.scenario_id === 1);
    if (!scenario) throw new Error('The bench has made no scenario 1');
    return await readScenarioResults(source, tx, { scenario, known }, asked);
  };
  const list = (figure: Figure) => (tx: ShopTransaction) =>
    Lists.listFigure(tx, {
      ...{ ...period, scenarioId: 1, figure, withinDays: 30, group: null, after: null },
      ...{ limit: 51, scan: 10_000 },
    });
  return [
    {
      name: 'results, whole history',
      value: recount / 1000,
      unit: 's',
      reference: size,
      ratio: null,
    },
    await page('results, all scenarios, a year', (tx) => readOverview(source, tx, asked)),
    await page('results, all by segment, a year', (tx) =>
      readGroups(source, tx, 'segment', period),
    ),
    await page('results, one scenario, a year', readOne),
    await page('results, customers who clicked', list('clicked')),
    await page('results, customers of whom there are none', list('complained')),
    await page('results, the month on the home page', (tx) =>
      revenueBroughtBack(tx, formatDay(TODAY - 30), formatDay(TODAY)),
    ),
    await measureOrders(db, shopId, () => attribution.catchUp(shopId)),
  ];
}

/** From orders of a thousand customers to results that know of them. */
async function measureOrders(
  db: Database,
  shopId: number,
  catchUp: () => Promise<void>,
): Promise<Measurement> {
  const orders = 1_000;
  await sql(db, shopId, ORDERS, [CUSTOMERS, orders, NOW / 1000, 900_000_000, 1]);
  const value = await time(catchUp);
  const name = `results, after orders of ${orders} customers`;
  return { name, value, unit: 'ms', reference: 'until they are counted', ratio: null };
}

const HASH = (of: string) => `(hashint8(${of}) & 2147483647)`;

const ORDERS = `
  insert into orders (shop_id, order_id, customer_id, name, currency, total_minor, financial_status, processed_at,
                      created_at, updated_at)
  select $1, $5::bigint + id, 1 + ${HASH('id')} % $2::int, '#' || id, 'EUR', 500 + ${HASH('id + 7')} % 9000, 'paid',
         to_timestamp($4) - (${HASH('id + 99')} % ($6::int * 1440)) * interval '1 minute', now(), now()
    from generate_series(1, $3::int) as id`;

/** Two years of orders; half the customers have entered scenarios in the last year, a tenth of them held out. */
async function fill(db: Database): Promise<number> {
  const { rows } = await db.ownerPool.query<{ shop_id: number }>(
    `insert into shops (domain, currency, time_zone, installed_at)
     values ('bench.myshopify.com', 'EUR', $1, now()) returning shop_id`,
    [ZONE],
  );
  const shopId = rows[0]?.shop_id ?? 0;
  const run = (text: string, values: readonly unknown[] = []) => sql(db, shopId, text, values);
  await run(
    `insert into customers (shop_id, customer_id, email, locale, created_at, updated_at)
     select $1, id, 'c' || id || '@example.com', (array['fr', 'en', 'pl'])[1 + id % 3], now(), now()
       from generate_series(1, $2::int) as id`,
    [CUSTOMERS],
  );
  await run(ORDERS, [CUSTOMERS, CUSTOMERS * ORDERS_EACH, NOW / 1000, 0, 730]);
  await run(
    `insert into order_facts (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at)
     select shop_id, customer_id, count(*), sum(total_minor), min(processed_at), max(processed_at)
       from orders where shop_id = $1 group by 1, 2`,
  );
  await run(
    `insert into scenarios (shop_id, name, template, status, kind, draft, created_at, updated_at)
     select $1, 'Scenario ' || id, 'win-back', 'active', case when id % 3 = 0 then 'campaign' else 'scenario' end,
            '{"blocks":[]}', now(), now() from generate_series(1, $2::int) as id`,
    [SCENARIOS],
  );
  await run(
    `insert into scenario_versions (shop_id, scenario_id, version, definition, activated_at)
     select shop_id, scenario_id, 1, '{"blocks":[]}', now() from scenarios where shop_id = $1`,
  );
  await run(
    `insert into enrolments (shop_id, scenario_id, version, customer_id, cause, held_out, entered_at, block_id, block_since)
     select $1, 1 + id % $3::int, 1, id, 'due', ${HASH('id')} % 10 = 0, at, 'start', at
       from generate_series(1, $2::int / 2) as id
       cross join lateral (select to_timestamp($4) - (${HASH('id + 5')} % 365) * interval '1 day' as at) entered`,
    [CUSTOMERS, SCENARIOS, NOW / 1000],
  );
  await run(
    `insert into sends (shop_id, enrolment_id, step, scenario_id, version, block_id, customer_id, channel,
                        priority_class, status, due_at, expires_at, sent_at, language, created_at)
     select shop_id, enrolment_id, step, scenario_id, 1, 'email-' || step, customer_id, 'email', 'lifecycle', 'sent',
            at, at, at, 'fr', at
       from enrolments e cross join generate_series(1, 2) as step
       cross join lateral (select entered_at + step * interval '2 days' as at) due
      where e.shop_id = $1 and not held_out`,
  );
  await run(
    `insert into activities (shop_id, customer_id, at, channel, kind, send_id)
     select shop_id, customer_id, sent_at + interval '3 hours', 'email', kind, send_id
       from sends cross join (values ('opened', 2), ('clicked', 9)) as reaction (kind, every)
      where shop_id = $1 and ${HASH('send_id')} % every = 0`,
  );
  // As in a shop that was there before: counted from the beginning.
  await run('delete from result_changes where shop_id = $1');
  await run(
    `insert into attribution_settings (shop_id, recount_through, recount_days) values ($1, 0, true)
     on conflict (shop_id) do update set recount_through = 0, recount_days = true`,
  );
  await refreshTableStatistics(db);
  return shopId;
}

async function sql(
  db: Database,
  shopId: number,
  text: string,
  values: readonly unknown[],
): Promise<void> {
  await withShop(db, shopId, (tx) => tx.execute(text, [shopId, ...values]));
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function median(work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await time(work));
  return times.sort((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}
