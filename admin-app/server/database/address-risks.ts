/** What is to be feared of the addresses that could be mailed. */
import type { ResolvedQuery } from '../../core/segment/resolve.ts';
import type { DayText, Instant } from '../../core/time.ts';
import { numberArray, textArray } from './array-literals.ts';
import { conditionOf, type ShopMoment } from './segment-members.ts';
import { addressHash } from './suppressions.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface AddressToCheck {
  readonly customerId: number;
  readonly email: string;
  /** Mails that came back. */
  readonly bounces: number;
}

/** Customers with consent to be mailed, by customer. */
export async function readAddressesToCheck(
  tx: ShopTransaction,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly AddressToCheck[]> {
  return await tx.query<AddressToCheck>(
    `select c.customer_id as "customerId", c.email,
            (select count(*)::int from activities a
              where a.shop_id = c.shop_id and a.customer_id = c.customer_id
                and a.channel = 'email' and a.kind = 'bounced') as bounces
       from customers c
      where c.shop_id = $1 and c.customer_id > $2 and c.deleted_at is null and c.redacted_at is null
        and coalesce(c.email, '') <> '' and c.email_consent = 'subscribed'
      order by c.customer_id limit $3`,
    [tx.shopId, after, limit],
  );
}

export interface FoundRisk {
  readonly customerId: number;
  readonly email: string;
  readonly verdict: 'risky' | 'no';
  readonly why: string;
}

/** What was found of the customers after one and up to another; of all others of these nothing is to be feared. */
export async function writeAddressRisks(
  tx: ShopTransaction,
  range: { readonly after: number; readonly through: number },
  risks: readonly FoundRisk[],
  at: Instant,
): Promise<void> {
  await tx.execute(
    `delete from address_risks where shop_id = $1 and customer_id > $2 and customer_id <= $3
        and customer_id <> all ($4::bigint[])`,
    [tx.shopId, range.after, range.through, numberArray(risks.map((it) => it.customerId))],
  );
  await tx.execute(
    `insert into address_risks (shop_id, customer_id, address_hash, verdict, why, checked_at)
     select $1, g.customer_id, ${addressHash('g.email')}, g.verdict, g.why, $6
       from unnest($2::bigint[], $3::text[], $4::text[], $5::text[]) as g (customer_id, email, verdict, why)
     on conflict (shop_id, customer_id) do update
       set address_hash = excluded.address_hash, verdict = excluded.verdict, why = excluded.why,
           checked_at = excluded.checked_at`,
    [
      tx.shopId,
      numberArray(risks.map((it) => it.customerId)),
      textArray(risks.map((it) => it.email)),
      textArray(risks.map((it) => it.verdict)),
      textArray(risks.map((it) => it.why)),
      timestampText(at),
    ],
  );
}

/** Whether domains take mail, of those that were asked since. */
export async function readMailDomains(
  tx: ShopTransaction,
  domains: readonly string[],
  since: Instant,
): Promise<ReadonlyMap<string, boolean>> {
  const rows = await tx.query<{ domain: string; accepts: boolean }>(
    `select domain, accepts from mail_domains
      where shop_id = $1 and domain = any ($2::text[]) and checked_at >= $3`,
    [tx.shopId, textArray(domains), timestampText(since)],
  );
  return new Map(rows.map((row) => [row.domain, row.accepts]));
}

export async function writeMailDomains(
  tx: ShopTransaction,
  domains: ReadonlyMap<string, boolean>,
  at: Instant,
): Promise<void> {
  await tx.execute(
    `insert into mail_domains (shop_id, domain, accepts, checked_at)
     select $1, g.domain, g.accepts, $4 from unnest($2::text[], $3::boolean[]) as g (domain, accepts)
     on conflict (shop_id, domain) do update set accepts = excluded.accepts, checked_at = excluded.checked_at`,
    [tx.shopId, textArray([...domains.keys()]), [...domains.values()], timestampText(at)],
  );
}

export interface AddressCheck {
  readonly wantedAt: Instant | null;
  readonly through: number;
  readonly checkedAt: Instant | null;
  readonly withoutNames: boolean;
}

export async function readAddressCheck(tx: ShopTransaction): Promise<AddressCheck> {
  const row = await tx.maybeOne<AddressCheck>(
    `select wanted_at as "wantedAt", through, checked_at as "checkedAt", without_names as "withoutNames"
       from address_checks where shop_id = $1`,
    [tx.shopId],
  );
  return row ?? { wantedAt: null, through: 0, checkedAt: null, withoutNames: false };
}

/** A check that goes on already is not begun anew. */
export async function wantAddressCheck(tx: ShopTransaction, at: Instant): Promise<void> {
  await tx.execute(
    `insert into address_checks as k (shop_id, wanted_at) values ($1, $2)
     on conflict (shop_id) do update set wanted_at = coalesce(k.wanted_at, excluded.wanted_at)`,
    [tx.shopId, timestampText(at)],
  );
}

export async function addressCheckAdvanced(tx: ShopTransaction, through: number): Promise<void> {
  await tx.execute('update address_checks set through = $2 where shop_id = $1', [
    tx.shopId,
    through,
  ]);
}

export async function addressCheckFinished(
  tx: ShopTransaction,
  { at, withoutNames }: { readonly at: Instant; readonly withoutNames: boolean },
): Promise<void> {
  await tx.execute(
    `update address_checks set wanted_at = null, through = 0, checked_at = $2, without_names = $3
      where shop_id = $1`,
    [tx.shopId, timestampText(at), withoutNames],
  );
  // Whoever has gone, or may not be mailed any more, is no risk.
  await tx.execute(
    `delete from address_risks r where r.shop_id = $1 and not exists (
       select from customers c where c.shop_id = r.shop_id and c.customer_id = r.customer_id
          and c.deleted_at is null and c.redacted_at is null and c.email_consent = 'subscribed')`,
    [tx.shopId],
  );
}

/** Risks of customers `c` as table `r`, of the address they have now. */
const OF_THIS_ADDRESS = `r.shop_id = c.shop_id and r.customer_id = c.customer_id
  and r.address_hash = ${addressHash('c.email')} and c.email_consent = 'subscribed'`;

export interface RiskCount {
  readonly verdict: 'risky' | 'no';
  readonly why: string;
  readonly customers: number;
  readonly inactive: number;
}

/** `inactive` is the shop's own definition. */
export async function countAddressRisks(
  tx: ShopTransaction,
  inactive: ResolvedQuery,
  moment: ShopMoment,
): Promise<readonly RiskCount[]> {
  const { sql, parameters } = conditionOf(inactive, moment, {
    shopId: tx.shopId,
    firstParameter: 2,
  });
  return await tx.query<RiskCount>(
    `select r.verdict, r.why, count(*)::int as customers,
            (count(*) filter (where exists (
               select from segment_customers c
                where c.shop_id = $1 and c.customer_id = r.customer_id and ${sql})))::int as inactive
       from address_risks r join customers c on ${OF_THIS_ADDRESS}
      where r.shop_id = $1 group by r.verdict, r.why order by r.verdict, 3 desc, r.why`,
    [tx.shopId, ...parameters],
  );
}

/** Why mails to inactive customers would come back, by customer; all others are left out. */
export async function readAddressRefusals(
  tx: ShopTransaction,
  customerIds: readonly number[],
  inactive: ResolvedQuery,
  moment: ShopMoment,
): Promise<ReadonlyMap<number, string>> {
  const feared = await tx.query<{ customer_id: number; why: string }>(
    `select r.customer_id, r.why from address_risks r join customers c on ${OF_THIS_ADDRESS}
      where r.shop_id = $1 and r.verdict = 'no' and r.customer_id = any ($2::bigint[])`,
    [tx.shopId, numberArray(customerIds)],
  );
  if (feared.length === 0) return new Map();
  const { sql, parameters } = conditionOf(inactive, moment, {
    shopId: tx.shopId,
    firstParameter: 3,
    onlyCustomers: '$2::bigint[]',
  });
  const rows = await tx.query<{ customer_id: number }>(
    `select c.customer_id from segment_customers c
      where c.shop_id = $1 and c.customer_id = any ($2::bigint[]) and ${sql}`,
    [tx.shopId, numberArray(feared.map((it) => it.customer_id)), ...parameters],
  );
  const found = new Set(rows.map((row) => row.customer_id));
  return new Map(
    feared.filter((it) => found.has(it.customer_id)).map((it) => [it.customer_id, it.why]),
  );
}

export async function readAddressRisk(
  tx: ShopTransaction,
  customerId: number,
): Promise<{ readonly verdict: 'risky' | 'no'; readonly why: string } | undefined> {
  return await tx.maybeOne(
    `select r.verdict, r.why from address_risks r join customers c on ${OF_THIS_ADDRESS}
      where r.shop_id = $1 and r.customer_id = $2`,
    [tx.shopId, customerId],
  );
}

export interface RiskyCustomer {
  readonly customerId: number;
  readonly name: string | null;
  readonly email: string;
  readonly lastOrderDay: DayText | null;
}

export async function listRiskyCustomers(
  tx: ShopTransaction,
  why: string,
  { after, limit, zone }: { readonly after: number; readonly limit: number; readonly zone: string },
): Promise<readonly RiskyCustomer[]> {
  return await tx.query<RiskyCustomer>(
    `select c.customer_id as "customerId", nullif(concat_ws(' ', c.first_name, c.last_name), '') as name, c.email,
            (f.last_order_at at time zone $5)::date::text as "lastOrderDay"
       from address_risks r join customers c on ${OF_THIS_ADDRESS}
       left join order_facts f on f.shop_id = c.shop_id and f.customer_id = c.customer_id
      where r.shop_id = $1 and r.why = $2 and r.customer_id > $3
      order by r.customer_id limit $4`,
    [tx.shopId, why, after, limit, zone],
  );
}
