/** Campaigns whose time has come, until they are over. */
import type { Campaign } from '../../core/scenario/campaign.ts';
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface CampaignAtWork {
  readonly campaignId: number;
  readonly state: 'scheduled' | 'sending';
}

/** Those whose time has come and those under way, the longest due first. */
export async function readCampaignsAtWork(
  tx: ShopTransaction,
  now: Instant,
): Promise<readonly CampaignAtWork[]> {
  return await tx.query<CampaignAtWork>(
    `select scenario_id as "campaignId", state from campaigns
      where shop_id = $1 and state in ('scheduled', 'sending') and starts_at <= $2
      order by starts_at, scenario_id`,
    [tx.shopId, timestampText(now)],
  );
}

/** A campaign whose time has come, held; undefined when it is not (any more), or when another process has it. */
export async function holdDueCampaign(
  tx: ShopTransaction,
  campaignId: number,
  now: Instant,
): Promise<{ readonly content: Campaign } | undefined> {
  return await tx.maybeOne<{ content: Campaign }>(
    `select content from campaigns
      where shop_id = $1 and scenario_id = $2 and state = 'scheduled' and starts_at <= $3
        for update skip locked`,
    [tx.shopId, campaignId, timestampText(now)],
  );
}

/** Ends a campaign that everybody has come into and left; false while somebody is inside or still to come. */
export async function endCampaign(
  tx: ShopTransaction,
  campaignId: number,
  at: Instant,
): Promise<boolean> {
  const ended = await tx.execute(
    `update campaigns c set state = 'done', ended_at = $3
      where c.shop_id = $1 and c.scenario_id = $2 and c.state = 'sending'
        and not exists (select from campaign_audience a
                         where a.shop_id = c.shop_id and a.scenario_id = c.scenario_id)
        and not exists (select from enrolments e
                         where e.shop_id = c.shop_id and e.scenario_id = c.scenario_id and e.ended_at is null)`,
    [tx.shopId, campaignId, timestampText(at)],
  );
  if (ended === 0) return false;
  await tx.execute(
    `update scenarios set status = 'done', updated_at = $3
      where shop_id = $1 and scenario_id = $2 and status = 'active'`,
    [tx.shopId, campaignId, timestampText(at)],
  );
  return true;
}

/** Takes a campaign off the shop's pages; whoever has not seen it there has not got it. */
export async function withdrawOnSite(
  tx: ShopTransaction,
  campaignId: number,
  reason: string,
): Promise<void> {
  await tx.execute(
    `with gone as (
       delete from handed_on_site h using sends d
        where h.shop_id = $1 and d.shop_id = h.shop_id and d.send_id = h.send_id and d.scenario_id = $2
       returning h.send_id)
     update sends d set status = 'cancelled', sent_at = null, reason = $3
       from gone
      where d.shop_id = $1 and d.send_id = gone.send_id
        and not exists (select from activities a where a.shop_id = d.shop_id and a.send_id = d.send_id)`,
    [tx.shopId, campaignId, reason],
  );
}
