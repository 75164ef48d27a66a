/** Everything held about a customer, to be handed over. */
import type { Instant } from '../../core/time.ts';
import { WHETHER_COUNTED } from './customer-record.ts';
import { addressHash, pushAddressOf } from './suppressions.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface PrivacyRequest {
  readonly customerId: number;
  /** The same request delivered twice is one request. */
  readonly sourceKey: string;
  readonly at: Instant;
}

/** What a customer has, table by table; the key under which the export lists it → the table. */
const TABLES_OF_A_CUSTOMER = {
  customer: 'customers',
  tag_changes: 'customer_tag_changes',
  orders: 'orders',
  order_facts: 'order_facts',
  predictions: 'predictions',
  backtest_cases: 'backtest_cases',
  activities: 'activities',
  enrolments: 'enrolments',
  sends: 'sends',
  decisions: 'decisions',
  published_facts: 'published_facts',
  onsite_occasions: 'onsite_occasions',
  segment_members: 'segment_members',
  segment_events: 'segment_events',
  customer_tiers: 'customer_tiers',
  tier_events: 'tier_events',
  coupons: 'coupons',
  push_subscriptions: 'push_subscriptions',
  handed_on_site: 'handed_on_site',
  audience_members: 'audience_members',
  outgoing_tags: 'outgoing_tags',
  staff_alerts: 'staff_alerts',
  attributions: 'attributions',
  enrolment_results: 'enrolment_results',
  appended_values: 'appended_values',
  address_risks: 'address_risks',
} as const;

/** Only for finding rows: nothing in them that is not in the others. */
const KEPT_FOR_SEARCHING = `'{first_name_key,last_name_key,second_name_key,email_key,phone_key,phone_end_key,name_key,tags_folded}'::text[]`;

const rowsOf = (from: string) =>
  `(select coalesce(jsonb_agg(to_jsonb(t) - ${KEPT_FOR_SEARCHING}), '[]') from ${from})`;

/** Everything held about a customer as one JSON object; $1 is the shop, $2 the customer. */
const EVERYTHING = `jsonb_build_object(${[
  ...Object.entries(TABLES_OF_A_CUSTOMER).map(([key, table]) => {
    const whole = table === 'orders' ? `and ${WHETHER_COUNTED}` : '';
    return `'${key}', ${rowsOf(`${table} t where t.shop_id = $1 and t.customer_id = $2 ${whole}`)}`;
  }),
  `'order_lines', ${rowsOf(`order_lines t where t.shop_id = $1 and t.order_id in
      (select order_id from orders where shop_id = $1 and customer_id = $2 and ${WHETHER_COUNTED})`)}`,
  // What staff wrote to this customer alone.
  `'messages', ${rowsOf(`(select v.activated_at, v.definition from scenario_versions v
      join scenarios s on s.shop_id = v.shop_id and s.scenario_id = v.scenario_id and s.kind = 'one customer'
      join enrolments e on e.shop_id = v.shop_id and e.scenario_id = v.scenario_id and e.version = v.version
     where v.shop_id = $1 and e.customer_id = $2) t`)}`,
  `'suppressions', ${rowsOf(`(select p.channel, p.reason, p.at, p.send_id from suppressions p
      join customers c on c.shop_id = p.shop_id and c.customer_id = $2
     where p.shop_id = $1 and p.address_hash = ${addressHash(`case p.channel when 'email' then c.email
       when 'sms' then c.phone else ${pushAddressOf('c.customer_id')} end`)}) t`)}`,
].join(', ')})`;

/** Keeps a copy of everything held about the customer, for staff to hand over. */
export async function recordDataRequest(
  tx: ShopTransaction,
  { customerId, sourceKey, at }: PrivacyRequest,
): Promise<void> {
  await tx.execute(
    `insert into privacy_requests (shop_id, kind, customer_id, source_key, received_at, export)
     select $1, 'data request', $2, $3, $4, ${EVERYTHING}
     on conflict (shop_id, source_key) do nothing`,
    [tx.shopId, customerId, sourceKey, timestampText(at)],
  );
}

/** The same at this moment, as JSON text; nothing is noted. */
export async function readEverything(tx: ShopTransaction, customerId: number): Promise<string> {
  const row = await tx.one<{ everything: string }>(
    `select jsonb_pretty(${EVERYTHING}) as everything`,
    [tx.shopId, customerId],
  );
  return row.everything;
}

/** The same for several at once, each as JSON text, in the order given. */
export async function readEverythingOf(
  tx: ShopTransaction,
  customerIds: readonly number[],
): Promise<readonly string[]> {
  const rows = await tx.query<{ everything: string }>(
    `select (${EVERYTHING.replaceAll('$2', 'asked.id')})::text as everything
       from unnest($2::bigint[]) with ordinality as asked (id, place) order by place`,
    [tx.shopId, customerIds],
  );
  return rows.map((row) => row.everything);
}
