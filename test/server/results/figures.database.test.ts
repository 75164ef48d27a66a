import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../admin-app/core/time.ts';
import {
  countFigure,
  type Figure,
  listFigure,
  readAnswers,
  readBlockFigures,
  readRevenue,
} from '../../../admin-app/server/database/results.ts';
import { type ShopTransaction, withShop } from '../../../admin-app/server/database/tenant.ts';
import { timestampText } from '../../../admin-app/server/database/type-parsers.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer, insertOrder, insertShop, SOME_DAY } from '../../support/shop-rows.ts';

let db: TestDatabase;
let shopId: number;
let scenarioId: number;
let otherScenarioId: number;

/**
 * Customers 1–6 entered on SOME_DAY; 6 was held out. 1 opened and ordered on day 3 and again on day 10; 2 clicked and
 * answered; 3 was opened by a machine only; 4 ordered on day 31 (outside the window); 5 could not be sent to; 6
 * ordered on day 2 without any mail.
 */
beforeAll(async () => {
  db = await createTestDatabase();
  shopId = await insertShop(db, 'figures.myshopify.com');
  await withShop(db, shopId, async (tx) => {
    scenarioId = await insertScenario(tx, 'Win back');
    otherScenarioId = await insertScenario(tx, 'Another');
    for (const customer_id of [1, 2, 3, 4, 5, 6, 7]) await insertCustomer(tx, { customer_id });
    for (const customer of [1, 2, 3, 4, 5, 6])
      await enrol(tx, scenarioId, customer, customer === 6);
    for (const customer of [1, 2, 3, 4]) await send(tx, scenarioId, customer, 'sent', SOME_DAY);
    await send(tx, scenarioId, 5, 'blocked', null);
    await react(tx, scenarioId, 1, 'opened');
    await react(tx, scenarioId, 2, 'clicked');
    await react(tx, scenarioId, 2, 'answered', { answer: 'gift' });
    await react(tx, scenarioId, 3, 'opened', {}, true);
    await order(tx, 101, 1, 3, 3_000);
    await order(tx, 102, 1, 10, 4_000);
    await order(tx, 103, 4, 31, 5_000);
    await order(tx, 104, 6, 2, 6_000);
    await order(tx, 105, 7, 2, 9_000);
    await insertOrder(tx, {
      order_id: 106,
      customer_id: 2,
      processedAt: SOME_DAY + DAY_MS,
      test: true,
    });
  });
});
afterAll(() => db.drop());

async function insertScenario(tx: ShopTransaction, name: string): Promise<number> {
  const { scenario_id } = await tx.one<{ scenario_id: number }>(
    `insert into scenarios (shop_id, name, template, status, draft, created_at, updated_at)
     values ($1, $2, 'win-back', 'active', '{"blocks":[]}', now(), now()) returning scenario_id`,
    [tx.shopId, name],
  );
  await tx.execute(
    `insert into scenario_versions (shop_id, scenario_id, version, definition, activated_at)
     values ($1, $2, 1, '{"blocks":[]}', now())`,
    [tx.shopId, scenario_id],
  );
  return scenario_id;
}

async function enrol(tx: ShopTransaction, scenario: number, customer: number, heldOut: boolean) {
  await tx.execute(
    `insert into enrolments (shop_id, scenario_id, version, customer_id, cause, held_out, entered_at, block_id, block_since)
     values ($1, $2, 1, $3, 'due', $4, $5, 'start', $5)`,
    [tx.shopId, scenario, customer, heldOut, timestampText(SOME_DAY)],
  );
}

async function send(
  tx: ShopTransaction,
  scenario: number,
  customer: number,
  status: string,
  sentAt: number | null,
) {
  await tx.execute(
    `insert into sends (shop_id, enrolment_id, step, scenario_id, version, block_id, customer_id, channel,
                        priority_class, status, due_at, expires_at, sent_at, created_at)
     select $1, enrolment_id, 1, $2, 1, 'email-1', $3, 'email', 'lifecycle', $4, entered_at, entered_at, $5, entered_at
       from enrolments where scenario_id = $2 and customer_id = $3`,
    [tx.shopId, scenario, customer, status, sentAt === null ? null : timestampText(sentAt)],
  );
}

