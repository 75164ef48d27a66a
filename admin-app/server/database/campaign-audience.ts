/** Whom a campaign is for: counted, taken when it begins, and let in a few at a time. */
import type { CountryReach } from '../../core/scenario/campaign-reach.ts';
import type { Channel } from '../../core/scenario/types.ts';
import type { ResolvedQuery } from '../../core/segment/resolve.ts';
import { toSql } from '../../core/segment/to-sql.ts';
import type { Instant } from '../../core/time.ts';
import { MAY, REACH_JOINS } from './entering.ts';
import type { ShopMoment } from './segment-members.ts';
import { StatementValues } from './statement-values.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** Whom a campaign is for, in words that SQL can be made of. */
export interface AudienceQuestion {
  /** Null is every customer. */
  readonly segment: ResolvedQuery | null;
  /** Null leaves nobody out. */
  readonly except: ResolvedQuery | null;
  readonly channels: readonly Channel[];
  readonly moment: ShopMoment;
}

/**
 * Takes the audience as it is at this moment: one statement sees one moment. Only who can be reached over one of the
 * channels. Only for a campaign that this transaction holds.
 */
export async function beginCampaign(
  tx: ShopTransaction,
  campaignId: number,
  question: AudienceQuestion,
  at: Instant,
): Promise<number> {
  const values = new StatementValues(tx.shopId, campaignId);
  const taken = await tx.execute(
    `insert into campaign_audience (shop_id, scenario_id, customer_id)
     select $1, $2, c.customer_id ${fromAudience(tx, values, question)}
       and (${question.channels.map((channel) => MAY[channel]).join(' or ') || 'false'})
     on conflict do nothing`,
    values.values,
  );
  await tx.execute(
    `update campaigns set state = 'sending', begun_at = $3, audience = $4
      where shop_id = $1 and scenario_id = $2`,
    [tx.shopId, campaignId, timestampText(at), taken],
  );
  return taken;
}

/** From FROM on: the audience as customers `c`, with what tells whether each can be reached. */
function fromAudience(
  tx: ShopTransaction,
  values: StatementValues,
  { segment, except, moment }: AudienceQuestion,
): string {
  const matching = (query: ResolvedQuery): string => {
    const { sql, parameters } = toSql(query, {
      ...moment,
      shopId: tx.shopId,
      firstParameter: values.next,
      alias: 'm',
    });
    values.addAll(parameters);
    return `(select m.customer_id from segment_customers m where m.shop_id = $1 and ${sql})`;
  };
  return `
    from customers c ${REACH_JOINS}
   where c.shop_id = $1 and c.deleted_at is null and c.redacted_at is null
     ${segment === null ? '' : `and c.customer_id in ${matching(segment)}`}
     ${except === null ? '' : `and c.customer_id not in ${matching(except)}`}`;
}

/** How many of the audience each channel reaches now, by country. */
export async function countAudience(
  tx: ShopTransaction,
  question: AudienceQuestion,
): Promise<readonly CountryReach[]> {
  const values = new StatementValues(tx.shopId);
  const any = question.channels.join('", "');
  const rows = await tx.query<CountryReach>(
    `select country, count(*) as customers,
            count(*) filter (where email) as email, count(*) filter (where sms) as sms,
            count(*) filter (where push) as push, count(*) filter (where "on-site") as "on-site",
            count(*) filter (where true in (${any === '' ? 'false' : `"${any}"`})) as reached
       from (select c.country, ${MAY.email} as email, ${MAY.sms} as sms, ${MAY.push} as push,
                    ${MAY['on-site']} as "on-site"
             ${fromAudience(tx, values, question)}) asked
      group by country`,
    values.values,
  );
  return rows;
}

/**
 * The next customers to come in, taken from the audience in this transaction; empty when all have. Shares the campaign
 * with other processes, so that it cannot be cancelled in between; null when it is not being sent (any more).
 */
export async function takeFromAudience(
  tx: ShopTransaction,
  campaignId: number,
  limit: number,
): Promise<readonly number[] | null> {
  const held = await tx.maybeOne<object>(
    `select 1 as held from campaigns
      where shop_id = $1 and scenario_id = $2 and state = 'sending' for share`,
    [tx.shopId, campaignId],
  );
  if (!held) return null;
  const rows = await tx.query<{ customer_id: number }>(
    `delete from campaign_audience
      where shop_id = $1 and scenario_id = $2 and customer_id in (
        select customer_id from campaign_audience where shop_id = $1 and scenario_id = $2
         order by customer_id limit $3 for update skip locked)
      returning customer_id`,
    [tx.shopId, campaignId, limit],
  );
  return rows.map((row) => row.customer_id);
}

/** How many customers come to this campaign still, who have not been taken in yet. */
export async function countToCome(tx: ShopTransaction, campaignId: number): Promise<number> {
  const row = await tx.one<{ customers: number }>(
    `select count(*) as customers from campaign_audience where shop_id = $1 and scenario_id = $2`,
    [tx.shopId, campaignId],
  );
  return row.customers;
}

/** Whom it still had to take in is taken in no more; returns how many that were. */
export async function dismissAudience(tx: ShopTransaction, campaignId: number): Promise<number> {
  return await tx.execute('delete from campaign_audience where shop_id = $1 and scenario_id = $2', [
    tx.shopId,
    campaignId,
  ]);
}
