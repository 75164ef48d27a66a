/** How many enrolment steps one worker makes in a second: state, history and planned send of each, in the database. */

import type { Database } from '../../admin-app/server/database/pool.ts';
import * as Scenarios from '../../admin-app/server/database/scenarios.ts';
import { type ShopTransaction, withShop } from '../../admin-app/server/database/tenant.ts';
import { joinScenarioEngine } from '../../admin-app/server/scenario-engine.ts';
import { winBack } from '../support/win-back.ts';

export interface EnrolmentStepsResult {
  readonly steps: number;
  readonly stepsPerSecond: number;
  /** The least any timer on Postgres does, in the same batches: claim a row, change it, write one other row. */
  readonly bareTransitionsPerSecond: number;
}

const NOW = Date.UTC(2026, 5, 15, 10);

/**
 * Makes `enrolments` due steps in a new shop of the given database: customers who did not open the first mail, 48 hours
 * after it, each of whom gets the second mail planned. Leaves the shop behind.
 */
export async function benchEnrolmentSteps(
  db: Database,
  enrolments = 100_000,
): Promise<EnrolmentStepsResult> {
  const shopId = await prepare(db, enrolments);
  const { stepEnrolments } = joinScenarioEngine({
    clock: { now: () => NOW, onMove: () => () => {} },
    inShop: <T>(shop: number, run: (tx: ShopTransaction) => Promise<T>) => withShop(db, shop, run),
  });
  const started = performance.now();
  let steps = 0;
  for (;;) {
    const taken = await stepEnrolments(shopId);
    if (taken === 0) break;
    steps += taken;
  }
  const seconds = (performance.now() - started) / 1000;
  if (steps !== enrolments) throw new Error(`Made ${steps} steps; expected ${enrolments}`);
  const bareTransitionsPerSecond = await benchBareTransitions(db, enrolments);
  return { steps, stepsPerSecond: steps / seconds, bareTransitionsPerSecond };
}

async function prepare(db: Database, enrolments: number): Promise<number> {
  const { rows } = await db.ownerPool.query<{ shop_id: number }>(
    `insert into shops (domain, installed_at) values ('bench-' || gen_random_uuid(), now()) returning shop_id`,
  );
  const shopId = rows[0]?.shop_id ?? 0;
  await withShop(db, shopId, async (tx) => {
    const draft = { name: 'Bench', template: 'win-back', draft: winBack, at: NOW };
    const scenarioId = await Scenarios.insertScenario(tx, draft);
    await Scenarios.activateDraft(tx, scenarioId, winBack, NOW);
    await tx.execute(
      `insert into enrolments (shop_id, scenario_id, version, customer_id, cause, held_out, entered_at, last_order_at,
                               block_id, block_since, memory, steps, due_at)
       select $1, $2, 1, n, 'last order 2026-01-01', false, '2026-06-13', '2026-01-01', 'reaction-1', '2026-06-13',
              '{"email-1": {"step": 1, "sentAt": 1781300000000}}', 2, timestamptz '2026-06-15' + n * interval '1 ms'
         from generate_series(1, $3) n`,
      [shopId, scenarioId, enrolments],
    );
  });
  await db.ownerPool.query('vacuum analyze enrolments');
  return shopId;
}

const BATCH = 500;

async function benchBareTransitions(db: Database, rows: number): Promise<number> {
  const client = await db.ownerPool.connect();
  try {
    await client.query(`
      create table bare_timers (id bigint primary key, due_at timestamptz, state text not null);
      create table bare_outbox (id bigint primary key, state text not null);
      create index on bare_timers (due_at) where due_at is not null`);
    await client.query(
      `insert into bare_timers select n, '2026-06-15', 'waiting' from generate_series(1, $1) n`,
      [rows],
    );
    await client.query('analyze bare_timers');
    const started = performance.now();
    for (let made = 0; made < rows; made += BATCH) {
      await client.query('begin');
      const { rows: due } = await client.query<{ id: number }>(
        `select id from bare_timers where due_at <= '2026-06-15' order by due_at limit $1 for update skip locked`,
        [BATCH],
      );
      const ids = due.map(({ id }) => id);
      await client.query(
        `update bare_timers set due_at = null, state = 'sent' where id = any ($1::bigint[])`,
        [ids],
      );
      await client.query(`insert into bare_outbox select unnest($1::bigint[]), 'planned'`, [ids]);
      await client.query('commit');
    }
    return rows / ((performance.now() - started) / 1000);
  } finally {
    await client.query('rollback; drop table if exists bare_timers, bare_outbox');
    client.release();
  }
}
