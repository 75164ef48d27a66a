/**
 * A store as large as they come, by arithmetic: always the same one. A million customers with names as common as in life,
 * five orders each in two years, a line and an activity each order; half of them have been through scenarios, which wrote
 * two messages to each, and a tenth are inside one now.
 */
import type { Database } from '../../admin-app/server/database/pool.ts';
import { refreshTableStatistics } from '../../admin-app/server/database/table-statistics.ts';
import { withShop } from '../../admin-app/server/database/tenant.ts';
import { timestampText } from '../../admin-app/server/database/type-parsers.ts';
import { insertShop } from '../support/shop-rows.ts';
import { winBack } from '../support/win-back.ts';

export interface LargeStore {
  readonly domain: string;
  readonly zone: string;
  readonly now: number;
  readonly customers: number;
}

const ORDERS_EACH = 5;
const AT_ONCE = 100_000;
const SCENARIOS = 8;

/** Another number for every number, as good as drawn; the same again and again. */
const drawn = (from: string) => `(hashint8(${from}) & 2147483647)`;

const NAMES = `
  (array['Anna','Łukasz','Élodie','Owen','Zofia','Hannah','Mathis','Agnieszka','Noémie','Theodore','Maria','John'])[1 + id % 12],
  (array['Nowak','Dąbrowski','Lefèvre','Whitfield','Żółć','Martin','O''Brien','Smith','Rousseau','García'])[1 + (id / 7) % 10]
    || case when id % 3 = 0 then '' else substr(md5(id::text), 1, 3) end`;

/** Of customers $2 to $3, at the moment $4, of $5 in all. */
const CUSTOMERS = [
  `insert into customers (shop_id, customer_id, first_name, last_name, email, phone, locale, country, tags, birthday,
                          email_consent, sms_consent, created_at, updated_at)
   select $1, id, ${NAMES}, 'c' || id || '@example.com', case when id % 4 = 0 then '+48' || (600000000 + id) end,
          (array['fr', 'en', 'pl'])[1 + id % 3], (array['FR', 'PL', 'GB', 'DE'])[1 + id % 4],
          case when id % 5 = 0 then array['VIP', 'Newsletter'] else '{}' end,
          case when id % 4 = 0 then date '1970-01-01' + id % 9000 end,
          case when id % 10 < 7 then 'subscribed' else 'not_subscribed' end,
          case when id % 4 = 0 then 'subscribed' else 'not_subscribed' end,
          $4::timestamptz - interval '3 years' + ${drawn('id')} % 365 * interval '1 day', now()
     from generate_series($2::int, $3::int) as id`,
  `insert into orders (shop_id, order_id, customer_id, name, currency, total_minor, financial_status, processed_at,
                       created_at, updated_at)
   select $1, id, 1 + ${drawn('id')} % $5::int, '#' || id, 'EUR', 500 + ${drawn('id + 7')} % 9000, 'paid', at, at, at
     from generate_series(($2::bigint - 1) * ${ORDERS_EACH} + 1, $3::bigint * ${ORDERS_EACH}) as id
    cross join lateral (select $4::timestamptz - ${drawn('id + 99')} % (730 * 1440) * interval '1 minute' as at) ordered`,
  `insert into order_lines (shop_id, order_id, line_id, product_id, title, quantity, total_minor)
   select $1, id, 1, 1 + ${drawn('id + 3')} % 500, 'A line', 1, 500 + ${drawn('id + 7')} % 9000
     from generate_series(($2::bigint - 1) * ${ORDERS_EACH} + 1, $3::bigint * ${ORDERS_EACH}) as id`,
  `insert into activities (shop_id, customer_id, at, channel, kind, details, source_key)
   select shop_id, customer_id, processed_at, 'store', 'ordered',
          jsonb_build_object('orderId', order_id, 'name', name, 'totalMinor', total_minor, 'currency', currency),
          'order:' || order_id
     from orders
    where shop_id = $1 and order_id between ($2::bigint - 1) * ${ORDERS_EACH} + 1 and $3::bigint * ${ORDERS_EACH}`,
] as const;

const FACTS = [
  `insert into order_facts (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at)
   select shop_id, customer_id, count(*), sum(total_minor), min(processed_at), max(processed_at)
     from orders where shop_id = $1 group by 1, 2`,
  `insert into predictions (shop_id, customer_id, model_id, as_of_day, confidence, due_day, due_earliest_day,
                            due_latest_day, chance_30d, chance_90d, expected_orders_365d, value_365d_minor,
                            value_total_minor)
   select shop_id, customer_id, 1, $2::timestamptz::date,
          case when customer_id % 5 = 0 then 'own rhythm' else 'similar customers' end,
          due, due - 10, due + 20, customer_id * 17 % 1000 / 1000.0, 0.5, 1.5, customer_id * 13 % 90000,
          customer_id * 13 % 90000
     from order_facts cross join lateral (select last_order_at::date + 60 + (customer_id % 200)::int as due) next
    where shop_id = $1`,
] as const;

