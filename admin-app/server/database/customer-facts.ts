/** The facts about customers that the shop's pages may know, and which of them were published. */
import type { CustomerFacts } from '../../core/priority/on-site.ts';
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface ChangedFacts {
  readonly customerId: number;
  readonly facts: CustomerFacts;
}

/** Days since 1970-01-01 in the shop's zone ($1). */
const dayOf = (at: string) => `(${at} at time zone $1)::date - date '1970-01-01'`;

/** What the ranking needs and nothing else: no name, no address, no year of birth. */
const FACTS = `
  select c.customer_id,
         jsonb_build_object(
           'lastVisitDay', visits.last_day,
           'lastOrderDay', ${dayOf('f.last_order_at')},
           'occasions', '{}'::jsonb,
           'closed', coalesce(visits.closed, '{}'))
         -- Absent for most, so that nobody's facts change for want of any.
         || coalesce((select jsonb_build_object('messages', jsonb_agg(h.message order by h.send_id))
                        from handed_on_site h
                       where h.shop_id = c.shop_id and h.customer_id = c.customer_id
                      having count(*) > 0), '{}') as facts
    from customers c
    left join order_facts f on f.shop_id = c.shop_id and f.customer_id = c.customer_id
    left join lateral (
      select max(by_message.last_day) as last_day,
             jsonb_object_agg(by_message.message_id, by_message.closed_day)
               filter (where by_message.message_id is not null and by_message.closed_day is not null) as closed
        from (
          select a.details ->> 'messageId' as message_id, max(${dayOf('a.at')}) as last_day,
                 max(${dayOf('a.at')}) filter (where a.kind in ('closed', 'clicked')) as closed_day
            from activities a
           where a.customer_id = c.customer_id and a.channel = 'on-site' group by 1) by_message) visits on true
   where c.deleted_at is null and c.redacted_at is null`;

/** The next customers, by id, whose facts differ from what was published; those without anything to say are left out. */
export async function readChangedFacts(
  tx: ShopTransaction,
  zone: string,
  afterCustomerId: number,
  limit: number,
): Promise<readonly ChangedFacts[]> {
  const rows = await tx.query<{ customer_id: number; facts: CustomerFacts }>(
    `select current.customer_id, current.facts from (${FACTS} and c.customer_id > $2) current
       left join published_facts p on p.customer_id = current.customer_id
      where p.facts is distinct from current.facts
        and (p.facts is not null or current.facts ->> 'lastOrderDay' is not null or current.facts ->> 'lastVisitDay' is not null
             or current.facts ? 'messages')
      order by current.customer_id limit $3`,
    [zone, afterCustomerId, limit],
  );
  return rows.map((row) => ({ customerId: row.customer_id, facts: row.facts }));
}

export async function markFactsPublished(
  tx: ShopTransaction,
  published: readonly ChangedFacts[],
  at: Instant,
): Promise<void> {
  await tx.execute(
    `insert into published_facts (shop_id, customer_id, facts, published_at)
     select $1, given."customerId", given.facts, $3
       from jsonb_to_recordset($2::jsonb) as given ("customerId" bigint, facts jsonb)
     on conflict (shop_id, customer_id) do update
       set facts = excluded.facts, published_at = excluded.published_at`,
    [tx.shopId, JSON.stringify(published), timestampText(at)],
  );
}

/** When anything was last published; null before the first time. */
export async function readLastPublished(tx: ShopTransaction): Promise<Instant | null> {
  const row = await tx.one<{ at: Instant | null }>(
    'select max(published_at) as at from published_facts',
  );
  return row.at;
}
