/** A shop with scenarios, whose customers enter, are sent to, react and order, in sentences; results are caught up on. */
import { DAY_MS, type Instant } from '../../../admin-app/core/time.ts';
import * as Credits from '../../../admin-app/server/database/attribution-credits.ts';
import * as Facts from '../../../admin-app/server/database/attribution-facts.ts';
import * as Settings from '../../../admin-app/server/database/attribution-settings.ts';
import { lockOrderLog } from '../../../admin-app/server/database/order-facts.ts';
import { type ShopTransaction, withShop } from '../../../admin-app/server/database/tenant.ts';
import { timestampText } from '../../../admin-app/server/database/type-parsers.ts';
import { createAttributeOrders } from '../../../admin-app/server/jobs/attribute-orders.ts';
import type { TestDatabase } from '../../support/database.ts';
import { insertCustomer, insertShop, SOME_DAY } from '../../support/shop-rows.ts';

export const ZONE = 'Europe/Warsaw';

export interface SentMessage {
  readonly scenarioId: number;
  readonly customer: number;
  readonly at?: Instant;
  readonly status?: string;
  readonly channel?: string;
  readonly block?: string;
  readonly reason?: string;
}

export interface ResultWorld {
  readonly shopId: number;
  inShop<T>(run: (tx: ShopTransaction) => Promise<T>): Promise<T>;
  catchUp(): Promise<void>;
  scenario(name: string, kind?: 'scenario' | 'campaign', trade?: string): Promise<number>;
  enrol(scenarioId: number, customer: number, at: Instant, heldOut?: boolean): Promise<number>;
  /** In the customer's newest enrolment of the scenario. */
  send(message: SentMessage): Promise<number>;
  react(sendId: number, kind: string, at: Instant, options?: ReactionOptions): Promise<void>;
  order(orderId: number, customer: number, at: Instant, minor: number): Promise<void>;
  sql(text: string, values?: readonly unknown[]): Promise<number>;
}

export interface ReactionOptions {
  readonly byMachine?: boolean;
  readonly details?: object;
}

export const day = (days: number): Instant => SOME_DAY + days * DAY_MS;

let shops = 0;
let steps = 0;

export async function createResultWorld(
  db: TestDatabase,
  customers: readonly number[],
): Promise<ResultWorld> {
  shops += 1;
  const shopId = await insertShop(db, `results-${shops}.myshopify.com`, ZONE);
  const inShop = <T>(run: (tx: ShopTransaction) => Promise<T>) => withShop(db, shopId, run);
  const attribution = createAttributeOrders({
    inShop: (id, run) => withShop(db, id, run),
    zoneOf: async () => ZONE,
    lockOrderLog,
    store: { ...Credits, ...Facts, ...Settings },
    customersAtATime: 3,
  });
  await inShop(async (tx) => {
    for (const customer_id of customers) await insertCustomer(tx, { customer_id });
  });
  const sql = (text: string, values: readonly unknown[] = []) =>
    inShop((tx) => tx.execute(text, values));
  return {
    shopId,
    inShop,
    sql,
    catchUp: () => attribution.catchUp(shopId),
    scenario: (name, kind = 'scenario', trade) =>
      inShop((tx) => insertScenario(tx, name, kind, trade ?? null)),
    enrol: (scenarioId, customer, at, heldOut = false) =>
      inShop((tx) => insertEnrolment(tx, scenarioId, customer, at, heldOut)),
    send: (message) => inShop((tx) => insertSend(tx, message)),
    react: async (sendId, kind, at, { byMachine = false, details = {} } = {}) => {
      await sql(
        `insert into activities (shop_id, customer_id, at, channel, kind, by_machine, send_id, details)
         select shop_id, customer_id, $4, channel, $3, $5, send_id, $6 from sends where shop_id = $1 and send_id = $2`,
        [shopId, sendId, kind, timestampText(at), byMachine, JSON.stringify(details)],
      );
    },
    order: async (orderId, customer, at, minor) => {
      await sql(
        `insert into orders as o (shop_id, order_id, customer_id, name, currency, total_minor, financial_status,
                                  processed_at, created_at, updated_at)
         values ($1, $2, $3, '#' || $2::bigint, 'EUR', $4, 'paid', $5, $5, $5)
         on conflict (shop_id, order_id) do update
           set customer_id = excluded.customer_id, total_minor = excluded.total_minor,
               processed_at = excluded.processed_at, cancelled_at = null`,
        [shopId, orderId, customer, minor, timestampText(at)],
      );
    },
  };
}

/** One mail, `email-1`; whatever else is sent is of a version that nobody has any more. */
const DEFINITION = JSON.stringify({
  blocks: [
    {
      ...{
        kind: 'message',
        id: 'email-1',
        name: 'Hello',
        channel: 'email',
        fallbackLanguage: 'en',
      },
      content: { en: { subject: 'Hello {{ customer.first_name }}' } },
    },
  ],
});

async function insertScenario(
  tx: ShopTransaction,
  name: string,
  kind: string,
  trade: string | null,
): Promise<number> {
  const { scenario_id } = await tx.one<{ scenario_id: number }>(
    `insert into scenarios (shop_id, name, template, status, kind, draft, trade, created_at, updated_at)
     values ($1, $2, 'win-back', 'active', $3, $4, $5, now(), now()) returning scenario_id`,
    [tx.shopId, name, kind, DEFINITION, trade],
  );
  await tx.execute(
    `insert into scenario_versions (shop_id, scenario_id, version, definition, activated_at)
     values ($1, $2, 1, $3, now())`,
    [tx.shopId, scenario_id, DEFINITION],
  );
  return scenario_id;
}

async function insertEnrolment(
  tx: ShopTransaction,
  scenarioId: number,
  customer: number,
  at: Instant,
  heldOut: boolean,
): Promise<number> {
  steps += 1;
  const { enrolment_id } = await tx.one<{ enrolment_id: number }>(
    `insert into enrolments (shop_id, scenario_id, version, customer_id, cause, held_out, entered_at, block_id, block_since)
     values ($1, $2, 1, $3, $4, $5, $6, 'start', $6) returning enrolment_id`,
    [tx.shopId, scenarioId, customer, `cause ${steps}`, heldOut, timestampText(at)],
  );
  return enrolment_id;
}

async function insertSend(tx: ShopTransaction, message: SentMessage): Promise<number> {
  const { scenarioId, customer, at = SOME_DAY, status = 'sent' } = message;
  steps += 1;
  const { send_id } = await tx.one<{ send_id: number }>(
    `insert into sends (shop_id, enrolment_id, step, scenario_id, version, block_id, customer_id, channel,
                        priority_class, status, due_at, expires_at, sent_at, reason, language, created_at)
     select $1, enrolment_id, $4, $2, 1, $7, $3, $6, 'lifecycle', $5, $8, $8, $9, $10, 'en', $8
       from enrolments where shop_id = $1 and scenario_id = $2 and customer_id = $3
      order by entered_at desc, enrolment_id desc limit 1
     returning send_id`,
    [
      tx.shopId,
      scenarioId,
      customer,
      steps,
      status,
      message.channel ?? 'email',
      message.block ?? 'email-1',
      timestampText(at),
      status === 'sent' ? timestampText(at) : null,
      message.reason ?? null,
    ],
  );
  return send_id;
}