/** At the moment $2: scenarios with their definition $3, and whoever has been, or is, inside. */
const PASSAGES = [
  `insert into scenarios (shop_id, name, template, status, kind, draft, active_version, active_since, created_at, updated_at)
   select $1, 'Scenario ' || id, 'win-back', 'active', 'scenario', $3::jsonb, 1, $2, $2, $2
     from generate_series(1, ${SCENARIOS}) as id`,
  `insert into scenario_versions (shop_id, scenario_id, version, definition, activated_at)
   select shop_id, scenario_id, 1, $3::jsonb, $2 from scenarios where shop_id = $1`,
  `insert into enrolments (shop_id, scenario_id, version, customer_id, cause, held_out, entered_at, last_order_at,
                           block_id, block_since, due_at, ended_at, outcome)
   select f.shop_id, 1 + f.customer_id % ${SCENARIOS}, 1, f.customer_id, 'due', ${drawn('f.customer_id')} % 10 = 0, at,
          f.last_order_at, case when inside then 'reaction-1' else 'silent' end, at,
          case when inside then $2::timestamptz + interval '1 hour' * (1 + f.customer_id % 200) end,
          case when not inside then at + interval '9 days' end, case when not inside then 'not opened' end
     from order_facts f
    cross join lateral (select $2::timestamptz - ${drawn('f.customer_id + 5')} % 365 * interval '1 day' as at,
                               f.customer_id % 10 = 0 as inside) entered
    where f.shop_id = $1 and f.customer_id % 2 = 0`,
  `insert into enrolment_steps (shop_id, enrolment_id, step, at, block_id, cause, result)
   select shop_id, enrolment_id, step, entered_at + step * interval '2 days', 'email-' || step, 'due', 'a message'
     from enrolments cross join generate_series(1, 2) as step
    where shop_id = $1`,
  `insert into sends (shop_id, enrolment_id, step, scenario_id, version, block_id, customer_id, channel, priority_class,
                      status, due_at, expires_at, sent_at, language, reason, created_at)
   select shop_id, enrolment_id, step, scenario_id, 1, 'email-' || step, customer_id, 'email', 'lifecycle',
          case when blocked then 'blocked' else 'sent' end, at, at + interval '2 days',
          case when not blocked then at end, 'fr', case when blocked then 'no consent' end, at
     from enrolments e cross join generate_series(1, 2) as step
    cross join lateral (select entered_at + step * interval '2 days' as at, customer_id % 50 = 0 as blocked) due
    where e.shop_id = $1 and not held_out and at < $2`,
  `insert into activities (shop_id, customer_id, at, channel, kind, scenario_id, send_id)
   select shop_id, customer_id, sent_at + lag * interval '1 hour', 'email', kind, scenario_id, send_id
     from sends cross join (values ('sent', 1, 0), ('opened', 2, 3), ('clicked', 9, 4)) as reaction (kind, every, lag)
    where shop_id = $1 and status = 'sent' and ${drawn('send_id')} % every = 0 and $2::timestamptz is not null
     `,
  `insert into decisions (shop_id, at, customer_id, surface, winner, confirmed_at)
   select shop_id, sent_at, customer_id, 'email', 'send ' || send_id, sent_at from sends
    where shop_id = $1 and status = 'sent'`,
] as const;

const AROUND = [
  `insert into products (shop_id, product_id, title, product_type, created_at, updated_at)
   select $1, id, 'Product ' || id, 'Type ' || id % 30, now(), now() from generate_series(1, 500) as id`,
  `insert into webhook_deliveries (shop_id, webhook_id, topic, received_at, body, state, applied_at)
   select $1, 'webhook ' || id, 'orders/updated', $2::timestamptz - id * interval '3 seconds', '', 'applied', $2
     from generate_series(1, 200000) as id`,
  `insert into suppressions (shop_id, channel, address_hash, reason, at)
   select $1, 'email', sha256(convert_to('c' || id * 20 || '@example.com', 'UTF8')), 'unsubscribed', $2
     from generate_series(1, 50000) as id`,
  `insert into address_risks (shop_id, customer_id, address_hash, verdict, why, checked_at)
   select shop_id, customer_id, sha256(convert_to(lower(email), 'UTF8')),
          case when customer_id % 3 = 0 then 'no' else 'risky' end,
          case when customer_id % 3 = 0 then 'disposable' else 'role address' end, $2
     from customers where shop_id = $1 and customer_id % 50 = 0`,
] as const;

/** Returns the shop's number. Takes a quarter of an hour. */
export async function fillLargeStore(db: Database, store: LargeStore): Promise<number> {
  const shopId = await insertShop(db, store.domain, store.zone);
  const now = timestampText(store.now);
  const run = (statements: readonly string[], values: readonly unknown[]) =>
    withShop(db, shopId, async (tx) => {
      for (const statement of statements)
        await tx.execute(statement, [shopId, ...values].slice(0, parametersOf(statement)));
    });
  for (let from = 1; from <= store.customers; from += AT_ONCE)
    await run(CUSTOMERS, [
      ...[from, Math.min(from + AT_ONCE - 1, store.customers), now, store.customers],
    ]);
  await run(FACTS, [now]);
  await run(AROUND, [now]);
  await run(['update shops set daily_work_on = $2::timestamptz::date where shop_id = $1'], [now]);
  await refreshTableStatistics(db);
  await run(PASSAGES, [now, JSON.stringify(winBack)]);
  await run(['delete from result_changes where shop_id = $1'], []);
  await db.ownerPool.query('analyze');
  return shopId;
}

function parametersOf(statement: string): number {
  return Math.max(...[...statement.matchAll(/\$(\d)/g)].map(([, number]) => Number(number)));
}
