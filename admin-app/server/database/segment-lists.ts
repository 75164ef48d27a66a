/** Customers of a segment or of a query as rows for people: pages, the first of a preview, the export; and counts. */
import type { ResolvedQuery } from '../../core/segment/resolve.ts';
import type { DayText, Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { ListedCustomer } from './customer-list.ts';
import { conditionOf, type ShopMoment } from './segment-members.ts';
import { JOIN_SMS_SUPPRESSION, JOIN_SUPPRESSION, MAY_EMAIL, MAY_SMS } from './suppressions.ts';
import type { ShopTransaction } from './tenant.ts';

export interface ListedMember extends ListedCustomer {
  readonly joined_at: Instant;
}

/** Of customers `c`; $2 is the zone. */
const LISTED = `c.customer_id, c.first_name, c.last_name, c.email,
  coalesce(f.orders, 0) as orders, coalesce(f.spent_minor, 0) as spent_minor,
  (f.last_order_at at time zone $2)::date as last_order_day,
  p.due_day, p.chance_30d, p.chance_90d, p.confidence, ${MAY_EMAIL} as may_email`;
const JOIN_LISTED = `
  join customers c on c.shop_id = $1 and c.customer_id = asked.customer_id
  ${JOIN_SUPPRESSION}
  left join order_facts f on f.shop_id = c.shop_id and f.customer_id = c.customer_id
  left join predictions p on p.shop_id = c.shop_id and p.customer_id = c.customer_id`;

/** By customer, after the one named. */
export async function listMembers(
  tx: ShopTransaction,
  segmentId: number,
  page: { readonly zone: string; readonly after: number; readonly limit: number },
): Promise<readonly ListedMember[]> {
  return await tx.query<ListedMember>(
    `select ${LISTED}, asked.joined_at
       from (select customer_id, joined_at from segment_members
              where shop_id = $1 and segment_id = $3 and customer_id > $4
              order by customer_id limit $5) asked ${JOIN_LISTED}
      order by c.customer_id`,
    [tx.shopId, page.zone, segmentId, page.after, page.limit],
  );
}

/** The first who match now, by customer. */
export async function listMatching(
  tx: ShopTransaction,
  query: ResolvedQuery,
  moment: ShopMoment,
  limit: number,
): Promise<readonly ListedCustomer[]> {
  const { sql, parameters } = conditionOf(query, moment, { shopId: tx.shopId, firstParameter: 4 });
  return await tx.query<ListedCustomer>(
    `select ${LISTED}
       from (select c.customer_id from segment_customers c
              where c.shop_id = $1 and ${sql} order by c.customer_id limit $3) asked ${JOIN_LISTED}
      order by c.customer_id`,
    [tx.shopId, moment.zone, limit, ...parameters],
  );
}

/** These customers, by their number, as far as there are such. */
export async function listCustomers(
  tx: ShopTransaction,
  customerIds: readonly number[],
  zone: string,
): Promise<readonly ListedCustomer[]> {
  return await tx.query<ListedCustomer>(
    `select ${LISTED}
       from (select customer_id from segment_customers
              where shop_id = $1 and customer_id = any ($3::bigint[])) asked ${JOIN_LISTED}
      order by c.customer_id`,
    [tx.shopId, zone, numberArray(customerIds)],
  );
}

/** Everybody who can be a member. */
export async function countCustomers(tx: ShopTransaction): Promise<number> {
  const { customers } = await tx.one<{ customers: number }>(
    'select count(*) as customers from segment_customers where shop_id = $1',
    [tx.shopId],
  );
  return customers;
}

/** Who matches today but not tomorrow, and the other way round, if nothing but the day changes. */
export async function countTomorrow(
  tx: ShopTransaction,
  query: ResolvedQuery,
  moment: ShopMoment,
): Promise<{ readonly joining: number; readonly leaving: number }> {
  const now = conditionOf(query, moment, { shopId: tx.shopId, firstParameter: 2 });
  const next = conditionOf(
    query,
    { ...moment, today: moment.today + 1 },
    { shopId: tx.shopId, firstParameter: 2 + now.parameters.length },
  );
  return await tx.one(
    `select count(*) filter (where matches_next and not matches_now) as joining,
            count(*) filter (where matches_now and not matches_next) as leaving
       from (select (${now.sql}) is true as matches_now, (${next.sql}) is true as matches_next
               from segment_customers c where c.shop_id = $1 offset 0) asked`,
    [tx.shopId, ...now.parameters, ...next.parameters],
  );
}

/** How many match each query, all looked at in one pass over the customers. */
export async function countMatching(
  tx: ShopTransaction,
  queries: readonly ResolvedQuery[],
  moment: ShopMoment,
): Promise<readonly number[]> {
  if (queries.length === 0) return [];
  const values: unknown[] = [tx.shopId];
  const counts = queries.map((query, index) => {
    const place = { shopId: tx.shopId, firstParameter: values.length + 1 };
    const { sql, parameters } = conditionOf(query, moment, place);
    values.push(...parameters);
    return `count(*) filter (where ${sql}) as c${index}`;
  });
  const row = await tx.one<Record<string, number>>(
    `select ${counts.join(', ')} from segment_customers c where c.shop_id = $1`,
    values,
  );
  return queries.map((_, index) => row[`c${index}`] ?? 0);
}

export interface ExportedMember {
  readonly customer_id: number;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly locale: string | null;
  readonly country: string | null;
  readonly tags: readonly string[];
  readonly orders: number;
  readonly spent_minor: number;
  readonly last_order_day: DayText | null;
  readonly due_day: DayText | null;
  readonly joined_day: DayText;
  readonly may_email: boolean;
  readonly may_sms: boolean;
}

export async function readMembersForExport(
  tx: ShopTransaction,
  segmentId: number,
  page: { readonly zone: string; readonly after: number; readonly limit: number },
): Promise<readonly ExportedMember[]> {
  return await tx.query<ExportedMember>(
    `select ${LISTED}, c.phone, c.locale, c.country, c.tags,
            (asked.joined_at at time zone $2)::date as joined_day, ${MAY_SMS} as may_sms
       from (select customer_id, joined_at from segment_members
              where shop_id = $1 and segment_id = $3 and customer_id > $4
              order by customer_id limit $5) asked ${JOIN_LISTED}
       ${JOIN_SMS_SUPPRESSION}
      order by c.customer_id`,
    [tx.shopId, page.zone, segmentId, page.after, page.limit],
  );
}

const MOST_VALUES = 500;

/** SQL for the values that there are, the most frequent first. */
const listOf = (value: string, from: string) =>
  `array(select value from (select ${value} as value ${from}) found where value <> ''
          group by value order by count(*) desc, value limit ${MOST_VALUES})`;

export interface CatalogueValues {
  readonly productTypes: readonly string[];
  readonly productTitles: readonly string[];
  readonly valueTiers: readonly string[];
}

/** What exists in the shop without its customers. */
export async function readCatalogueValues(tx: ShopTransaction): Promise<CatalogueValues> {
  const here = 'from products where deleted_at is null';
  return await tx.one<CatalogueValues>(
    `select ${listOf('product_type', here)} as "productTypes", ${listOf('title', here)} as "productTitles",
            array(select v.name from value_tiers v join tier_settings s using (shop_id)
                   where v.removed_at is null and s.basis is not null order by v.place) as "valueTiers"`,
  );
}

export interface CustomerValues {
  readonly tags: readonly string[];
  readonly countries: readonly string[];
  readonly languages: readonly string[];
  readonly emailDomains: readonly string[];
  readonly loyaltyTiers: readonly string[];
}

const LOYALTY_TIER = 'loyalty_tag(c.tags_folded, s.tag_prefix_folded)';

/** What exists among the customers: looks at everybody, once for each list. */
export async function countCustomerValues(tx: ShopTransaction): Promise<CustomerValues> {
  const here = 'from customers c where c.deleted_at is null and c.redacted_at is null';
  return await tx.one<CustomerValues>(
    `select ${listOf('unnest(c.tags)', here)} as tags,
            ${listOf('upper(c.country)', here)} as countries,
            ${listOf('c.locale', here)} as languages,
            ${listOf(`lower(substring(c.email from '@([^@]+)$'))`, here)} as "emailDomains",
            ${listOf(
              LOYALTY_TIER,
              `from tier_settings s join customers c using (shop_id)
               where s.basis is distinct from 'loyalty points' and c.deleted_at is null and c.redacted_at is null`,
            )} as "loyaltyTiers"`,
  );
}
