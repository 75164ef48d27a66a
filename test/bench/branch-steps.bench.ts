/** How many enrolments one worker takes through two branches of six queries in all, each with the facts of its customer. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScenarioDefinition } from '../../admin-app/core/scenario/types.ts';
import { connectDatabase, type Database } from '../../admin-app/server/database/pool.ts';
import * as Scenarios from '../../admin-app/server/database/scenarios.ts';
import { type ShopTransaction, withShop } from '../../admin-app/server/database/tenant.ts';
import { joinScenarioEngine } from '../../admin-app/server/scenario-engine.ts';
import { benchEnrolmentSteps } from './enrolment-steps.bench.ts';
import type { Measurement } from './measurement.ts';

const NOW = Date.UTC(2026, 5, 15, 10);
const ENROLMENTS = 30_000;

const arm = (name: string, query: string, next: string) => ({ name, query, next });
const BRANCHES: ScenarioDefinition = {
  goal: { kind: 'order' },
  quiet: null,
  blocks: [
    {
      kind: 'start',
      id: 'start',
      trigger: { kind: 'by hand' },
      condition: null,
      reentry: { kind: 'each time' },
      holdoutShare: 0.1,
      next: 'before',
    },
    { kind: 'wait', id: 'before', until: { kind: 'time', hours: 1 }, next: 'value' },
    {
      kind: 'branch',
      id: 'value',
      name: 'By value',
      arms: [
        arm('VIP', `customer_tags CONTAINS 'vip'`, 'habit'),
        arm('frequent', 'number_of_orders > 5', 'habit'),
        arm('large', 'amount_spent > 100', 'habit'),
      ],
      otherwise: 'habit',
    },
    {
      kind: 'branch',
      id: 'habit',
      name: 'By habit',
      arms: [
        arm('young', 'customer_added_date > -30d', 'after'),
        arm('recent', 'last_order_date > -90d AND number_of_orders > 1', 'after'),
        arm('bought much', 'orders_placed MATCHES (amount > 20, count >= 2)', 'after'),
      ],
      otherwise: 'after',
    },
    { kind: 'wait', id: 'after', until: { kind: 'time', hours: 1_000 }, next: 'end' },
    { kind: 'exit', id: 'end', outcome: 'through' },
  ],
};

export async function measureBranchSteps(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'rondo-bench-'));
  const db = await connectDatabase({ dataDir: folder });
  try {
    const plain = await benchEnrolmentSteps(db, ENROLMENTS);
    const perSecond = await benchBranches(db);
    return [
      {
        name: 'enrolments through two branches, one worker',
        value: perSecond,
        unit: 'enrolments/s',
        reference: `one plain step: ${Math.round(plain.stepsPerSecond).toLocaleString('en')}/s`,
        ratio: perSecond / plain.stepsPerSecond,
      },
    ];
  } finally {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchBranches(db: Database): Promise<number> {
  const shopId = await prepare(db);
  const { stepEnrolments } = joinScenarioEngine({
    clock: { now: () => NOW, onMove: () => () => {} },
    inShop: <T>(shop: number, run: (tx: ShopTransaction) => Promise<T>) => withShop(db, shop, run),
  });
  const started = performance.now();
  let taken = 0;
  for (let some = -1; some !== 0; taken += some) some = await stepEnrolments(shopId);
  if (taken !== ENROLMENTS) throw new Error(`Took ${taken} on; expected ${ENROLMENTS}`);
  return ENROLMENTS / ((performance.now() - started) / 1000);
}

/** Customers of one to seven orders, each due at the wait before the branches. */
async function prepare(db: Database): Promise<number> {
  const { rows } = await db.ownerPool.query<{ shop_id: number }>(
    `insert into shops (domain, installed_at) values ('bench-' || gen_random_uuid(), now()) returning shop_id`,
  );
  const shopId = rows[0]?.shop_id ?? 0;
  await withShop(db, shopId, async (tx) => {
    const draft = { name: 'Branches', template: 'win-back', draft: BRANCHES, at: NOW };
    const scenarioId = await Scenarios.insertScenario(tx, draft);
    await Scenarios.activateDraft(tx, scenarioId, BRANCHES, NOW);
    await tx.execute(
      `insert into customers (shop_id, customer_id, created_at, updated_at, tags)
       select $1, n, '2025-01-01', '2025-01-01', case when n % 20 = 0 then '{vip}'::text[] else '{}' end
         from generate_series(1, $2) n`,
      [shopId, ENROLMENTS],
    );
    await tx.execute(
      `insert into orders (shop_id, order_id, customer_id, name, currency, total_minor, financial_status, processed_at,
                           created_at, updated_at)
       select $1, n * 10 + k, n, '#', 'USD', 1000 + n % 4000, 'paid', at, at, at
         from generate_series(1, $2) n, generate_series(1, 1 + n % 7) k,
              lateral (select timestamptz '2026-06-01' - k * (n % 50) * interval '1 day' as at) t`,
      [shopId, ENROLMENTS],
    );
    await tx.execute(
      `insert into order_facts (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at)
       select shop_id, customer_id, count(*), sum(total_minor), min(processed_at), max(processed_at)
         from orders group by shop_id, customer_id`,
    );
    await tx.execute(
      `insert into enrolments (shop_id, scenario_id, version, customer_id, cause, held_out, entered_at, last_order_at,
                               block_id, block_since, steps, due_at)
       select $1, $2, 1, n, 'by hand', false, '2026-06-13', '2026-06-13', 'before', '2026-06-13', 1,
              timestamptz '2026-06-15' + n * interval '1 ms'
         from generate_series(1, $3) n`,
      [shopId, scenarioId, ENROLMENTS],
    );
  });
  await db.ownerPool.query('vacuum analyze');
  return shopId;
}
