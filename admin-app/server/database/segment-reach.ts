/** Who of some customers can be reached over each channel, and why the others cannot; the same order as core/consent. */
import type { ResolvedQuery } from '../../core/segment/resolve.ts';
import { conditionOf, type ShopMoment } from './segment-members.ts';
import { JOIN_SMS_SUPPRESSION, JOIN_SUPPRESSION, MAY_EMAIL, MAY_SMS } from './suppressions.ts';
import type { ShopTransaction } from './tenant.ts';

/** Of a channel: how many customers under each reason; under null those who can be reached. */
export interface ReachCount {
  readonly channel: 'email' | 'sms';
  readonly reason: string | null;
  readonly customers: number;
}

/** Beside customers `c`: their suppressions. */
const JOIN_REACH = `${JOIN_SUPPRESSION} ${JOIN_SMS_SUPPRESSION}`;

/** Some scenario holds the customer out now. */
const HELD_OUT = `exists (
  select from enrolments e
   where e.shop_id = c.shop_id and e.customer_id = c.customer_id and e.ended_at is null and e.held_out)`;

const CONSENT_REASON = (consent: string) => `case ${consent}
  when 'unsubscribed' then 'unsubscribed' when 'pending' then 'consent not confirmed yet'
  when 'invalid' then 'invalid address' else 'no consent' end`;

const EMAIL_REASON = `case
  when coalesce(c.email, '') = '' then 'no address'
  when c.email_consent <> 'subscribed' then ${CONSENT_REASON('c.email_consent')}
  when not ${MAY_EMAIL} then suppression.reason
  when ${HELD_OUT} then 'held out' end`;

const SMS_REASON = `case
  when coalesce(c.phone, '') = '' then 'no address'
  when c.sms_consent <> 'subscribed' then ${CONSENT_REASON('c.sms_consent')}
  when not ${MAY_SMS} then sms_suppression.reason
  when ${HELD_OUT} then 'held out' end`;

/** SQL with the columns customer_id, email_reach and sms_reach: the reason of each customer; null can be reached. */
export const REACH_OF_EACH = `
  select c.customer_id, ${EMAIL_REASON} as email_reach, ${SMS_REASON} as sms_reach
    from customers c ${JOIN_REACH}
   where c.shop_id = $1 and c.deleted_at is null and c.redacted_at is null`;

/** `asked` is SQL with a column customer_id. */
function reachOf(asked: string): string {
  return `
    with reasons as (
      select ${EMAIL_REASON} as email, ${SMS_REASON} as sms
        from (${asked}) asked
        join customers c on c.shop_id = $1 and c.customer_id = asked.customer_id
        ${JOIN_REACH}),
    pairs as (select email, sms, count(*) as customers from reasons group by email, sms)
    select 'email' as channel, email as reason, sum(customers)::int as customers from pairs group by email
    union all select 'sms', sms, sum(customers)::int from pairs group by sms`;
}

export async function readMemberReach(
  tx: ShopTransaction,
  segmentId: number,
): Promise<readonly ReachCount[]> {
  return await tx.query<ReachCount>(
    reachOf('select customer_id from segment_members where shop_id = $1 and segment_id = $2'),
    [tx.shopId, segmentId],
  );
}

/** Of everybody who matches the query now, whatever is kept. */
export async function readMatchReach(
  tx: ShopTransaction,
  query: ResolvedQuery,
  moment: ShopMoment,
): Promise<readonly ReachCount[]> {
  const { sql, parameters } = conditionOf(query, moment, { shopId: tx.shopId, firstParameter: 2 });
  return await tx.query<ReachCount>(
    reachOf(
      `select c.customer_id from segment_customers c where c.shop_id = $1 and ${sql} offset 0`,
    ),
    [tx.shopId, ...parameters],
  );
}

export interface ReachableMembers {
  readonly segment_id: number;
  readonly mailable: number;
  readonly textable: number;
}

/** How many members of each segment may be e-mailed and get SMS; one without any is left out. */
export async function countReachable(tx: ShopTransaction): Promise<readonly ReachableMembers[]> {
  return await tx.query<ReachableMembers>(
    `with reachable as materialized (
       select c.customer_id, (${EMAIL_REASON}) is null as mailable, (${SMS_REASON}) is null as textable
         from customers c ${JOIN_REACH}
        where c.shop_id = $1 and c.deleted_at is null and c.redacted_at is null
          and (c.email_consent = 'subscribed' or c.sms_consent = 'subscribed'))
     select m.segment_id, count(*) filter (where mailable) as mailable, count(*) filter (where textable) as textable
       from segment_members m join reachable r on r.customer_id = m.customer_id
      where m.shop_id = $1 group by m.segment_id`,
    [tx.shopId],
  );
}