async function react(
  tx: ShopTransaction,
  scenario: number,
  customer: number,
  kind: string,
  details: object = {},
  byMachine = false,
) {
  await tx.execute(
    `insert into activities (shop_id, customer_id, at, channel, kind, by_machine, send_id, details)
     select $1, $3, $5, 'email', $4, $6, send_id, $7 from sends where scenario_id = $2 and customer_id = $3`,
    [
      tx.shopId,
      scenario,
      customer,
      kind,
      timestampText(SOME_DAY + HOUR_MS),
      byMachine,
      JSON.stringify(details),
    ],
  );
}

async function order(
  tx: ShopTransaction,
  order_id: number,
  customer_id: number,
  days: number,
  total_minor: number,
) {
  await insertOrder(tx, {
    order_id,
    customer_id,
    processedAt: SOME_DAY + days * DAY_MS,
    total_minor,
  });
}

const everything = () => ({ scenarioId, windowDays: 30, blockId: null, answer: null });

describe('figures of a scenario', () => {
  it.each<[Figure, number[]]>([
    ['entered', [1, 2, 3, 4, 5, 6]],
    ['held out', [6]],
    ['sent', [1, 2, 3, 4]],
    ['not sent', [5]],
    ['opened', [1]],
    ['opened by machine', [3]],
    ['clicked', [2]],
    ['answered', [2]],
    ['unsubscribed', []],
    ['returned', [1]],
    ['returned held out', [6]],
  ])('%s counts and lists the same customers', async (figure, customers) => {
    const { count, listed } = await withShop(db, shopId, async (tx) => ({
      count: await countFigure(tx, figure, everything()),
      listed: await listFigure(tx, figure, { ...everything(), afterCustomerId: 0, limit: 50 }),
    }));
    expect(listed.map((row) => row.customer_id)).toEqual(customers);
    expect(count).toBe(customers.length);
  });

  it('pages through a list by customer', async () => {
    const page = await withShop(db, shopId, (tx) =>
      listFigure(tx, 'entered', { ...everything(), afterCustomerId: 2, limit: 2 }),
    );
    expect(page.map((row) => row.customer_id)).toEqual([3, 4]);
  });

  it('narrows a figure to one block or one answer', async () => {
    await withShop(db, shopId, async (tx) => {
      const elsewhere = { ...everything(), blockId: 'email-2' };
      expect(await countFigure(tx, 'sent', elsewhere)).toBe(0);
      expect(await countFigure(tx, 'answered', { ...everything(), answer: 'gift' })).toBe(1);
      expect(await countFigure(tx, 'answered', { ...everything(), answer: 'price' })).toBe(0);
    });
  });

  it('attributes to the scenario only orders that followed its mails, and never more than the shop has', async () => {
    const revenue = await withShop(db, shopId, (tx) => readRevenue(tx, scenarioId, 30));
    expect(revenue).toEqual({ orders: 2, revenue_minor: 7_000, shop_revenue_minor: 27_000 });
  });

  it('gives an order to the scenario whose mail came last', async () => {
    await withShop(db, shopId, async (tx) => {
      await enrol(tx, otherScenarioId, 1, false);
      await send(tx, otherScenarioId, 1, 'sent', SOME_DAY + 5 * DAY_MS);
      const [first, second] = [
        await readRevenue(tx, scenarioId, 30),
        await readRevenue(tx, otherScenarioId, 30),
      ];
      expect([first.revenue_minor, second.revenue_minor]).toEqual([3_000, 4_000]);
    });
  });

  it('counts by block and by answer', async () => {
    await withShop(db, shopId, async (tx) => {
      expect(await readBlockFigures(tx, scenarioId)).toEqual([
        { block_id: 'email-1', sent: 4, unknown: 0, opened: 1, clicked: 1 },
      ]);
      expect(await readAnswers(tx, scenarioId)).toEqual([{ answer: 'gift', customers: 1 }]);
    });
  });

  it('shows nothing of this to another shop', async () => {
    const other = await insertShop(db, 'other.myshopify.com');
    await withShop(db, other, async (tx) => {
      expect(await countFigure(tx, 'entered', everything())).toBe(0);
      expect((await readRevenue(tx, scenarioId, 30)).shop_revenue_minor).toBe(0);
    });
  });
});
